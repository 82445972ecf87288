"""Divides a target into its models, each with a source of its own."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.models import Contents, TooLargeError, cut
from auditor.documents.models.contents import LARGEST
from auditor.documents.models.names import SPEAKING, is_card, is_license, kind_of, shard
from auditor.documents.models.narrowing import names_of
from auditor.documents.models.tree import innermost
from auditor.errors import TargetError
from auditor.model import OpenJoin, Scope, Unread, UnreadReason, WeightsState
from auditor.model.budget import Budget, OutOfTimeError
from auditor.sources import View, paper_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.documents.models import Cut, Join, Model
    from auditor.model import Source

_POINTER = b"version https://git-lfs.github.com/spec/"
_LARGEST_POINTER = 1024
_MOST_NAMED = 5
_TOO_LARGE = "One folder holds too many models, and too many files of all of them: it was not divided into models."
_MOST_TOGETHER = 20
"""Models of one open join that are also judged together."""


class Subject(NamedTuple):
    """One model to be judged."""

    source: Source
    path: str
    """Its folder or file in the target; "" for the target itself."""
    roots: tuple[str, ...]
    """The folders whose cards and configurations are its own."""
    weights: WeightsState
    joins: tuple[OpenJoin, ...] = ()
    others: tuple[Reading, ...] = ()
    """The other readings of its open joins."""
    is_model: bool = True

    @property
    def scope(self) -> Scope:
        """The part of the target that is this model's."""
        scope = self.source.scope if isinstance(self.source, View) else None
        return scope or Scope()


class Reading(NamedTuple):
    """The same model with an open join decided the other way."""

    source: Source
    roots: tuple[str, ...]
    finer: bool
    """Whether fewer files are taken for the model than in the subject."""
    join: OpenJoin


class Division(NamedTuple):
    """A target divided into models."""

    source: Source
    subjects: tuple[Subject, ...]
    documents: Subject
    """The documents that belong to no model."""
    left: tuple[str, ...]
    """What is there and not judged: other revisions, the cards of collections."""


def divide(source: Source, roots: tuple[str, ...] = (), budget: Budget | None = None) -> Division:
    """The models of a source; `roots` are folders that the user declares to be one model each.

    If the `budget` is spent first, all of it is taken for one model, and this is reported as unread. Raises
    `TargetError` if such a folder does not exist.
    """
    paths = _paths(source)
    roots = tuple(map(_as_root, roots))
    for root in roots:
        if root and not any(path.startswith(f"{root}/") for path in paths):
            raise TargetError(f"{source.target} holds no folder {root}.", tip="Name it relative to the target.")

    try:
        return _divided(source, paths, roots, budget)
    except TooLargeError:
        return _undivided(source, paths, Unread(path="", reason=UnreadReason.TOO_MANY, detail=_TOO_LARGE))
    except OutOfTimeError:
        return _undivided(source, paths, (budget or Budget(0)).unread("", "the target was divided into models"))


def _divided(source: Source, paths: set[str], roots: tuple[str, ...], budget: Budget | None) -> Division:
    contents = _contents(source, budget)
    result = cut(paths, contents, roots)
    whole = _Whole(source, result, contents)
    subjects = tuple(whole.subject(model) for model in result.models)
    loose = View(source, result.documents, root="", target=source.target, more=whole.more(None))
    documents = Subject(loose, "", ("",), WeightsState.NONE, is_model=False)
    return Division(source, subjects, documents, result.left)


def _undivided(source: Source, paths: set[str], why: Unread) -> Division:
    """A target that was not divided: one model, with the reason among the unread."""
    view = View(source, frozenset(paths), root="", target=source.target, more=(why.replace(matters=True),))
    subject = Subject(view, "", ("",), WeightsState.HERE)
    return Division(source, (subject,), subject, ())


def part_as_parent(source: Source) -> Source:
    """The part of a repository that represents it as a parent: the model at its top, else the documents there.

    On the Hub only names are used: a parent does not cost a request for each of its files.
    """
    models = cut(_paths(source), Contents() if source.remote else _contents(source)).models
    if len(models) <= 1:
        return source
    top = next((model for model in models if not model.path), None)
    if top is None:
        common = frozenset.intersection(*(frozenset(model.visible) for model in models))
        papers = (path for path in _paths(source) if "/" not in path and kind_of(path) in SPEAKING)
        return View(source, common.union(papers), root="", target=source.target)
    return View(source, frozenset(top.visible), root="", target=source.target, scope=_scope(top))


