"""The cut: divides the files of a target into models (design §9), each with the documents that apply to it.

The tests in their order: shards and pairs (T2), declared pipelines (T3), own identity (T4), the same model again in
another format, at another step, in another precision, or as a part (T5), and the rest (T6). A join is certain or open.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.models import names, scope
from auditor.documents.models.contents import Contents
from auditor.documents.models.layouts import entries
from auditor.documents.models.owners import owners
from auditor.documents.models.stems import file_stem
from auditor.documents.models.tree import above, grown, innermost
from auditor.model.base import Value
from auditor.model.budget import OutOfTimeError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from auditor.documents.models.layouts import Layout
    from auditor.documents.models.owner import Group, Owner
    from auditor.documents.models.tree import Tree


_MOST_SHARED = 4_000_000
"""Files that the models of one folder share, multiplied by the number of models."""


class TooLargeError(OutOfTimeError):
    """One folder has too many models and shared files to be divided."""


class Model(NamedTuple):
    """The files of one model."""

    root: str
    """The folder that contains it; "" is the target itself."""
    path: str
    """What identifies it among the models of a target: its folder, or its file if a folder has several; "" for the
    target."""
    files: tuple[str, ...]
    """The files that belong to it alone."""
    shared: tuple[str, ...]
    """Documents that apply to it and to others: of its folder, and of those above up to the boundary."""
    weights: tuple[str, ...]
    unclear: tuple[str, ...] = ()
    """Texts of folders beyond the boundary: whether they cover these weights is unknown."""

    @property
    def cards(self) -> tuple[str, ...]:
        """The folders above whose card applies to it."""
        cards = (path.rpartition("/")[0] for path in self.shared if names.is_card(path) and names.is_own_card(path))
        return tuple(folder for folder in cards if not folder or f"{self.root}/".startswith(f"{folder}/"))

    @property
    def visible(self) -> tuple[str, ...]:
        """All files that are read for it, sorted by path."""
        return tuple(sorted({*self.files, *self.shared, *self.unclear}))


class Join(Value, frozen=True):
    """Files of which it is unknown whether they are one model."""

    paths: tuple[str, ...]
    """The paths of the models; if `together`, of the model and the part in question."""
    together: bool
    """Whether they are treated as one model."""


class Cut(Value, frozen=True):
    """A target divided into models."""

    models: tuple[Model, ...]
    """Sorted by path."""
    joins: tuple[Join, ...]
    """The open joins."""
    samples: tuple[str, ...]
    """Folders of samples that seem to contain a model, and were not read."""
    aside_weights: Mapping[str, int]
    """The number of files of weights in each of these that has any."""
    left: tuple[str, ...] = ()
    """What is not judged: other revisions in a store, and the cards of collections, which are about the models in the
    folders below, each of which has a nearer card."""
    documents: tuple[str, ...] = ()
    """Documents that belong to no model."""


def cut(paths: Iterable[str], contents: Contents | None = None, roots: Collection[str] = ()) -> Cut:
    """The models of a target with these files; `roots` are folders that the user declares to be one model each.

    Pure: `contents` only refines what the names show. Raises `OutOfTimeError` if the budget of `contents` is
    spent.

    >>> [model.path for model in cut(["a/config.json", "a/model.safetensors", "b.gguf", "LICENSE"]).models]
    ['a', 'b.gguf']
    """
    contents = contents or Contents()
    layout = entries(tuple(sorted(paths)), contents)
    tree = grown(layout.paths, contents)
    parts = _Parts(tree, contents, layout)
    made = owners(tree, contents, frozenset(roots), on_shelf=layout.on_shelf)
    models, joins = parts.cut(made)
    weightless = _weightless(tree, contents, models, made)
    collections = frozenset(place for model in models for place in _beyond_its_card(model))
    collections &= weightless
    weightless -= collections
    if weightless:
        made = owners(tree, contents, frozenset(roots), on_shelf=layout.on_shelf, more=weightless)
        models, joins = parts.cut(made)
    governed = {path for model in models for path in model.visible}
    loose = tuple(path for path in layout.paths if path not in governed and path not in tree.silent and _counts(path))
    return Cut(
        tuple(models),
        tuple(joins),
        tree.samples,
        tree.aside_weights,
        (*layout.left, *(tree.folders[folder].card for folder in sorted(collections))),
        loose,
    )


def _beyond_its_card(model: Model) -> tuple[str, ...]:
    """The folders above the nearest card of a model whose weights are here: their cards do not apply to it."""
    cards = [path for path in (*model.files, *model.shared) if names.is_card(path) and names.is_own_card(path)]
    folders = {path.rpartition("/")[0] for path in cards}
    nearest = next((place for place in (model.root, *above(model.root)) if place in folders), None)
    return above(nearest) if model.weights and nearest is not None else ()


class _Parts(Value, frozen=True):
    """What is needed to divide the files among the owners."""

    tree: Tree
    contents: Contents
    layout: Layout

    def cut(self, made: dict[str, Owner]) -> tuple[list[Model], list[Join]]:
        """The models of these owners, sorted by path, and the open joins."""
        models: list[Model] = []
        joins: list[Join] = []
        territory = _territory(self.tree, made)
        for folder, owner in sorted(made.items()):
            groups = owner.models()
            made_here = self._models(owner, groups, territory.get(folder, ()))
            joins += _joins(owner, groups, made_here)
            models += made_here
        return sorted(models, key=lambda model: model.path), joins

    def _models(self, owner: Owner, groups: list[Group], territory: tuple[str, ...]) -> list[Model]:
        if len(groups) <= 1 and not owner.apart:
            weights = tuple(path for group in groups for path in group.weights)
            return [self._made(owner, owner.folder, territory, weights)]
        owned = _owned(groups, territory)
        taken = {path for files in owned.values() for path in files}
        rest = [] if owner.apart else [path for path in territory if path not in taken]
        if len(groups) * len(rest) > _MOST_SHARED:
            raise TooLargeError
        made = []
        for number, group in enumerate(groups):
            files = owned[group.name]
            if owner.whole and number:  # a configuration describes one model
                rest = [path for path in rest if path.rpartition("/")[2] not in names.CONFIGS]
            model = self._made(owner, group.name, (*files, *rest), tuple(group.weights))
            made.append(model._replace(files=files, shared=tuple(sorted({*model.shared, *rest}))))
        return made

    def _made(self, owner: Owner, path: str, own: tuple[str, ...], weights: tuple[str, ...]) -> Model:
        self.contents.check()
        documents = scope.Applicable()
        if not owner.apart:
            bounds = scope.Bounds(self.layout.ceiling(owner.folder), frozenset(own))
            documents = scope.applicable(owner.folder, self.tree, self.contents, bounds)
        files = tuple(sorted(own))
        return Model(owner.folder, path, files, documents.shared, weights, documents.unclear)


def _joins(owner: Owner, groups: list[Group], models: list[Model]) -> list[Join]:
    """The open joins among the models of one owner."""
    mine = [model.path for model in models]
    joins = [Join((owner.folder, part), together=True) for part in dict.fromkeys(owner.open_parts)]
    if owner.beside is not None:
        joins.append(Join((owner.beside, *mine), together=False))
    if len(mine) > 1 and owner.source.card and not owner.apart:
        same = {group.name for group in owner.may_be_one(groups)}
        alike = tuple(path for path in mine if path in same)
        joins += [Join(alike, together=False)] if alike else []
    return joins


def _owned(groups: list[Group], territory: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The files of each of several models in a folder: its weights, files with its name, and its own folders."""
    several = Counter(folder for group in groups for folder in group.folders)
    of_weights: dict[str, list[str]] = {}
    of_folder: dict[str, list[str]] = {}
    of_stem: dict[tuple[str, str], list[str]] = {}
    for group in groups:
        name = group.name
        for path in group.weights:
            of_weights.setdefault(path, []).append(name)
            of_folder.setdefault(path, []).append(name)  # a bundle is a folder that counts as one file
            of_stem.setdefault((path.rpartition("/")[0], file_stem(path)), []).append(name)
        for folder in group.folders:
            if several[folder] == 1:
                of_folder.setdefault(folder, []).append(name)
    owned: dict[str, list[str]] = {group.name: [] for group in groups}
    for path in territory:
        folder = path.rpartition("/")[0]
        whose = dict.fromkeys(of_weights.get(path, ()))
        whose |= dict.fromkeys(name for place in above(path) if place for name in of_folder.get(place, ()))
        whose |= dict.fromkeys(name for stem in _stems_in(path) for name in of_stem.get((folder, stem), ()))
        for name in whose:
            owned[name].append(path)
    return {name: tuple(paths) for name, paths in owned.items()}


