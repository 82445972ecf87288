"""Whether the tokenizer is that of a family whose shape the model has: rung 5 in addition to rung 4.

Publishers reuse each other's tokenizers, so one alone names no parent, and none is read unless a shape, and nothing
firmer, agrees already. A tokenizer that has nothing in common with the family's is evidence against the family: the
edge stays, as a fine-tune may have a tokenizer of its own, but no error is based on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.bytes import tokenizer
from auditor.lineage.releases import releases_of
from auditor.model import Evidence, Location, Part, Rung, Unread, Upstream

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.lineage.graph import Traced
    from auditor.model import KnownTokenizer, Source


def with_tokenizer(traced: Traced, source: Source, knowledge: Knowledge) -> Traced:
    """The same, with what the tokenizer at the root of the source shows about each family with which the shape agrees.

    Reads the file that contains it, of tens of megabytes at most. One that cannot be read shows nothing.
    """
    families = {edge.name: _family(edge, knowledge) for edge in traced.upstreams}
    known = {family: tokenizer_entry for tokenizer_entry in knowledge.tokenizers for family in tokenizer_entry.families}
    if not any(family in known for family in families.values()):
        return traced
    path = next((path for path in tokenizer.find(source) if "/" not in path), None)
    if path is None:
        return traced
    most = max(known[family].tokens for family in families.values() if family in known)
    here = tokenizer.first_tokens(source, path, most)
    if isinstance(here, Unread):
        return traced
    edges = [
        _with_tokenizer(edge, path, here, known[family]) if (family := families[edge.name]) in known else edge
        for edge in traced.upstreams
    ]
    return traced.replace(upstreams=tuple(edges))


def _family(edge: Upstream, knowledge: Knowledge) -> str:
    """The family on whose shape alone an edge to the whole model's weights is based; "" for any other edge."""
    shaped = any(evidence.rung in (Rung.SIGNATURE, Rung.VOCABULARY_CHANGED) for evidence in edge.evidence)
    if not shaped or edge.firm or edge.component or edge.part is not Part.WEIGHTS:
        return ""
    release = releases_of(knowledge).get(edge.name)
    return release.family.key if release is not None else edge.name


def _with_tokenizer(edge: Upstream, path: str, tokens: list[str | None], known: KnownTokenizer) -> Upstream:
    digest, parts = tokenizer.digests(tokens, known.tokens)
    if digest == known.sha256:
        says = (
            f"each of the {known.tokens:,} tokens of the tokenizer of {known.name} has the same id in {path}; "
            "a tokenizer taken over does not show that weights were"
        )
        place = Location(path=path)
        evidence = Evidence(rung=Rung.TOKENIZER, says=says, location=place, quote=f"sha256 {digest}")
        return edge.replace(evidence=(*edge.evidence, evidence))
    if set(parts) & set(known.parts):
        return edge  # changed here and there
    note = f"{path} is another tokenizer than that of {known.name}, which is evidence against {edge.title}."
    return edge.replace(note=" ".join(filter(None, (edge.note.strip(), note)))).doubting(counter_evidence=note)
