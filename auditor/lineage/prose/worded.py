"""Parents named in prose: by id as traces; by title, or by an unknown name, as edges."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.documents import markdown
from auditor.knowledge.origin_tables import Origin
from auditor.lineage.components import speaks_of_it
from auditor.lineage.edges import candidate, is_declared, names_of, parent_name
from auditor.lineage.prose.claims import RELATIONS
from auditor.lineage.prose.origins import Named, origins
from auditor.lineage.relations import readings
from auditor.lineage.releases import bare_name
from auditor.lineage.shape.agreement import agreeing
from auditor.lineage.traces import Trace
from auditor.model import DocumentKind, EdgeDoubts, EdgeKind, Evidence, NamedModel, Part, Relation, Rung, Upstream
from auditor.model.cuts import Cuts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.lineage.context import Context
    from auditor.lineage.releases import Known
    from auditor.model import Document, Unread

_OF_ANOTHER = "the sentence that names it may be about another model"
_OF_A_PACKAGE = "the description of a package names it, which may be about its code"
_ITS_HEADERS = 1
"""The description of a package begins after this line."""
_MOST_MENTIONED = 200
_LONGEST = 200_000
"""Most characters of a document that are searched for names."""


def worded(context: Context) -> Iterator[Trace]:
    """A trace of each parent named by its id, unless there is already one for that parent and that line."""
    placed = {
        (trace.parent.lower(), trace.evidence.location.path, trace.evidence.location.first)
        for trace in context.traces
        if trace.evidence.location
    }
    for document, named in _named(context):
        own = named.id.lower() == context.own_name
        if (
            named.origin is not None
            and named.id
            and not own
            and (named.id.lower(), document.path, named.line) not in placed
        ):
            yield _trace(document, named)


def by_words(context: Context) -> Iterator[Upstream]:
    """An edge to each release named by its title, and to each base or teacher with an unknown name.

    A base counts only if no parent of the whole model is declared and the repository is not itself a known release.
    A parent whose leaked name is also named in prose is declared.
    """
    if context.known_release is not None:
        return
    firm = (edge for edge in context.edges if edge.part is Part.WEIGHTS and not edge.component)
    based = any(is_declared(edge) and Relation.DISTILL not in edge.relations for edge in firm)
    linked = {name.lower() for edge in context.edges for name in names_of(edge)}
    grouped: dict[str, list[tuple[tuple[Known, ...], Trace]]] = {}
    leaked = {edge.name: edge for edge in context.edges if edge.part is Part.WEIGHTS and not is_declared(edge)}
    for document, named in _named(context):
        if named.origin in (None, Origin.UNNAMED) or named.id or (based and named.origin is not Origin.TEACHER):
            continue
        if _is_the_beginning_of(linked, named):
            continue
        known = _releases(named.text, context)
        called = next((name for name in leaked if _calls(named, name, known)), None)
        if called is not None:
            edge = leaked[called]
            leaked[called] = edge.replace(evidence=(*edge.evidence, _evidence(document, named)))
            yield leaked[called]
            continue
        names = {entry.release.repo.lower() for entry in known} or {named.text.lower()}
        if not names & (linked | {context.own_name}):
            key = known[0].release.repo if known else named.text
            grouped.setdefault(key.lower(), []).append((known, _trace(document, named)))
    for entries in grouped.values():
        yield agreeing(_edge([trace for _, trace in entries], entries[0][0], context, len(grouped)), context)


def _calls(named: Named, parent: str, known: tuple[Known, ...]) -> bool:
    """Whether words mean a parent with that name: its release, or the beginning of its name ("TrOCR-base")."""
    if known:
        return len(known) == 1 and known[0].release.repo == parent
    begins = _letters(named.text)
    return named.known and "-" in named.text and _letters(parent.rpartition("/")[2]).startswith(begins)


def _is_the_beginning_of(linked: set[str], named: Named) -> bool:
    """Whether the words continue with the name of a known parent: "NLLB-200 distilled 600M" does not name NLLB-200."""
    begins, sentence = _letters(named.text), _letters(named.quote)
    names = (_letters(name.rpartition("/")[2]) for name in linked)
    return any(name.startswith(begins) and name != begins and name in sentence for name in names)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def without_a_name(context: Context) -> Iterator[Evidence]:
    """Evidence from sentences about a base that they do not name."""
    for document, named in _named(context):
        if named.origin is Origin.UNNAMED:
            yield _evidence(document, named)


def mentioned(context: Context) -> tuple[NamedModel, ...]:
    """The models that are named but are not parents, each once, with the first place that names it."""
    linked = {bare_name(name) for edge in context.edges for name in (edge.title, *names_of(edge))}
    models: dict[str, NamedModel] = {}
    for document, named in _named(context):
        if named.origin is None and named.known and bare_name(named.parent) not in linked:
            place = document.at(named.line)
            models.setdefault(bare_name(named.parent), NamedModel(name=named.parent, location=place, quote=named.quote))
    return tuple(context.cuts.first(models.values(), _MOST_MENTIONED, "models that are mentioned"))


def _named(context: Context) -> Iterator[tuple[Document, Named]]:
    repository = context.repository
    cards = [card for card in repository.of_kind(DocumentKind.CARD) if speaks_of_it(card, repository)]
    described = [
        package for package in repository.of_kind(DocumentKind.PACKAGE_METADATA) if package.body_line > _ITS_HEADERS
    ]
    for document in (*cards, *repository.of_kind(DocumentKind.NOTICE), *described):
        if not context.cuts.out_of_time(document.path):
            named_here, unread = _read(document, repository.name or "", context.knowledge)
            for entry in unread:
                context.cuts.note(entry.detail, path=document.path)
            packaged = document.kind is DocumentKind.PACKAGE_METADATA
            for named in named_here:
                # most packages are programs, whose descriptions list the models that they support
                yield document, named if named.sure or not packaged else named.replace(origin=None)


@lru_cache(maxsize=16)
def _read(document: Document, own: str, knowledge: Knowledge) -> tuple[tuple[Named, ...], tuple[Unread, ...]]:
    """The models that a document names, and which parts of it were not searched."""
    cuts = Cuts()
    body = "\n".join(document.text.split("\n")[document.body_line - 1 :])
    if len(body) > _LONGEST:
        cuts.note(f"Only its first {_LONGEST:,} characters were searched for models that it names.")
    page = markdown.read(body[:_LONGEST], first_line=document.body_line)
    return origins(page, knowledge, own, cuts), cuts.unread


def _trace(document: Document, named: Named) -> Trace:
    origin = named.origin or Origin.BASE
    return Trace(
        parent=named.parent,
        relation=RELATIONS[origin],
        evidence=_evidence(document, named),
        component="component" if origin is Origin.COMPONENT else "",
        doubt=_doubt(document, named),
    )


def _doubt(document: Document, named: Named) -> str:
    if not named.sure:
        return _OF_ANOTHER
    return _OF_A_PACKAGE if document.kind is DocumentKind.PACKAGE_METADATA else ""


def _evidence(document: Document, named: Named) -> Evidence:
    return Evidence(
        rung=Rung.DECLARED,
        says=f"the text says “{named.quote}”",
        location=document.at(named.line),
        quote=named.quote,
    )


def _releases(text: str, context: Context) -> tuple[Known, ...]:
    """The releases that a name may mean; none if it continues after the title."""
    known, title = context.releases.titled(text)
    if known and title == text:
        return known
    called = context.releases.called(text) or context.releases.of_file(text)
    return (called,) if called else ()


def _edge(traces: list[Trace], known: tuple[Known, ...], context: Context, siblings: int) -> Upstream:
    single = known[0].release.repo if len(known) == 1 else ""
    family = known[0].family if known else None
    name = traces[0].parent if family is None else single or family.key
    components = [trace.component for trace in traces]
    return Upstream(
        name=parent_name(name, context.releases.by_key) if family is None else name,
        kind=EdgeKind.FAMILY if len(known) > 1 else EdgeKind.PARENT,
        title=traces[0].parent if family is None else single or f"{family.name} ({family.publisher})",
        relations=readings(context.repository, traces, siblings),
        candidates=tuple(candidate(*release) for release in known),
        evidence=tuple(trace.evidence for trace in traces),
        component=", ".join(dict.fromkeys(components)) if all(components) else "",
        doubts=EdgeDoubts(counter_evidence=traces[0].doubt if all(trace.doubt for trace in traces) else ""),
        note=family.note if family else "",
    )
