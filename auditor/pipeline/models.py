"""A target becomes the models that it holds, each with a source of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.models import Contents, cut
from auditor.documents.models.contents import LARGEST
from auditor.documents.models.names import is_card, is_license, shard
from auditor.documents.models.narrowing import names_of
from auditor.documents.models.tree import above as folders_above
from auditor.errors import TargetError
from auditor.model import OpenJoin, Scope, Unread, UnreadReason, WeightsState
from auditor.sources import View, paper_above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.documents.models import Cut, Join, Model
    from auditor.model import Source

_POINTER = b"version https://git-lfs.github.com/spec/"
_LARGEST_POINTER = 1024
_MOST_NAMED = 5
_MOST_TOGETHER = 20
"""Models of one open join that are judged together too."""


class Subject(NamedTuple):
    """One model that is to be judged."""

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
        """What of the target is this model's."""
        scope = self.source.scope if isinstance(self.source, View) else None
        return scope or Scope()


class Reading(NamedTuple):
    """The same model, were an open join settled the other way."""

    source: Source
    roots: tuple[str, ...]
    finer: bool
    """Whether less is taken for one model than in the subject."""
    join: OpenJoin


class Division(NamedTuple):
    """A target, divided."""

    source: Source
    subjects: tuple[Subject, ...]
    documents: Subject
    """What speaks here and belongs to no model."""
    left: tuple[str, ...]


def divide(source: Source, roots: tuple[str, ...] = ()) -> Division:
    """The models of a source; `roots` are folders each of which is said to be one model.

    Raises `TargetError` where such a folder is not there.
    """
    present = {file.path: file.size for file in source.files()}
    paths = _paths(source)
    roots = tuple(map(_as_root, roots))
    for root in roots:
        if root and not any(path.startswith(f"{root}/") for path in paths):
            raise TargetError(f"{source.target} holds no folder {root}.", tip="Name it relative to the target.")

    contents = _contents(source)
    result = cut(paths, contents, roots)
    above = _above(source)
    by_path = {model.path: model for model in result.models}
    subjects = tuple(_subject(source, model, result, by_path, present, contents, above) for model in result.models)
    more = (*_aside(result, None), *above)
    loose = View(source, result.documents, root="", target=source.target, more=more)
    documents = Subject(loose, "", ("",), WeightsState.NONE, is_model=False)
    return Division(source, subjects, documents, result.left)


def part_as_parent(source: Source) -> Source:
    """What of a repository speaks for it as a parent: of several models the one at its top, else what speaks for all.

    On the Hub only names are asked: a parent costs no request for each of its files.
    """
    models = cut(_paths(source), Contents() if source.remote else _contents(source)).models
    if len(models) <= 1:
        return source
    top = next((model for model in models if not model.path), None)
    if top is None:
        common = frozenset.intersection(*(frozenset(model.visible) for model in models))
        return View(source, common, root="", target=source.target)
    return _view(source, top.visible, top, source.target, ())


def only(division: Division, folder: str | None = None) -> Subject:
    """The one model of a target, or what speaks there without one; of several that of `folder`, where one is given.

    Raises `TargetError` where there are several.
    """
    if not division.subjects:
        return division.documents
    if len(division.subjects) == 1:
        return division.subjects[0]
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


def _paths(source: Source) -> set[str]:
    """The files of a source, read or not."""
    unread = (entry.path for entry in source.unread() if entry.path and not entry.path.endswith("/"))
    return {*(file.path for file in source.files()), *unread}


def _contents(source: Source) -> Contents:
    """What the files of a source hold, each read when it is asked for."""
    present = {file.path for file in source.files()}

    def beginning(path: str) -> bytes | None:
        if path not in present:
            return None
        try:
            return source.read(path, limit=LARGEST + 1)
        except OSError:
            return None

    return Contents(beginning, peeks=not source.remote)


def _as_root(folder: str) -> str:
    """A folder as somebody writes it, as the path of a root: "" is the target itself."""
    folder = folder.strip("/").removeprefix("./")
    return "" if folder == "." else folder


def _subject(
    source: Source,
    model: Model,
    result: Cut,
    by_path: dict[str, Model],
    present: dict[str, int],
    contents: Contents,
    above: tuple[Unread, ...],
) -> Subject:
    more = (*_aside(result, model), *above)
    target = source.target if len(result.models) == 1 else _below(source.target, model.path)
    joins = [join for join in result.joins if _concerns(join, model)]
    readings = [
        reading for join in joins if (reading := _other(source, model, join, by_path, target, more)) is not None
    ]
    return Subject(
        _view(source, model.visible, model, target, more),
        model.path,
        _roots(model),
        _weights(source, model, present, contents),
        tuple(_open(join, model) for join in joins),
        tuple(readings),
    )


