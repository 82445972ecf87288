"""Which documents above a model apply to it (T8): downwards only, up to the first boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.models import names
from auditor.documents.models.tree import above
from auditor.model import DocumentKind
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.models.contents import Contents
    from auditor.documents.models.tree import Folder, Tree

_NEAREST = (
    frozenset({DocumentKind.LICENSE}),
    frozenset({DocumentKind.CARD}),
    frozenset({DocumentKind.PACKAGE_METADATA, DocumentKind.PACKAGE_JSON, DocumentKind.PROJECT_METADATA}),
    frozenset({DocumentKind.SPACY_META}),
)
"""Of each of these kinds, only the nearest folder with one applies; of all others, every folder on the way."""
_CARD = 1
_LEGAL = frozenset({DocumentKind.NOTICE, DocumentKind.COPYRIGHT, DocumentKind.THIRD_PARTY, DocumentKind.POLICY})
_ON_THE_WAY = _LEGAL | {DocumentKind.REUSE, DocumentKind.OCI_INDEX}
_BEYOND = _LEGAL | {DocumentKind.LICENSE}
"""Beyond the boundary these may contain what a license requires, but offer no license."""
_ORG_NAME = regex(r"(?a)[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


class Bounds(Value, frozen=True):
    """How far up documents apply to a model, and which are its own."""

    ceiling: str | None
    own: frozenset[str]


class Applicable(Value, frozen=True):
    """The documents above that apply to a model, and those that might."""

    shared: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


def applicable(root: str, tree: Tree, contents: Contents, bounds: Bounds) -> Applicable:
    """The documents above a model's root that apply to it, and the texts beyond its boundary."""
    if not root:
        return Applicable()
    kinds = {path: names.kind_of(path) for path in bounds.own}
    had = [any(kind in group for kind in kinds.values()) for group in _NEAREST]
    had[_CARD] = any(_is_whole_card(path, contents) for path, kind in kinds.items() if kind is DocumentKind.CARD)
    shared: list[str] = []
    beyond: list[str] = []
    places = _up_to(bounds.ceiling, root)
    origins = _origins(root, tree, contents)
    inside = not _has_own_terms(root, tree, contents)
    foreign = bool(origins) and not any(origins & _bases(place, tree, contents) for place in places)
    for place in places:
        papers = _papers(place, root, tree, contents, bounds.own)
        if not inside or foreign:
            beyond += [path for path in papers if names.kind_of(path) in _BEYOND]
        if not inside:
            continue
        for number, group in enumerate(_NEAREST):
            nearest = [path for path in papers if names.kind_of(path) in group]
            if foreign:
                nearest = [path for path in nearest if number == _CARD and contents.is_hub_card(path)]
            if nearest and not had[number]:
                shared += nearest
                had[number] = number != _CARD or any(_is_whole_card(path, contents) for path in nearest)
        if not foreign:
            shared += [path for path in papers if names.kind_of(path) in _ON_THE_WAY]
        inside = not (place in tree.folders and tree.folders[place].manifest)
    return Applicable(tuple(dict.fromkeys(shared)), tuple(dict.fromkeys(beyond)))


def _up_to(ceiling: str | None, root: str) -> tuple[str, ...]:
    """The folders above a model's root, up to the last whose documents may apply to it."""
    return tuple(place for place in above(root) if ceiling is None or f"{place}/".startswith(f"{ceiling}/"))


def _is_whole_card(path: str, contents: Contents) -> bool:
    """Whether a card declares a license or a base: without either, the next card above supplies it."""
    if not contents.known:
        return True
    matter = contents.front_matter(path) or {}
    return bool(matter.get("license") or matter.get("license_name") or contents.bases(path))


def _papers(place: str, root: str, tree: Tree, contents: Contents, own: frozenset[str]) -> list[str]:
    """The documents of a folder: those in it, in its `licenses/`, and of the package that contains the model."""
    inside = f"{place}/" if place else ""
    folders = [tree.folders[place]] if place in tree.folders else []
    packages: dict[str, list[Folder]] = {}
    for step, folder in tree.papers.get(place, ()):
        if step.lower() in names.PAPER_FOLDERS:
            folders.append(folder)
        else:
            packages.setdefault(step, []).append(folder)
    for step, papers in packages.items():
        if len(packages) == 1 or _describes_package(
            f"{inside}{step}", root.removeprefix(inside).partition("/")[0], contents
        ):
            folders += papers
    return [path for folder in folders for path in folder.papers if path not in own]


def _describes_package(papers: str, package: str, contents: Contents) -> bool:
    """Whether a package's metadata belongs to this folder: by its list of files, else by its name."""
    rows = contents.bytes(f"{papers}/RECORD").decode("utf-8", "replace").splitlines()
    if rows:
        return any(row.startswith(f"{package}/") for row in rows)
    called = papers.rpartition("/")[2].partition("-")[0].removesuffix(".egg")
    return called.lower().replace("-", "_") == package.lower().replace("-", "_")


def _has_own_terms(root: str, tree: Tree, contents: Contents) -> bool:
    """Whether the model's folder is a package's root or has a card with a license; an unread card counts as one."""
    folder = tree.folders.get(root)
    if folder is None or folder.manifest:
        return folder is not None
    matter = (contents.front_matter(folder.card) if folder.card else None) or {}
    return bool(folder.card and not contents.known) or bool(matter.get("license") or matter.get("license_name"))


def _origins(root: str, tree: Tree, contents: Contents) -> frozenset[str]:
    """The repositories that the model's own documents name as its origin, in lower case."""
    folder = tree.folders.get(root)
    configs = folder.configs if folder is not None else ()
    named = (contents.json(path).get("_name_or_path") for path in configs if path.endswith("config.json"))
    own = {name.lower() for name in named if isinstance(name, str) and _ORG_NAME.fullmatch(name)}
    return frozenset(own) | _bases(root, tree, contents)


def _bases(place: str, tree: Tree, contents: Contents) -> frozenset[str]:
    """The bases that the card of a folder declares, in lower case."""
    folder = tree.folders.get(place)
    return contents.bases(folder.card) if folder is not None else frozenset()
