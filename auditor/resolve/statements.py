"""Every statement of one repository: what it declares, what its texts are, what it inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from auditor.model import DocumentKind, Part, StatementSource
from auditor.resolve.card import in_card
from auditor.resolve.headers import in_gguf, in_onnx, in_safetensors, in_spacy_meta
from auditor.resolve.license_files import detected
from auditor.resolve.packages import in_package, in_source
from auditor.resolve.upstreams import inherited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Detection, Document, Repository, Statement, Upstream

Reader: TypeAlias = "Callable[[Document, Knowledge], Iterator[Statement]]"

_READERS: dict[DocumentKind, Reader] = {
    DocumentKind.GGUF: in_gguf,
    DocumentKind.SAFETENSORS: in_safetensors,
    DocumentKind.SPACY_META: in_spacy_meta,
    DocumentKind.ONNX: in_onnx,
    DocumentKind.PACKAGE_METADATA: in_package,
    DocumentKind.SOURCE_CODE: in_source,
}


def statements(
    repository: Repository, detections: tuple[Detection, ...], upstreams: tuple[Upstream, ...], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """Every statement: the repository's own first, then what it inherits."""
    own = (*_declared(repository, knowledge), *detected(repository, detections, knowledge))
    return (*own, *inherited(upstreams, knowledge))


def outbound(statements: Iterable[Statement], part: Part = Part.WEIGHTS) -> tuple[Statement, ...]:
    """The statements by which this repository itself offers the part, tags and texts alike."""
    sources = (StatementSource.DECLARED, StatementSource.DETECTED)
    return tuple(
        statement
        for statement in statements
        if statement.outbound and statement.part is part and statement.source in sources
    )


def _declared(repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    for document in repository.documents:
        if document.kind is DocumentKind.CARD:
            yield from in_card(document, repository, knowledge)
        elif document.kind in _READERS:
            yield from _READERS[document.kind](document, knowledge)
