"""Which folders are models, and which belong to the model above them: tests T2 to T6, from the top down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.models import names
from auditor.documents.models.owner import Owner
from auditor.documents.models.stems import stem
from auditor.documents.models.tree import Folder, above

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from auditor.documents.models.contents import Contents
    from auditor.documents.models.tree import Tree


def owners(
    tree: Tree,
    contents: Contents,
    roots: frozenset[str],
    *,
    on_shelf: Callable[[str], bool],
    more: Collection[str] = (),
) -> dict[str, Owner]:
    """The owners by folder.

    In a folder that is `on_shelf` every file is a model of its own; `more` are folders that are models without weights
    or a configuration.
    """
    cutting = _Cutting(tree, contents, roots, on_shelf)
    candidates = {folder.path for folder in tree.folders.values() if folder.weights or folder.configs}
    for folder in sorted({*candidates, *(roots & set(tree.folders))}, key=lambda path: (_depth(path), path)):
        contents.check()
        cutting.place(tree.folders[folder])
    # last: a card whose weights are not here owns no other folder
    return cutting.made | {path: Owner(tree.folders[path], contents) for path in more}


class _Cutting:
    """The owners found so far, from the top down."""

    def __init__(self, tree: Tree, contents: Contents, roots: frozenset[str], on_shelf: Callable[[str], bool]) -> None:
        self.made: dict[str, Owner] = {}
        self._tree = tree
        self._contents = contents
        self._roots = roots
        self._on_shelf = on_shelf
        self._shards = _shards_across(tree, contents)

    def place(self, folder: Folder) -> None:
        """Make the folder an owner, or part of one."""
        home = next((place for place in above(folder.path) if place in self.made), None)
        if home is not None and (self.made[home].apart or self._identity_between(folder.path, home)):
            home = None
        shelved = home is None and self._on_shelf(folder.path)
        settled = next((place for place in above(folder.path) if place in self._roots), None)
        if settled is not None:
            self._join(folder, self._made(settled, whole=True), sure=True)
        elif folder.path in self._roots:
            self.made[folder.path] = Owner(folder, self._contents, whole=True)
        elif folder.path in self._shards:
            self._join(folder, self._made(self._shards[folder.path]), sure=True)
        elif home is not None and (answer := self._belongs(folder, self.made[home])) is not None:
            self._join(folder, self.made[home], sure=answer)
        elif home is None and not shelved and (outer := self._form_of(folder)) is not None:
            self._join(folder, self._made(outer), sure=True)
        else:
            known = bool(folder.configs) or folder.pipeline or self._own_identity(folder)
            owner = self.made[folder.path] = Owner(folder, self._contents, apart=shelved and not known)
            if home is not None and not folder.configs and not self._own_identity(folder):
                owner.beside = home
            if folder.pipeline:
                owner.open_parts += [path for path in folder.weights if stem(path)]

    def _made(self, path: str, *, whole: bool = False) -> Owner:
        if path not in self.made:
            self.made[path] = Owner(self._tree.folders.get(path) or _empty(path), self._contents, whole=whole)
        return self.made[path]

    def _join(self, folder: Folder, owner: Owner, *, sure: bool) -> None:
        owner.joined.append(folder.path)
        for path in folder.weights:
            owner.add(path, folder.path)
        if folder.configs and not owner.config:
            owner.config = folder.configs[0]
            owner.whole = True
        if not sure:
            owner.open_parts.append(folder.path)

    def _belongs(self, folder: Folder, owner: Owner) -> bool | None:
        """Whether the folder surely (True) or perhaps (False) belongs to the model above it; None: it does not."""
        steps = folder.path[len(owner.folder) :].strip("/").split("/")
        if owner.source.pipeline and (answer := self._member(folder, owner, steps)) is not None:
            return answer
        if _ends_in(steps, names.is_step_folder) and (folder.configs or not self._own_identity(folder)):
            return self._same_again(folder, owner)
        if self._own_identity(folder):
            return None
        if _ends_in(steps, names.is_format_folder):
            return self._same_again(folder, owner)
        if names.is_pipeline_step(steps[0]):
            return True
        if names.is_component_folder(folder.path.removeprefix(owner.folder).strip("/")) and owner.whole:
            return False
        if folder.configs:
            return False if owner.has_weights and self._is_adapter_without_base(folder) else None
        if owner.whole and not owner.has_weights:
            return True
        keys = {stem(path) for path in folder.weights}
        if not owner.whole and "" not in keys and keys <= owner.keys():
            return bool(owner.source.card)
        return None

    def _same_again(self, folder: Folder, owner: Owner) -> bool | None:
        """Whether a folder of another format or step contains the model above; of several, one with that name."""
        if not self._agrees(folder, owner):
            return None
        keys = {stem(path) for path in folder.weights}
        return True if owner.whole or not owner.has_weights or keys <= owner.keys() else None

    def _is_adapter_without_base(self, folder: Folder) -> bool:
        """Whether it is an adapter that names no repository as its base: its maker took the base for granted."""
        if any(not path.endswith("adapter_config.json") for path in folder.configs):
            return False
        return self._contents.known and "/" not in self._contents.base(folder.configs[0])

    def _has_another_base(self, folder: Folder) -> bool:
        """Whether it is an adapter that names a repository as its base."""
        adapters = [path for path in folder.configs if path.endswith("adapter_config.json")]
        return bool(adapters) and "/" in self._contents.base(adapters[0])

    def _member(self, folder: Folder, owner: Owner, steps: list[str]) -> bool | None:
        """Whether the index above names the folder as a part of its pipeline."""
        if owner.source.trained_pipeline:
            return True
        members = self._contents.members(owner.folder, owner.source.names)
        listed = steps[0] in members if members is not None else names.is_component_folder(steps[0])
        if listed:
            return True
        if any(names.is_format_folder(step) or names.is_step_folder(step) for step in steps):
            return None
        return None if self._own_identity(folder) or self._has_another_base(folder) else False

    def _form_of(self, folder: Folder) -> str | None:
        """The folder of the card above whose model this contains in another format, or at a training step, if any."""
        parent, _, name = folder.path.rpartition("/")
        outer = parent
        while outer and not self._has_card(outer) and names.is_format_folder(outer.rpartition("/")[2]):
            outer = outer.rpartition("/")[0]
        if not folder.path or not self._has_card(outer):
            return None
        step = outer == parent and names.is_step_folder(name)
        if folder.configs:
            # steps of an adapter whose final weights are not next to the card, each with a card from its trainer
            if step and all(path.endswith("adapter_config.json") for path in folder.configs):
                return outer
            step = False
        return outer if (step or names.is_format_folder(name)) and not self._own_identity(folder) else None

    def _has_card(self, path: str) -> bool:
        return path in self._tree.folders and bool(self._tree.folders[path].card)

    def _identity_between(self, folder: str, home: str) -> bool:
        """Whether a folder between the two has a card or a package's metadata and so separates them."""
        between = (place for place in above(folder) if len(place) > len(home))
        return any(self._own_identity(self._tree.folders[place]) for place in between if place in self._tree.folders)

    def _own_identity(self, folder: Folder) -> bool:
        """Whether a card or a package's metadata in the folder makes it another model."""
        if folder.manifest:
            return True
        if not folder.card:
            return False
        if not self._contents.known:
            return bool(folder.weights or folder.configs)
        outer = next(
            (self._tree.folders[place].card for place in above(folder.path) if place in self._tree.folders), ""
        )
        same = outer and self._contents.bytes(outer) == self._contents.bytes(folder.card)
        return not same and bool(self._contents.front_matter(folder.card) or folder.weights)

    def _agrees(self, folder: Folder, owner: Owner) -> bool:
        """Whether nothing read of two configurations shows that they are of different models."""
        if not folder.configs or not owner.config:
            return True
        mine, theirs = self._contents.base(folder.configs[0]), self._contents.base(owner.config)
        if mine and theirs and mine != theirs:
            return False
        mine_declared, theirs_declared = self._contents.bases(folder.card), self._contents.bases(owner.source.card)
        if mine_declared and theirs_declared and not mine_declared & theirs_declared:
            return False
        return not self._contents.disagree(folder.configs[0], owner.config)


