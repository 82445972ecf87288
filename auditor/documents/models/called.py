"""What of a folder belongs to which of the several models in it: by what the files are called, and where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.models.stems import file_stem
from auditor.documents.models.tree import above
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from auditor.documents.models.owner import Group

_JOINT = regex(r"[.-]")


class Territory:
    """The files of a folder and below it, found by what they are called like and by the folders they lie in."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self._paths = frozenset(paths)
        self._called: dict[tuple[str, str], list[str]] = {}
        self._below: dict[str, list[str]] = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            for stem in set(_stems(name)):
                self._called.setdefault((folder, stem), []).append(path)
            for place in above(path):
                self._below.setdefault(place, []).append(path)

    def of(self, group: Group, several: Counter[str]) -> tuple[str, ...]:
        """The files of one of the models: its weights, what is called like them, and the folders of its own.

        `several` tells how many models a folder holds weights of.
        """
        weights = self._paths.intersection(group.weights)
        own = {*weights}
        for path in group.weights:
            own.update(self._called.get((path.rpartition("/")[0], file_stem(path)), ()))
        for place in (*(folder for folder in group.folders if several[folder] == 1), *group.weights):
            own.update(self._below.get(place, ()))
        return tuple(sorted(own))


def _stems(name: str) -> Iterator[str]:
    """What `foo.md`, `foo.onnx.json`, `foo.LICENSE`, `LICENSE.foo`, `LICENSE-foo.txt` may be called like: `foo`."""
    for joint in _JOINT.finditer(name):
        if joint[0] == ".":
            yield name[: joint.start()]
    plain = name.removesuffix(".txt").removesuffix(".md")
    for joint in _JOINT.finditer(plain):
        yield plain[joint.end() :]