def only(division: Division, folder: str | None = None) -> Subject:
    """The one model of a target, or its documents without a model; of several models, that of `folder`, if given.

    Raises `TargetError` if there are several.
    """
    if not division.subjects:
        return division.documents
    if len(division.subjects) == 1:
        return _alone(division.subjects[0], division.left)
    if folder is not None:
        root = _as_root(folder)
        for subject in division.subjects:
            if subject.roots[0] == root:
                return subject
    paths = [subject.path or "the target itself" for subject in division.subjects]
    named = ", ".join(paths[:_MOST_NAMED]) + (f" and {len(paths) - _MOST_NAMED} more" if paths[_MOST_NAMED:] else "")
    raise TargetError(
        f"{division.source.target} holds {len(paths)} models: {named}.",
        tip="Name one of them: --root FOLDER, or its path; auditor audit takes all of them.",
    )


def _alone(subject: Subject, left: tuple[str, ...]) -> Subject:
    """The one model of a target, with what else is there and not judged; for several models the survey lists it."""
    if not left or not isinstance(subject.source, View):
        return subject
    rest = f" and {len(left) - _MOST_NAMED} more" if left[_MOST_NAMED:] else ""
    detail = f"Not judged: {', '.join(left[:_MOST_NAMED])}{rest}."
    unread = Unread(path="", reason=UnreadReason.NOT_WALKED, detail=detail, matters=False)
    return subject._replace(source=subject.source.noting(unread))


def _paths(source: Source) -> set[str]:
    """The files of a source, read or not."""
    unread = (entry.path for entry in source.unread() if entry.path and not entry.path.endswith("/"))
    return {*(file.path for file in source.files()), *unread}


def _contents(source: Source, budget: Budget | None = None) -> Contents:
    """The contents of a source's files, each read on demand."""
    present = {file.path for file in source.files()}

    def beginning(path: str) -> bytes | None:
        if path not in present:
            return None
        try:
            return source.read(path, limit=LARGEST + 1)
        except OSError:
            return None

    return Contents(beginning, peeks=not source.remote, budget=budget)


def _as_root(folder: str) -> str:
    """A folder as written by the user, as the path of a root: "" is the target itself."""
    folder = folder.strip("/").removeprefix("./")
    return "" if folder == "." else folder


