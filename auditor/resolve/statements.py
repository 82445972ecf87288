"""Who says which license applies: declared, detected, inherited, concluded.

Cards and headers are parsed, texts are identified; nothing here guesses. A tag that names a family
("openrail", "gpl") or nothing ("other", "unknown") stays a family or unknown until a text settles it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import (
    Certainty,
    Detection,
    Document,
    DocumentKind,
    Field,
    HubId,
    Location,
    Match,
    Part,
    Relation,
    Repository,
    Statement,
    StatementSource,
    Upstream,
)
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.knowledge import Knowledge

_CLASSIFIERS = {
    "mit license": "MIT",
    "apache software license": "Apache-2.0",
    "bsd license": "",
    "isc license (iscl)": "ISC",
    "the unlicense (unlicense)": "Unlicense",
    "gnu affero general public license v3": "AGPL-3.0-only",
    "gnu general public license v2 (gplv2)": "GPL-2.0-only",
    "gnu general public license v3 (gplv3)": "GPL-3.0-only",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
"""Trove classifiers that name one license; "" names a family."""

_ONNX_LICENSE = "metadata_props.license"
_ID_AND_ADDRESS = regex(
    r"([A-Za-z][A-Za-z0-9.+-]{1,40})(?: [Ll]icen[cs]e)?(?:[ ,;:]{1,3}\(?https?://[^\s()]{1,200}\)?)?"
)
"""A license id with nothing after it but the word and an address: "AGPL-3.0 License (https://…)"."""

_SPDX_TAG = regex(r"SPDX-License-Identifier:[ \t]*([A-Za-z0-9.+()\- ]{1,200})")


def statements(
    repository: Repository, detections: tuple[Detection, ...], upstreams: tuple[Upstream, ...], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """Every statement of one repository: its own first, then what it inherits."""
    said = [*_declared(repository, knowledge), *_detected(repository, detections, knowledge)]
    return (*said, *_inherited(upstreams, knowledge))


def outbound(said: Iterable[Statement], part: Part = Part.WEIGHTS) -> tuple[Statement, ...]:
    """The statements by which this repository itself offers the part, tags and texts alike."""
    sources = (StatementSource.DECLARED, StatementSource.DETECTED)
    return tuple(one for one in said if one.outbound and one.part is part and one.source in sources)


def concluded(said: tuple[Statement, ...], upstreams: tuple[Upstream, ...]) -> str:
    """The effective terms: what the repository offers and what reaches it, never an `OR` of the two."""
    own = outbound(said)
    named = [one.expression for one in own if one.certainty is Certainty.IDENTIFIED]
    settled = list(dict.fromkeys(named))
    if own and not settled:
        settled = [spdx.NOASSERTION]
    if not own:
        settled = [spdx.NOASSERTION]
    for edge in upstreams:
        if edge.part is not Part.WEIGHTS or edge.relations == (Relation.TRAINED_ON,):
            continue
        terms = {candidate.license or spdx.NOASSERTION for candidate in edge.candidates} or {spdx.NOASSERTION}
        settled.append(terms.pop() if len(terms) == 1 and edge.firm else spdx.NOASSERTION)
    # "A" and "A AND B" both offered: the second says it all
    atoms = [one for one in settled if not any(one != other and one in other.split(" AND ") for other in settled)]
    return spdx.conjunction(sorted(dict.fromkeys(atoms), key=lambda one: (one == spdx.NOASSERTION, one)))


def meaning(value: str, knowledge: Knowledge, *, name: bool = False) -> HubId:
    """What a license value means: a Hub id, a `license_name`, else an SPDX expression, else unknown."""
    known = knowledge.license_name(value) if name else knowledge.hub_id(value)
    if known is not None:
        return known
    expression = spdx.parse(value)
    if expression is not None and not expression.unknown and expression.text not in (spdx.NOASSERTION, "NONE"):
        return HubId(id=value, expression=expression.text, certainty=Certainty.IDENTIFIED)
    profile = knowledge.profile(value)
    if profile is not None:
        return HubId(id=value, expression=profile.spdx, certainty=Certainty.IDENTIFIED, profile=profile.key)
    return HubId(id=value, certainty=Certainty.UNKNOWN, note=f"“{value}” is no license id this tool knows")


def _declared(repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    for document in repository.documents:
        if document.kind is DocumentKind.CARD:
            yield from _card(document, repository, knowledge)
        elif document.kind is DocumentKind.GGUF:
            yield from _gguf(document, knowledge)
        elif document.kind is DocumentKind.SAFETENSORS:
            yield from _written(
                document, "__metadata__.modelspec.license", "safetensors header, modelspec.license", knowledge
            )
        elif document.kind is DocumentKind.SPACY_META:
            if document.field("spacy_version") is not None:
                yield from _written(document, "license", "spaCy meta.json, license", knowledge)
        elif document.kind is DocumentKind.ONNX:
            yield from _onnx(document, knowledge)
        elif document.kind is DocumentKind.PACKAGE_METADATA:
            yield from _package(document, knowledge)
        elif document.kind is DocumentKind.SOURCE_CODE:
            yield from _source_head(document)


def _card(document: Document, repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    names = document.texts("license_name")
    for value, line in document.texts("license"):
        means, raw, place, by = meaning(value, knowledge), value, line, "card, license"
        if names and value.lower() == "other":
            name, place = names[0]
            means, raw, by = meaning(name, knowledge, name=True), f"other: {name}", "card, license_name"
        yield _of_weights(
            means,
            raw,
            document.at(place),
            by,
            note=_card_note(document, means),
            outbound=_top_card(document, repository),
        )


def _of_weights(
    means: HubId, raw: str, location: Location, by: str, *, note: str | None = None, outbound: bool = True
) -> Statement:
    """What somebody declares of the weights; `note`, where given, in place of what is told of the id."""
    return Statement(
        expression=means.expression,
        source=StatementSource.DECLARED,
        part=Part.WEIGHTS,
        certainty=means.certainty,
        raw=raw,
        location=location,
        by=by,
        note=means.note if note is None else note,
        outbound=outbound,
    )


def _top_card(document: Document, repository: Repository) -> bool:
    """Whether a card speaks for a model of this repository, not for something vendored in a subfolder."""
    folder = document.path.rpartition("/")[0]
    return folder in ("", *repository.roots)


def _card_note(document: Document, means: HubId) -> str:
    notes = [means.note] if means.note else []
    if means.certainty is Certainty.FAMILY:
        notes.append(f"which member? one of {', '.join(means.members)}" if means.members else "which member?")
    link = next((value for value, _ in document.texts("license_link")), "")
    if link:
        notes.append(f"license_link: {link}")
    return "; ".join(notes)


def _gguf(document: Document, knowledge: Knowledge) -> Iterator[Statement]:
    for value, _ in document.texts("general.license"):
        means = meaning(value, knowledge)
        names = document.texts("general.license.name")
        if means.certainty is Certainty.UNKNOWN and names:
            means = meaning(names[0][0], knowledge, name=True)
        yield _of_weights(means, value, document.at(key="general.license"), "GGUF header, general.license")


def _written(document: Document, key: str, by: str, knowledge: Knowledge) -> Iterator[Statement]:
    """What whoever trained it wrote: an id, or the name of a license."""
    for value, line in document.texts(key):
        short = value.splitlines()[0][:200]
        means = meaning(short, knowledge)
        if means.certainty is Certainty.UNKNOWN:
            means = _called(short, knowledge) or means
        yield _of_weights(means, short, document.at(line, key=key), by)


def _called(value: str, knowledge: Knowledge) -> HubId | None:
    """The license whose name, letter for letter, the value is; spaces, signs and the word license do not count."""
    for profile in knowledge.profiles:
        if _letters(profile.name) == _letters(value):
            return HubId(id=value, expression=profile.spdx, certainty=Certainty.IDENTIFIED, profile=profile.key)
    return None


def _letters(name: str) -> str:
    return re.sub(r"licen[cs]e|[^a-z0-9+.]", "", name.lower())


def _onnx(document: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """What the producer wrote into the file; no field is defined for it, but exporters use `license` and `author`."""
    authors = [
        text for field in document.fields if field.key.lower() == "metadata_props.author" for text in _told(field)
    ]
    for field in document.fields:
        if field.key.lower() != _ONNX_LICENSE:
            continue
        for value in _told(field):
            short = value.splitlines()[0][:200]
            means = meaning(short, knowledge)
            leading = _ID_AND_ADDRESS.fullmatch(short)
            if means.certainty is Certainty.UNKNOWN and leading:
                named = meaning(leading.group(1), knowledge)
                means = means if named.certainty is Certainty.UNKNOWN else named
            notes = [f"author: {authors[0][:200]}"] if authors else []
            yield _of_weights(
                means,
                short,
                document.at(key=field.key),
                "ONNX metadata, license",
                note="; ".join([*notes, *([means.note] if means.note else [])]),
            )


def _told(field: Field) -> tuple[str, ...]:
    return (field.value.strip(),) if isinstance(field.value, str) and field.value.strip() else ()


def _package(document: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """License-Expression rules, then the License field, then classifiers (core metadata, PEP 639)."""
    for key in ("License-Expression", "License"):
        for value, line in document.texts(key):
            short = value.splitlines()[0][:200]
            means = meaning(short, knowledge)
            yield _package_statement(document, line, key, short, means.expression, means.certainty)
            return
    for value, line in document.texts("Classifier"):
        if value.startswith("License ::"):
            expression = _CLASSIFIERS.get(value.rpartition("::")[2].strip().lower())
            certainty = (
                Certainty.IDENTIFIED if expression else Certainty.FAMILY if expression == "" else Certainty.UNKNOWN
            )
            yield _package_statement(document, line, "Classifier", value, expression or spdx.NOASSERTION, certainty)


def _package_statement(
    document: Document, line: int | None, key: str, raw: str, expression: str, certainty: Certainty
) -> Statement:
    return Statement(
        expression=expression,
        source=StatementSource.DECLARED,
        part=Part.CODE,
        certainty=certainty,
        raw=raw,
        location=document.at(line, key=key),
        by=f"package metadata, {key}",
    )


def _source_head(document: Document) -> Iterator[Statement]:
    for number, line in enumerate(document.text.split("\n"), start=1):
        tag = _SPDX_TAG.search(line)
        expression = spdx.parse(tag.group(1)) if tag else None
        if tag and expression:
            yield Statement(
                expression=expression.text,
                source=StatementSource.DECLARED,
                part=Part.CODE,
                certainty=Certainty.UNKNOWN if expression.unknown else Certainty.IDENTIFIED,
                raw=tag.group(1).strip(),
                location=document.at(number),
                by="source file, SPDX tag",
            )


def _detected(repository: Repository, detections: tuple[Detection, ...], knowledge: Knowledge) -> Iterator[Statement]:
    governing = governing_files(repository)
    for detection in detections:
        document = repository.document(detection.location.path)
        if document is None or document.kind is DocumentKind.CARD or detection.policy:
            continue
        whole = detection.carries_text
        profile = knowledge.profile(detection.license) if detection.license else None
        named = detection.expression if whole or detection.match is Match.REFERENCE else spdx.NOASSERTION
        yield Statement(
            expression=named,
            source=StatementSource.DETECTED,
            part=governing.get(document.path, document.part),
            certainty=Certainty.IDENTIFIED if named != spdx.NOASSERTION else Certainty.UNKNOWN,
            raw=profile.name if profile else detection.license or "unidentified text",
            location=detection.location,
            by=f"{document.path.rpartition('/')[2]}, {_how(detection)}",
            note=detection.note,
            outbound=document.path in governing and detection.match is not Match.REFERENCE,
        )


def _how(detection: Detection) -> str:
    if detection.match is Match.EXACT:
        return "whole text"
    if detection.match is Match.EXTRA:
        return "whole text, with further words beside it"
    if detection.match in (Match.NEAR, Match.MODIFIED) and detection.license:
        return f"{detection.match.value} to {detection.license}"
    if detection.match is Match.REFERENCE:
        return f"names {detection.license or detection.expression}"
    return "text not identified"


def governing_files(repository: Repository) -> dict[str, Part]:
    """The LICENSE files that offer this repository, with the part each speaks about.

    A LICENSE governs from a model root or from above one. Where one file is named for the weights
    (LICENSE-MODEL), the plain LICENSE beside it is the code's.
    """
    above = {""}
    for root in repository.roots:
        steps = root.split("/") if root else []
        above.update("/".join(steps[:depth]) for depth in range(len(steps) + 1))
    found = {
        document.path: document.part
        for document in repository.of_kind(DocumentKind.LICENSE)
        if document.path.rpartition("/")[0] in above
    }
    named_for_weights = {path for path in found if re.search(r"(?i)model|weights", path.rpartition("/")[2])}
    if named_for_weights:
        plain = {path for path, part in found.items() if part is Part.WEIGHTS} - named_for_weights
        found.update(dict.fromkeys(plain, Part.CODE))
    return found


def _inherited(upstreams: tuple[Upstream, ...], knowledge: Knowledge) -> Iterator[Statement]:
    for edge in upstreams:
        for candidate in edge.candidates:
            expression = spdx.parse(candidate.license or "")
            known = expression is not None and not expression.unknown
            profile = knowledge.profile(candidate.license or "")
            yield Statement(
                expression=expression.text if expression and known else spdx.NOASSERTION,
                source=StatementSource.INHERITED,
                part=edge.part,
                certainty=Certainty.IDENTIFIED if known else Certainty.UNKNOWN,
                raw=profile.name if profile else candidate.license or "not known",
                location=next((one.location for one in edge.evidence if one.location), None) or Location(path=""),
                by=candidate.name,
                note="" if len(edge.candidates) == 1 else "one of several candidates",
                outbound=False,
            )
