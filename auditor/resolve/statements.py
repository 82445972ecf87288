"""All statements of one repository: from fields, from prose, from license texts, and those that it inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from auditor.model import DocumentKind, Part, StatementKind, StatementSource, StatementSubject, StatementTime
from auditor.model.budget import OutOfTimeError
from auditor.model.cuts import Cuts
from auditor.resolve.card import in_card
from auditor.resolve.headers import in_config, in_form, in_gguf, in_onnx, in_safetensors, in_spacy_meta
from auditor.resolve.heads import bans_of_head
from auditor.resolve.license_files import detected
from auditor.resolve.packages import in_image, in_package, in_package_json, in_source
from auditor.resolve.policies import of_policies
from auditor.resolve.projects import in_project
from auditor.resolve.reuse import in_copyright, in_reuse, in_sidecar
from auditor.resolve.scope import carried_along, nearest, packaged, scoped
from auditor.resolve.upstreams import inherited
from auditor.resolve.worded import in_card_prose, in_description, in_gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Detection, Document, Repository, Statement, Upstream
    from auditor.model.budget import Budget

Reader: TypeAlias = "Callable[[Document, Repository, Knowledge], Iterator[Statement]]"
ProseReader: TypeAlias = "Callable[[Document, Repository, Knowledge, Budget | None], Iterator[Statement]]"

_READERS: dict[DocumentKind, tuple[Reader, ...]] = {
    DocumentKind.CARD: (in_card,),
    DocumentKind.GGUF: (in_gguf,),
    DocumentKind.SAFETENSORS: (in_safetensors,),
    DocumentKind.SPACY_META: (in_spacy_meta,),
    DocumentKind.ONNX: (in_onnx,),
    DocumentKind.MODEL_METADATA: (in_form,),
    DocumentKind.PACKAGE_METADATA: (in_package,),
    DocumentKind.PACKAGE_JSON: (in_package_json,),
    DocumentKind.PROJECT_METADATA: (in_project,),
    DocumentKind.OCI_INDEX: (in_image,),
    DocumentKind.CONFIG: (in_config,),
    DocumentKind.PIPELINE_CONFIG: (in_config,),
    DocumentKind.ADAPTER_CONFIG: (in_config,),
    DocumentKind.TOKENIZER_CONFIG: (in_config,),
    DocumentKind.SOURCE_CODE: (in_source,),
    DocumentKind.SIDECAR: (in_sidecar,),
    DocumentKind.REUSE: (in_reuse,),
    DocumentKind.COPYRIGHT: (in_copyright,),
}
_PROSE: dict[DocumentKind, tuple[ProseReader, ...]] = {
    DocumentKind.CARD: (in_card_prose, in_gate),
    DocumentKind.PACKAGE_METADATA: (in_description,),
    DocumentKind.SOURCE_CODE: (bans_of_head,),
}


def statements(
    repository: Repository,
    detections: tuple[Detection, ...],
    upstreams: tuple[Upstream, ...],
    knowledge: Knowledge,
    cuts: Cuts | None = None,
) -> tuple[Statement, ...]:
    """Every statement: the repository's own first, then those that it inherits.

    What there is no time for is recorded in `cuts`.
    """
    cuts = Cuts() if cuts is None else cuts
    own = (
        *_declared(repository, detections, knowledge, cuts),
        *detected(repository, detections, knowledge, cuts),
    )
    brought = tuple(inherited(upstreams, knowledge))
    policies = of_policies(repository, detections, (*own, *brought), knowledge, cuts)
    read = carried_along(packaged(nearest((*own, *policies), repository), repository), brought, knowledge)
    return (*scoped(read), *brought)


def outbound(statements: Iterable[Statement], part: Part = Part.WEIGHTS) -> tuple[Statement, ...]:
    """The statements by which this repository itself offers the part: tags, texts and plain words alike."""
    return tuple(statement for statement in statements if statement.offers(part))


def of_itself(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """What the repository says about itself at present: offers, and licenses and limits named in its prose."""
    return tuple(
        statement
        for statement in statements
        if statement.source is not StatementSource.INHERITED
        and (statement.outbound or statement.quote)
        and statement.kind in (StatementKind.LICENSE, StatementKind.LIMIT)
        and statement.subject is StatementSubject.SELF
        and statement.time is StatementTime.NOW
    )


def not_understood(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The words about licensing from which nothing was concluded."""
    return tuple(statement for statement in statements if statement.kind is StatementKind.NOT_UNDERSTOOD)


def _declared(
    repository: Repository, detections: tuple[Detection, ...], knowledge: Knowledge, cuts: Cuts
) -> Iterator[Statement]:
    """What documents declare; a license text inside a card is not read as the card's own prose."""
    texts = [detection.location for detection in detections if detection.carries_text]
    for document in repository.documents:
        inside = [place for place in texts if place.path == document.path]
        if cuts.out_of_time(document.path):
            continue
        try:
            stated = tuple(_of_document(document, repository, knowledge, cuts))
        except OutOfTimeError:
            cuts.out_of_time(document.path)
            continue
        for statement in stated:
            line = statement.line if statement.quote else None
            if not any(text.has(line) for text in inside):
                yield statement


def _of_document(document: Document, repository: Repository, knowledge: Knowledge, cuts: Cuts) -> Iterator[Statement]:
    for read in _READERS.get(document.kind, ()):
        yield from read(document, repository, knowledge)
    for in_prose in _PROSE.get(document.kind, ()):
        yield from in_prose(document, repository, knowledge, cuts.budget)
