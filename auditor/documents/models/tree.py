"""The folders of a target: the content of each, and which are set aside before models are searched for."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.documents.models import names
from auditor.documents.models.stems import BUNDLE
from auditor.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from auditor.documents.models.contents import Contents

_CACHES = "/.cache/"
_RECORDS = "/.cache/huggingface/download/"
"""The records of huggingface_hub's downloads into a folder: they are about the model in that folder."""


class Folder(Value, frozen=True):
    """The direct content of a folder."""

    path: str
    files: tuple[str, ...]
    names: frozenset[str]
    weights: tuple[str, ...]
    configs: tuple[str, ...]
    """The configurations that describe a model."""
    card: str
    """README.md or the like; "" without one."""
    papers: tuple[str, ...] = ()
    """Its documents that may apply to models in other folders, or to several in this one."""

    @property
    def manifest(self) -> bool:
        """Whether it is the root of a package."""
        return not names.MANIFESTS.isdisjoint(self.names)

    @property
    def trained_pipeline(self) -> bool:
        """Whether it is a pipeline written by spaCy."""
        return {"meta.json", "config.cfg"} <= self.names

    @property
    def pipeline(self) -> bool:
        """Whether it has an index that names folders as parts of one model."""
        return not self.names.isdisjoint({"model_index.json", "modules.json"}) or self.trained_pipeline


class Tree(Value, frozen=True, dict=True):
    """The folders by path, and what was set aside."""

    folders: Mapping[str, Folder]
    silent: frozenset[str]
    """Files that apply to no model here: samples, and models quoted in documentation."""
    samples: tuple[str, ...]
    """The folders that were set aside."""
    aside_weights: Mapping[str, int]
    """The number of files of weights in each of them that has any; of nested ones, in the innermost."""

    @cached_property
    def papers(self) -> Mapping[str, tuple[tuple[str, Folder], ...]]:
        """By folder, the folders below with its documents or a package's, each with its path component."""
        papers: dict[str, list[tuple[str, Folder]]] = {}
        for path, folder in self.folders.items():
            steps = path.split("/") if path else []
            for depth, step in enumerate(steps):
                if step.lower() in names.PAPER_FOLDERS or names.is_package_paper(step):
                    papers.setdefault("/".join(steps[:depth]), []).append((step, folder))
        return {place: tuple(folders) for place, folders in papers.items()}

    @cached_property
    def holding(self) -> frozenset[str]:
        """The folders with weights below them, not directly in them."""
        return frozenset(place for folder in self.folders.values() if folder.weights for place in above(folder.path))


def grown(paths: Iterable[str], contents: Contents) -> Tree:
    """The tree of these files."""
    paths = tuple(paths)
    samples, quoting = _aside(paths)
    silent = {path for path in paths if _under(path, samples)}
    silent.update(path for path in paths if _under(path, quoting) and not (names.is_legal(path) or names.is_card(path)))
    silent -= _linked(silent, paths, contents)
    direct: dict[str, list[str]] = {}
    for path in paths:
        if path not in silent and f"/{path}".find(_CACHES) < 0:
            direct.setdefault(_folder_of(path), []).append(path)
    for path in paths:
        folder, mark, _ = f"/{path}".partition(_RECORDS)
        if mark and folder.strip("/") in direct and path not in silent:
            direct[folder.strip("/")].append(path)
    inside = {folder for folder in direct if {"meta.json", "config.cfg"} <= _names(direct[folder])}
    data = {place for path in paths if names.is_data(path) for place in above(path)[:2]}
    folders = {
        folder: _folder(folder, files, contents, inside, among_data=folder in data) for folder, files in direct.items()
    }
    described = _described_only(folders)
    silent.update(path for folder in described for path in folders.pop(folder).files)
    samples |= described
    models = (path for path in silent if names.holds_weights(path) or path.rpartition("/")[2] in names.CONFIGS)
    with_models = {place for path in models for place in above(path)}
    put_aside = sorted(with_models.intersection((*samples, *quoting)))
    return Tree(folders, frozenset(silent), tuple(put_aside), _weights_in(frozenset(put_aside), silent))


def _described_only(folders: Mapping[str, Folder]) -> frozenset[str]:
    """The folders that only describe some model, below a folder with weights: nothing of it is distributed here.

    A configuration of another model, kept for comparison or as a starting point, is no evidence of derivation.
    """
    weighed = {folder.path for folder in folders.values() if folder.weights}
    holding = weighed | {place for folder in weighed for place in above(folder)}
    return frozenset(
        folder.path
        for folder in folders.values()
        if folder.configs
        and folder.path not in holding
        and not (folder.card or folder.pipeline or folder.manifest)
        and not weighed.isdisjoint(above(folder.path))
        and not any(folders[place].pipeline for place in above(folder.path) if place in folders)
        and not any(
            names.is_format_folder(step) or names.is_step_folder(step) or names.is_component_folder(step)
            for step in folder.path.split("/")
        )
    )


