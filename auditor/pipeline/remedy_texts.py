"""The license texts that a remedy may add: the upstream's own file if it was read, else the one in rules/."""

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
"""Bytes of a file that may be added to, or of an upstream's license text."""


class UpstreamTexts:
    """License texts: the upstream's own file, byte for byte, if it was read; else the one stored here."""

    def __init__(self, context: Context, whole: Source, *, on_hub: bool) -> None:
        """`whole` is the repository to be fixed; `on_hub` is whether its parents were searched for on the Hub."""
        self._context = context
        self._on_hub = on_hub
        self._sources: dict[str, Source | None] = {"": whole}
        self._read: dict[str, tuple[LicenseText, ...]] = {}

    def __call__(self, license_key: str, edge: Upstream, candidate: Candidate) -> LicenseText | None:
        """The text of a license that a candidate came under; None if none is available."""
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
        """Where the text is available: from its publisher, else with the model."""
        profile = self._context.knowledge.profile(license_key)
        if profile is not None and profile.url:
            return profile.url
        return f"https://huggingface.co/{candidate.name}" if "/" in candidate.name else ""

    def _is_exactly(self, license_key: str, words: str) -> bool:
        """Whether the index has a text as this license and no other."""
        identified = match.texts.text(words, "LICENSE", self._context.knowledge)
        return {detection.license for detection in identified if detection.carries_text} == {license_key}

    def _of_upstream(self, edge: Upstream) -> tuple[LicenseText, ...]:
        """The license files of an available upstream."""
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
        """An upstream's repository as the audit read it: next to the target, else on the Hub as of its child's date."""
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