class _Whole:
    """A target and its cut, indexed by model, so that handling one model does not go through all the others."""

    def __init__(self, source: Source, result: Cut, contents: Contents) -> None:
        self._source, self._result, self._contents = source, result, contents
        self._files = source.files()
        self._places = {file.path: place for place, file in enumerate(self._files)}
        self._above = _above(source)
        self._models = {model.path: model for model in result.models}
        self._joins: dict[str, list[Join]] = {}
        for join in result.joins:
            for path in dict.fromkeys(join.paths[:1] if join.together else join.paths):
                self._joins.setdefault(path, []).append(join)
        roots = {model.root for model in result.models}
        self._samples: dict[str | None, list[str]] = {}
        for folder in result.samples:
            self._samples.setdefault(innermost(folder, roots), []).append(folder)

    def subject(self, model: Model) -> Subject:
        """The subject of one of its models."""
        self._contents.check()
        joins = self._joins.get(model.path, [])
        return Subject(
            self._view(model.visible, model),
            model.path,
            _roots(model),
            self._weights(model),
            tuple(_open(join, model) for join in joins),
            tuple(reading for join in joins if (reading := self._other(model, join)) is not None),
        )

    def more(self, model: Model | None) -> tuple[Unread, ...]:
        """What was not read for a model, or for the documents without a model."""
        samples = {*self._samples.get(None, ()), *(self._samples.get(model.root, ()) if model is not None else ())}
        promised = self._promised(model) if model is not None and not self._source.remote else ()
        return (*promised, *_aside(sorted(samples), self._result), *self._above)

    def _promised(self, model: Model) -> Iterator[Unread]:
        """The weights that an index lists if none of them are here: what their headers say is unknown."""
        for index in (path for path in model.files if path.endswith(".index.json")):
            folder = index.rpartition("/")[0]
            listed = [f"{folder}/{name}" if folder else name for name in sorted(self._contents.weight_map(index))]
            if listed and not any(path in self._places for path in listed):
                detail = f"{index} lists it, and none of its weights were downloaded."
                yield Unread(path=listed[0], reason=UnreadReason.NOT_HERE, detail=detail)

    def _other(self, model: Model, join: Join) -> Reading | None:
        """The other reading of an open join; None if it uses the same documents."""
        if join.together:
            part = join.paths[1]
            fewer = [path for path in model.visible if path != part and not path.startswith(f"{part}/")]
            if not any(path.startswith(f"{part}/") for path in model.visible):
                return None
            return Reading(self._view(fewer, model), _roots(model), True, _open(join, model))  # noqa: FBT003
        known = (self._models[path] for path in join.paths if path in self._models)
        partners = list(islice(known, _MOST_TOGETHER + 1))
        if len(partners) > _MOST_TOGETHER:
            return None
        weights = {path for partner in partners for path in partner.weights}
        paths = {path for partner in partners for path in partner.visible}
        if paths - weights <= set(model.visible):
            return None
        roots = tuple(dict.fromkeys(root for partner in (model, *partners) for root in _roots(partner)))
        joined = model._replace(weights=tuple(sorted(weights)))
        return Reading(self._view(paths, joined), roots, False, _open(join, joined))  # noqa: FBT003

    def _view(self, paths: Iterable[str], model: Model) -> View:
        target = self._source.target if len(self._result.models) == 1 else _below(self._source.target, model.path)
        return View(
            self._source,
            frozenset(paths),
            root=model.root,
            target=target,
            more=self.more(model),
            scope=_scope(model),
            places=self._places,
        )

    def _weights(self, model: Model) -> WeightsState:
        """Whether the weights are here, complete, or only as pointers."""
        here = [path for path in model.weights if path in self._places]
        if not here:
            return WeightsState.NONE
        if not self._source.remote and any(map(self._is_pointer, here)):
            return WeightsState.POINTERS
        numbers: dict[tuple[str, int], set[int]] = {}
        for part in map(shard, here):
            if part is not None:
                numbers.setdefault((part[0], part[2]), set()).add(part[1])
        if any(len(seen) < of for (_, of), seen in numbers.items()):
            return WeightsState.INCOMPLETE
        return WeightsState.HERE if len(here) == len(model.weights) else WeightsState.INCOMPLETE

    def _is_pointer(self, path: str) -> bool:
        small = self._files[self._places[path]].size <= _LARGEST_POINTER
        return small and self._contents.bytes(path).startswith(_POINTER)


def _open(join: Join, model: Model) -> OpenJoin:
    others = islice((path for path in join.paths if path != model.path), _MOST_TOGETHER)
    return OpenJoin(model=model.path, others=tuple(others), together=join.together)


def _scope(model: Model) -> Scope:
    """The part of the target that is a model's."""
    return Scope(
        names=names_of(model.root, model.weights),
        shared=frozenset(path for path in model.shared if is_card(path)),
        unclear=frozenset(model.unclear),
    )


def _roots(model: Model) -> tuple[str, ...]:
    """The model's folder, and those above whose card applies to it."""
    return tuple(dict.fromkeys((model.root, *model.cards)))


def _aside(samples: list[str], result: Cut) -> tuple[Unread, ...]:
    """The samples that were not read, in one line."""
    if not samples:
        return ()
    named = ", ".join(f"{folder}/" for folder in samples[:_MOST_NAMED])
    rest = f" and {len(samples) - _MOST_NAMED} more" if samples[_MOST_NAMED:] else ""
    weights = sum(result.aside_weights.get(folder, 0) for folder in samples)
    files = f"; {weights} files of weights are there" if weights else ""
    detail = f"{named}{rest}: samples and third-party code are not part of the model{files}; name one to audit it."
    return (Unread(path="", reason=UnreadReason.NOT_WALKED, detail=detail, matters=False),)


def _above(source: Source) -> tuple[Unread, ...]:
    """A license text above the target, or next to a file, in one line: it is not read, but may apply to it."""
    paper = paper_above(source, is_license)
    if not paper:
        return ()
    detail = f"{paper} is outside the target and was not read; if it is meant for this, name its folder."
    return (Unread(path="", reason=UnreadReason.ABOVE_TARGET, detail=detail, matters=False),)


def _below(target: str, path: str) -> str:
    return f"{target.rstrip('/')}/{path}" if path else target
