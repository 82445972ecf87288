"""Which documents above a model speak for it (T8): downwards only, up to the first boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.models import names
from auditor.documents.models.tree import above
from auditor.model import DocumentKind
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.models.contents import Contents
    from auditor.documents.models.tree import Tree

_NEAREST = (
    frozenset({DocumentKind.LICENSE}),
    frozenset({DocumentKind.CARD}),
    frozenset({DocumentKind.PACKAGE_METADATA, DocumentKind.PACKAGE_JSON}),
    frozenset({DocumentKind.SPACY_META}),
)
"""Of each of these kinds the nearest folder that has one speaks; of all others, every folder on the way."""
_ON_THE_WAY = frozenset(
    {
        *(DocumentKind.NOTICE, DocumentKind.COPYRIGHT, DocumentKind.THIRD_PARTY, DocumentKind.POLICY),
        *(DocumentKind.REUSE, DocumentKind.OCI_INDEX),
    }
)
_ORG_NAME = regex(r"(?a)[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


class Bounds(NamedTuple):
    """How far up documents speak for a model, and what is its own."""

    ceiling: str | None
    own: frozenset[str]


class Speaking(NamedTuple):
    """What speaks for a model from above, and what might."""

    shared: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    nearer: bool = False


def speaking(root: str, tree: Tree, contents: Contents, bounds: Bounds) -> Speaking:
    """The documents above a model's root that speak for it, and the license texts beyond its boundary."""
    if not root:
        return Speaking()
    kinds = {path: names.kind_of(path) for path in bounds.own}
    had = [any(kind in group for kind in kinds.values()) for group in _NEAREST]
    shared: list[str] = []
    beyond: list[str] = []
    inside = not _names_origin(root, tree, contents)
    for place in above(root):
        if bounds.ceiling is not None and not f"{place}/".startswith(f"{bounds.ceiling}/"):
            break
        papers = _papers(place, tree, bounds.own)
        if not inside:
            beyond += [path for path in papers if names.kind_of(path) is DocumentKind.LICENSE]
            continue
        for number, group in enumerate(_NEAREST):
            nearest = [path for path in papers if names.kind_of(path) in group]
            if nearest and not had[number]:
                shared += nearest
                had[number] = True
        shared += [path for path in papers if names.kind_of(path) in _ON_THE_WAY]
        inside = not (place in tree.folders and tree.folders[place].manifest)
    return Speaking(tuple(dict.fromkeys(shared)), tuple(beyond), nearer=had[0] or _card_states(root, tree, contents))


def _papers(place: str, tree: Tree, own: frozenset[str]) -> list[str]:
    """The documents of a folder: those in it, in its `licenses/`, and those of the package beside it."""
    inside = f"{place}/" if place else ""
    folders = [tree.folders[place]] if place in tree.folders else []
    for path, folder in tree.folders.items():
        step = path.removeprefix(inside).partition("/")[0] if path.startswith(inside) and path != place else ""
        if step and (step.lower() in names.PAPER_FOLDERS or names.is_package_paper(step)):
            folders.append(folder)
    return [path for folder in folders for path in folder.files if path not in own and names.kind_of(path) is not None]


def _card_states(root: str, tree: Tree, contents: Contents) -> bool:
    """Whether a card in the model's folder states a license; from its name alone: yes."""
    card = tree.folders[root].card if root in tree.folders else ""
    if not card:
        return False
    matter = contents.front_matter(card)
    return not contents.known or bool(matter and (matter.get("license") or matter.get("license_name")))


def _names_origin(root: str, tree: Tree, contents: Contents) -> bool:
    """Whether the model's own papers say that it comes from somebody else, or under which terms."""
    folder = tree.folders.get(root)
    if folder is None:
        return False
    if folder.manifest or _card_states(root, tree, contents):
        return True
    matter = (contents.front_matter(folder.card) if folder.card else None) or {}
    if any(key == "base_model" or key.startswith("base_model.") for key in matter):
        return True
    origin = (contents.json(path).get("_name_or_path") for path in folder.configs if path.endswith("config.json"))
    return any(isinstance(name, str) and _ORG_NAME.fullmatch(name) for name in origin)