def _ends_in(steps: list[str], is_such: Callable[[str], bool]) -> bool:
    """Whether such a folder is among `steps`, with only forms, training steps and parts of a model below it."""
    kinds = (is_such, names.is_format_folder, names.is_step_folder, names.is_component_folder)
    for number, step in enumerate(steps):
        if is_such(step):
            return all(any(is_kind(below) for is_kind in kinds) for below in steps[number + 1 :])
    return False


def _shards_across(tree: Tree, contents: Contents) -> dict[str, str]:
    """Folders with parts of one model's weights, and the folder to which that model belongs."""
    homes: dict[str, str] = {}
    sets: dict[tuple[str, int], dict[str, set[int]]] = {}
    for folder in tree.folders.values():
        for path in folder.weights:
            part = names.shard(path)
            if part is not None:
                sets.setdefault((part[0], part[2]), {}).setdefault(folder.path, set()).add(part[1])
        for name in folder.names:
            if name.endswith(".index.json") and folder.path in tree.holding:
                index = f"{folder.path}/{name}" if folder.path else name
                for listed in contents.weight_map(index):
                    place = f"{folder.path}/{listed}" if folder.path else listed
                    outer = place.rpartition("/")[0]
                    if outer != folder.path and ".." not in place.split("/"):
                        homes[outer] = folder.path
    for (_, of), places in sets.items():
        numbers = [number for part in places.values() for number in part]
        if len(places) > 1 and len(set(numbers)) == len(numbers) and all(len(part) < of for part in places.values()):
            common = _common(places)
            parts = (tree.folders[place] for place in places if place != common)
            homes.update({part.path: common for part in parts if not part.configs and not part.card})
    return homes


def _common(folders: Iterable[str]) -> str:
    first, *rest = ((*reversed(above(folder)), folder) for folder in folders)
    shared = [step for step in first if all(step in other for other in rest)]
    return shared[-1] if shared else ""


def _empty(path: str) -> Folder:
    return Folder(path, (), frozenset(), (), (), "")


def _depth(path: str) -> int:
    return path.count("/") + 1 if path else 0