def above(folder: str) -> tuple[str, ...]:
    """The ancestors of a folder, the nearest first; the last is the target."""
    steps = folder.split("/") if folder else []
    return tuple("/".join(steps[:depth]) for depth in range(len(steps) - 1, -1, -1))


def innermost(path: str, folders: Collection[str]) -> str | None:
    """The innermost of these folders that contains a path; None if none does. No folder contains itself."""
    return next((place for place in above(path) if place in folders), None)


def _folder(folder: str, files: list[str], contents: Contents, spacy: set[str], *, among_data: bool) -> Folder:
    contents.check()
    names_here = _names(files)
    quoted = _quotes(folder)
    weights = tuple(path for path in files if not quoted and _holds_weights(path, names_here, contents, among_data))
    if folder.rpartition("/")[0] in spacy and folder and "model" in names_here:
        weights += (f"{folder}/model",)
    configs = [
        path
        for path in files
        if path.rpartition("/")[2] in names.CONFIGS and (weights or contents.is_model_config(path))
    ]
    if {"meta.json", "config.cfg"} <= names_here:
        configs.append(f"{folder}/meta.json" if folder else "meta.json")
    cards = sorted(path for path in files if names.is_card(path) and names.is_own_card(path))
    papers = tuple(path for path in files if names.kind_of(path) in names.SPEAKING)
    return Folder(
        folder, tuple(files), names_here, weights, tuple(configs) if not quoted else (), next(iter(cards), ""), papers
    )


def _holds_weights(path: str, beside: frozenset[str], contents: Contents, among_data: bool) -> bool:  # noqa: FBT001
    """Whether a file contains weights; an ambiguous one needs a configuration next to it, or a format's magic."""
    if not names.holds_weights(path, among_data=among_data):
        return False
    if not names.is_ambiguous(path) or not names.CONFIGS.isdisjoint(beside):
        return True
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    manifest = f"{folder}/{stem}.json".lstrip("/")
    listed = f"{stem}.json" in beside and contents.lists_weights(manifest)
    return path.lower().endswith(".pb") or f"{stem}.xml" in beside or listed or contents.may_be_weights(path)


def _quotes(folder: str) -> bool:
    return ".git" in folder.split("/")


def _names(files: Iterable[str]) -> frozenset[str]:
    return frozenset(path.rpartition("/")[2] for path in files)


def _folder_of(path: str) -> str:
    """The folder of a file; for a file of a bundle, which users treat as one file, the folder of the bundle."""
    *steps, _ = path.split("/")
    bundle = next((number for number, step in enumerate(steps) if step.endswith(BUNDLE)), len(steps))
    return "/".join(steps[:bundle])


def _aside(paths: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The folders of samples, and those of documentation and third-party code, of every source tree."""
    marked = {_marks(path) for path in paths} - {None}
    folders = {folder for path in paths for folder in above(path)}
    samples, quoting = set(), set()
    for folder in folders:
        parent, _, name = folder.rpartition("/")
        if parent in marked and name.lower() in names.SAMPLE_FOLDERS:
            samples.add(folder)
        elif parent in marked and name.lower() in names.QUOTING_FOLDERS:
            quoting.add(folder)
    return frozenset(samples), frozenset(quoting)


def _marks(path: str) -> str | None:
    """The folder that a file marks as a source tree or a repository of its own; None if it marks none."""
    folder, _, name = path.rpartition("/")
    if folder == ".git" or folder.endswith("/.git"):
        return folder.rpartition("/")[0]
    if name in names.MANIFESTS or name in ("Makefile", "requirements.txt"):
        return folder
    return folder if names.is_own_card(path) or names.is_legal(path) else None


def _linked(silent: set[str], paths: Iterable[str], contents: Contents) -> set[str]:
    """Those of these files that a card links as its license."""
    if not silent or not contents.known:
        return set()
    linked = set()
    for card in paths:
        if card not in silent and names.is_own_card(card):
            folder = card.rpartition("/")[0]
            for link in (contents.front_matter(card) or {}).get("license_link", ()):
                linked.add(f"{folder}/{link.removeprefix('./')}".strip("/"))
    return silent & linked


def _under(path: str, folders: frozenset[str]) -> bool:
    return bool(folders) and any(folder in folders for folder in above(path)[:-1])


def _weights_in(folders: Collection[str], silent: set[str]) -> dict[str, int]:
    weights = (path for path in silent if names.holds_weights(path))
    return dict(Counter(place for path in weights if (place := innermost(path, folders)) is not None))
