"""The license texts that a remedy may carry: the upstream's own file where it was read, else the one kept in rules/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import AuditorError
from auditor.identify import match
from auditor.knowledge import verbatim
from auditor.remedy import LicenseText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Candidate, Source, Upstream
    from auditor.pipeline.context import Context

LARGEST = 8_000_000
"""Bytes of a file that may be added to, or of a license text of an upstream."""


class UpstreamTexts:
    """License texts: the upstream's own file, byte for byte, where it was read; else the one that is kept here."""

    def __init__(self, context: Context, whole: Source, *, on_hub: bool) -> None:
        """`whole` is the repository that is mended; `on_hub`, whether its parents were looked for on the Hub."""
        self._context = context
        self._on_hub = on_hub
        self._sources: dict[str, Source | None] = {"": whole}
        self._read: dict[str, tuple[LicenseText, ...]] = {}

    def __call__(self, license_key: str, edge: Upstream, candidate: Candidate) -> LicenseText | None:
        """The one text of a license that fits what a candidate came under; None where none is at hand."""
        for text in self._of_upstream(edge):
            if self._is_exactly(license_key, text.words):
                return text
        root = self._context.knowledge.root
        kept = verbatim.license_texts(root, license_key)
        fitting = [text for text in kept if text.sha256 in candidate.license_files] or list(kept)
        if len(fitting) != 1:
            return None
        return _decoded(verbatim.content(root, fitting[0]), fitting[0].source)

    def place(self, license_key: str, candidate: Candidate) -> str:
        """Where the text can be had: where its publisher has it, else with the model."""
        profile = self._context.knowledge.profile(license_key)
        if profile is not None and profile.url:
            return profile.url
        return f"https://huggingface.co/{candidate.name}" if "/" in candidate.name else ""

    def _is_exactly(self, license_key: str, words: str) -> bool:
        """Whether the index knows a text as this license and no other."""
        identified = match.texts.text(words, "LICENSE", self._context.knowledge)
        return {detection.license for detection in identified if detection.carries_text} == {license_key}

    def _of_upstream(self, edge: Upstream) -> tuple[LicenseText, ...]:
        """The license files of an upstream that is at hand."""
        if edge.name not in self._read:
            self._read[edge.name] = tuple(self._opened(edge))
        return self._read[edge.name]

    def _opened(self, edge: Upstream) -> Iterator[LicenseText]:
        source = self._source(edge)
        if source is None:
            return
        at = f" at revision {source.revision}" if source.revision else ""
        for entry in source.files():
            if "/" not in entry.path and entry.size <= LARGEST and _is_license(entry.path):
                try:
                    data = source.read(entry.path, limit=LARGEST)
                except OSError:
                    continue
                text = _decoded(data, f"{entry.path} of {edge.name}{at}")
                if text is not None:
                    yield text

    def _source(self, edge: Upstream) -> Source | None:
        """The repository of an upstream as the audit read it: beside the target, else on the Hub as of its child."""
        key = edge.name.lower()
        if key not in self._sources:
            finder = self._context.finder
            source = finder(edge.name) if finder is not None else None
            if source is None and self._on_hub:
                child = self._sources.get(edge.via.lower())
                try:
                    source = self._context.hub.parent(edge.name, child.created if child is not None else "")
                except AuditorError:
                    source = None
            self._sources[key] = source
        return self._sources[key]


def _is_license(path: str) -> bool:
    return path.upper().startswith(("LICENSE", "LICENCE", "COPYING"))


def _decoded(data: bytes, source: str) -> LicenseText | None:
    try:
        return LicenseText(data.decode("utf-8"), source)
    except UnicodeDecodeError:
        return None