def _concerns(join: Join, model: Model) -> bool:
    return join.paths[0] == model.path if join.together else model.path in join.paths


def _open(join: Join, model: Model) -> OpenJoin:
    others = tuple(path for path in join.paths if path != model.path)
    return OpenJoin(model=model.path, others=others[:_MOST_TOGETHER], together=join.together)


def _other(
    source: Source, model: Model, join: Join, by_path: dict[str, Model], target: str, more: tuple[Unread, ...]
) -> Reading | None:
    """The other reading of an open join; None where it is read from the same documents."""
    if join.together:
        part = join.paths[1]
        fewer = [path for path in model.visible if path != part and not path.startswith(f"{part}/")]
        if not any(path.startswith(f"{part}/") for path in model.visible):
            return None
        return Reading(_view(source, fewer, model, target, more), _roots(model), True, _open(join, model))  # noqa: FBT003
    partners = [by_path[path] for path in join.paths if path in by_path]
    if len(partners) > _MOST_TOGETHER:
        return None
    weights = {path for partner in partners for path in partner.weights}
    paths = {path for partner in partners for path in partner.visible}
    if paths - weights <= set(model.visible):
        return None
    roots = tuple(dict.fromkeys(root for partner in (model, *partners) for root in _roots(partner)))
    model = model._replace(weights=tuple(sorted(weights)))
    return Reading(_view(source, paths, model, target, more), roots, False, _open(join, model))  # noqa: FBT003


def _view(source: Source, paths: Iterable[str], model: Model, target: str, more: tuple[Unread, ...]) -> View:
    scope = Scope(
        names=names_of(model.root, model.weights),
        shared=frozenset(path for path in model.shared if is_card(path)),
        unclear=frozenset(model.unclear),
    )
    return View(source, frozenset(paths), root=model.root, target=target, more=more, scope=scope)


def _roots(model: Model) -> tuple[str, ...]:
    """The model's folder, and those above whose card speaks for it."""
    return tuple(dict.fromkeys((model.root, *model.cards)))


def _aside(result: Cut, model: Model | None) -> tuple[Unread, ...]:
    """What was not looked into, in one line: what lies in this model, and what lies in none."""
    roots = {other.root for other in result.models}
    around = {None, model.root if model else None}
    samples = [folder for folder in result.samples if _innermost(folder, roots) in around]
    if not samples:
        return ()
    named = ", ".join(f"{folder}/" for folder in samples[:_MOST_NAMED])
    rest = f" and {len(samples) - _MOST_NAMED} more" if samples[_MOST_NAMED:] else ""
    weights = sum(result.aside_weights.get(folder, 0) for folder in samples)
    files = f"; {weights} files of weights lie there" if weights else ""
    detail = f"{named}{rest}: samples and others' code are no part of the model{files}; name one to audit it."
    return (Unread(path="", reason=UnreadReason.NOT_WALKED, detail=detail, matters=False),)


def _innermost(folder: str, roots: set[str]) -> str | None:
    """The innermost of these folders that a folder lies in."""
    return next((place for place in folders_above(folder) if place in roots), None)


def _above(source: Source) -> tuple[Unread, ...]:
    """A license text above the target, or beside a file, in one line: it is not read, and may be meant for it."""
    paper = paper_above(source, is_license)
    if not paper:
        return ()
    detail = f"{paper} lies outside the target and was not read; if it is meant for this, name its folder."
    return (Unread(path="", reason=UnreadReason.ABOVE_TARGET, detail=detail, matters=False),)


def _weights(source: Source, model: Model, present: dict[str, int], contents: Contents) -> WeightsState:
    """Whether the weights are here."""
    here = [path for path in model.weights if path in present]
    if not here:
        return WeightsState.NONE
    if not source.remote and any(_is_pointer(path, present[path], contents) for path in here):
        return WeightsState.POINTERS
    numbered = [part for path in here if (part := shard(path)) is not None]
    for name, _, of in numbered:
        if len({number for other, number, count in numbered if (other, count) == (name, of)}) < of:
            return WeightsState.INCOMPLETE
    return WeightsState.HERE if len(here) == len(model.weights) else WeightsState.INCOMPLETE


def _is_pointer(path: str, size: int, contents: Contents) -> bool:
    return size <= _LARGEST_POINTER and contents.bytes(path).startswith(_POINTER)


def _below(target: str, path: str) -> str:
    return f"{target.rstrip('/')}/{path}" if path else target
