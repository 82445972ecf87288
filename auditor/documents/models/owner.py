"""A folder with weights, and the groups of its files that are one model each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor.documents.models import headers, names
from auditor.documents.models.stems import stem

if TYPE_CHECKING:
    from auditor.documents.models.contents import Contents
    from auditor.documents.models.tree import Folder


_VOICES = "voices"
"""The key of all voices of a folder, which are parts of one model."""


class Group:
    """Files of weights that are one model, from one folder and those that belong to it."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.weights: list[str] = []
        self.folders: list[str] = []

    @property
    def name(self) -> str:
        """Its name: its first file."""
        return min(self.weights)


class Owner:
    """A folder with one model or, without a configuration, one for each name of its files."""

    def __init__(self, folder: Folder, contents: Contents, *, whole: bool = False, apart: bool = False) -> None:
        self.folder = folder.path
        self._contents = contents
        self.source = folder
        self.apart = apart
        """Whether every file is a model of its own, as in the folders of an image generator."""
        self.whole = whole or bool(folder.configs)
        self.config = next(iter(folder.configs), "")
        self.beside: str | None = None
        """The model above, of which this may be a part."""
        self.open_parts: list[str] = []
        """Folders and files that may be models of their own."""
        self.joined: list[str] = []
        """The folders below that belong to it."""
        self._groups: dict[str, Group] = {}
        for path in folder.weights:
            self.add(path)

    def add(self, path: str, folder: str | None = None) -> None:
        """Add a file of weights; `folder` is the folder that contains it, if it belongs to this one."""
        key = (names.shard(path) or (path,))[0] if self.apart else _VOICES if names.is_voice(path) else stem(path)
        group = self._groups.setdefault(key, Group(key))
        group.weights.append(path)
        if folder is not None and folder not in group.folders:
            group.folders.append(folder)

    @property
    def has_weights(self) -> bool:
        """Whether any weights are known to belong to it."""
        return bool(self._groups)

    def keys(self) -> frozenset[str]:
        """The names of its models."""
        return frozenset(self._groups)

    def models(self) -> list[Group]:
        """The models, sorted by their first file."""
        groups = sorted(self._groups.values(), key=lambda group: group.name)
        if self.whole and groups:
            return self._by_header(_merged(groups))
        if self.apart:
            return groups
        groups = [part for group in groups for part in self._by_header(group)]
        parts = [group for group in groups if all(self._is_auxiliary(path) for path in group.weights)]
        main = [group for group in groups if group not in parts]
        if len(main) != 1:
            return groups
        self.open_parts += [group.name for group in parts]
        return [_merged([*main, *parts])]

    def may_be_one(self, groups: list[Group]) -> list[Group]:
        """Those of several models that no header shows to be different."""
        kinds = [tuple(sorted(self._contents.kind(group.name).items())) for group in groups]
        count = Counter(kinds)
        agree = {
            kind: number > 1 or any(not headers.disagree(dict(kind), dict(other)) for other in count if other != kind)
            for kind, number in count.items()
        }
        return [group for group, kind in zip(groups, kinds, strict=True) if agree[kind]]

    def _is_auxiliary(self, path: str) -> bool:
        return names.is_auxiliary(path) or (_is_gguf(path) and headers.is_projector(self._contents.kind(path)))

    def _by_header(self, group: Group) -> list[Group]:
        """The files of one name, split if their headers are of models of different kind or width (T5c)."""
        sets: dict[str, list[str]] = {}
        for path in filter(_is_gguf, group.weights):
            sets.setdefault((names.shard(path) or (path,))[0], []).append(path)
        kinds: list[tuple[dict[str, str], list[str]]] = []
        for paths in sets.values() if len(sets) > 1 else ():
            kind = {} if self._is_auxiliary(min(paths)) else self._contents.kind(min(paths))
            like = next((files for known, files in kinds if not headers.disagree(known, kind)), None)
            if like is None:
                kinds.append((kind, list(paths)))
            else:
                like += paths
        width = str(self._contents.json(self.config).get("hidden_size")) if self.config else ""
        kinds.sort(key=lambda entry: entry[0].get("embedding_length") != width)
        apart = []
        for _, files in kinds[1:]:
            other = Group(group.key)
            other.weights = sorted(files)
            apart.append(other)
        group.weights = [path for path in group.weights if all(path not in other.weights for other in apart)]
        return [group, *apart]


def _is_gguf(path: str) -> bool:
    return path.lower().endswith(".gguf")


def _merged(groups: list[Group]) -> Group:
    merged = Group(groups[0].key)
    merged.weights = sorted(path for group in groups for path in group.weights)
    merged.folders = [folder for group in groups for folder in group.folders]
    return merged