def _stems_in(path: str) -> Iterator[str]:
    """The stems that a file may be named after: `foo` of `foo.md`, `foo.onnx.json`, `LICENSE.foo`, `LICENSE-foo.md`."""
    name = path.rpartition("/")[2]
    yield from (name[:at] for at, sign in enumerate(name) if sign == ".")
    bare = name.removesuffix(".txt").removesuffix(".md")
    yield from (bare[at + 1 :] for at, sign in enumerate(bare) if sign in ".-")


def _territory(tree: Tree, made: dict[str, Owner]) -> dict[str, tuple[str, ...]]:
    """The files of each owner's folder and of those below it without a nearer owner.

    Licenses and cards in a folder on the way to another model apply to that model alone.
    """
    files: dict[str, list[str]] = {}
    on_the_way = {place for folder in made for place in above(folder)}
    for folder in tree.folders:
        nearest = folder if folder in made else innermost(folder, made)
        if nearest is not None:
            here = tree.folders[folder].files
            if folder != nearest and folder in on_the_way:
                here = tuple(path for path in here if not (names.is_legal(path) or names.is_card(path)))
            files.setdefault(nearest, []).extend(here)
    return {folder: tuple(sorted(entries)) for folder, entries in files.items()}


def _weightless(tree: Tree, contents: Contents, models: list[Model], made: dict[str, Owner]) -> frozenset[str]:
    """The folders whose card has the Hub's front matter and applies to no model: models whose weights are not here."""
    if not contents.known:
        return frozenset()
    governed = {path for model in models for path in (*model.files, *model.shared)}
    homes = {folder: owner for owner in made for folder in (owner, *made[owner].joined)}
    documents = _applied_below(models)
    folders = []
    for folder in tree.folders.values():
        if not folder.card or folder.path in homes or folder.weights or _quoted(folder.card):
            continue
        inside = folder.card in governed
        if inside and (_is_form(folder.path, homes) or not contents.is_hub_card(folder.card)):
            continue
        if contents.front_matter(folder.card) and not (inside and folder.card in documents):
            folders.append(folder.path)
    return frozenset(folders)


def _is_form(folder: str, homes: Collection[str]) -> bool:
    """Whether a folder, by its name, contains another form or a part of the model around it."""
    home = next((place for place in above(folder) if place in homes), "")
    steps = folder.removeprefix(home).strip("/").split("/")
    kinds = (names.is_format_folder, names.is_step_folder, names.is_component_folder)
    return any(is_kind(step) for step in steps for is_kind in kinds)


def _applied_below(models: list[Model]) -> frozenset[str]:
    """The documents that apply to a model in or below their folder."""
    folders = {model.root: {model.root, *above(model.root)} for model in models}
    return frozenset(
        path for model in models for path in model.shared if path.rpartition("/")[0] in folders[model.root]
    )


def _quoted(path: str) -> bool:
    return any(step.lower() in names.QUOTING_FOLDERS for step in path.split("/")[:-1])


def _counts(path: str) -> bool:
    return names.kind_of(path) in names.SPEAKING
