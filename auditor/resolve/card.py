"""What a model card declares in its front matter: `license`, `license_name`, `license_link`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.names import names
from auditor.model import Certainty, HubId, Part
from auditor.patterns import letters, regex
from auditor.resolve.covered import holds_weights
from auditor.resolve.fields import of_field
from auditor.resolve.links import license_links, license_of_release
from auditor.resolve.meaning import by_name, declared, meaning, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Repository, Statement
    from auditor.resolve.links import Link

_TAG = "license:"
_ITEM = regex(r"licen[cs]es?\.(?:\d{1,3}\.)?(?P<key>[^.\d][^.]*)")
_SPELLED = regex(
    r"(?i)(?:(?P<of>model|weights?|code|source|software|data|datasets?|training[ _-]data|tokenizer|docs?)[ _-])?"
    r"licen[cs]es?"
)
_NARROWS = regex(r"(?i)non|\bnc\b|research|academic|modif|restrict|custom|clause|only|except")
_ADDRESSES = frozenset(("link", "url", "file", "text", "path", "source", "description", "version"))
_PARTS = (
    (regex(r"(?i)code|source|software|scripts?|inference code|training code"), Part.CODE),
    (regex(r"(?i)(?:training[ _-]?)?(?:data|datasets?|corpus)"), Part.DATA),
    (regex(r"(?i)tokeni[sz]er"), Part.TOKENIZER),
    (regex(r"(?i)docs?|documentation|card|text"), Part.DOCUMENTATION),
)
_IDS = ("cc-by-", "cc0-", "gpl-", "agpl-", "lgpl-", "apache-2", "bsd-3-clause")
"""Prefixes of tags that can only be license ids; `llama3.1`, `gemma` and `mit` also name a model or an institute."""


def in_card(card: Document, repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """The statements of a card's front matter.

    A card next to weights in a subfolder is about that folder; a card of vendored code offers nothing.
    """
    named = card.texts("license_name")
    folder = card.path.rpartition("/")[0]
    at_root = repository.is_at_root(card.path)
    outbound = at_root or holds_weights(repository, folder)
    covers = () if at_root else (f"{folder}/*",)
    links = license_links(card, repository)
    names_used = False
    for value, line in card.texts("license"):
        if named and value.lower() in ("other", "unknown"):
            names_used = True
            continue
        for meant in meanings(value, knowledge):
            yield declared(
                meant.means,
                value,
                card.at(line),
                "card, license",
                part=meant.part or Part.WEIGHTS,
                note=_note(meant.means, links),
                outbound=outbound,
                covers=covers,
            )
    for name, line in named:
        means = meaning(name, knowledge, name=True)
        values = [value for value, _ in card.texts("license")]
        if names_used or means.certainty is not Certainty.UNKNOWN or not _only_repeats(name, values):
            raw = f"other: {name}"
            yield declared(
                means,
                raw,
                card.at(line),
                "card, license_name",
                note=_note(means, links),
                outbound=outbound,
                covers=covers,
            )
    yield from _mapped(card, knowledge, outbound=outbound, covers=covers)
    yield from _tags(card, knowledge, outbound=outbound, covers=covers)
    for link in links:
        license_id = "" if link.path else names(knowledge).of_link(link.target)
        license_id = license_id or license_of_release(link.target, knowledge)
        if license_id and (license_id[-1:].isdigit() or not license_id.startswith("CC-")):
            means = by_name(license_id, link.target, knowledge)
            where, by = link.location, "card, license_link"
            yield declared(means, link.target, where, by, note="", outbound=outbound, covers=covers)


def _mapped(card: Document, knowledge: Knowledge, *, outbound: bool, covers: tuple[str, ...]) -> Iterator[Statement]:
    """`license` as a mapping, in use although the Hub does not support it, and keys with another spelling.

    `code: mit` and `name: cc-by-nc-4.0` below it; `licence`, `model_license`, `code_license` in its place.
    """
    for key in dict.fromkeys(field.key for field in card.fields if field.key != "license"):
        spelled = _SPELLED.fullmatch(key)
        of = spelled["of"] or "" if spelled else ""
        part = next((part for words, part in _PARTS if words.fullmatch(of)), Part.WEIGHTS)
        for value, line in card.texts(key) if spelled else ():
            by = f"card, {key}"
            yield from of_field(value, card.at(line), by, knowledge, part=part, outbound=outbound, covers=covers)
    for key in dict.fromkeys(field.key for field in card.fields):
        item = _ITEM.fullmatch(key)
        if item is None or item["key"].lower() in _ADDRESSES:
            continue
        part = next((part for words, part in _PARTS if words.fullmatch(item["key"])), Part.WEIGHTS)
        for value, line in card.texts(key):
            where, by = card.at(line, key=key), f"card, {key}"
            yield from of_field(value, where, by, knowledge, part=part, outbound=outbound, covers=covers)


def _only_repeats(name: str, values: list[str]) -> bool:
    """Whether an unknown name only repeats the license next to it: "the-mit-license" with `mit`."""
    repeated = any(letters(value) in letters(name) for value in values if value.strip())
    return repeated and not _NARROWS.search(name)


def _tags(card: Document, knowledge: Knowledge, *, outbound: bool, covers: tuple[str, ...]) -> Iterator[Statement]:
    """The license in `license:mit`, as the Hub itself writes it, or in a tag that can only be a license id."""
    for value, line in card.texts("tags"):
        tag = value.strip().lower()
        if tag.startswith((_TAG, *_IDS)):
            where = card.at(line, key="tags")
            yield from of_field(
                tag.removeprefix(_TAG), where, "card, tags", knowledge, outbound=outbound, covers=covers
            )


def _note(means: HubId, links: tuple[Link, ...]) -> str:
    notes = [means.note] if means.note else []
    if means.certainty is Certainty.FAMILY:
        notes.append(f"which member? one of {', '.join(means.members)}" if means.members else "which member?")
    notes += [f"license_link: {link.target}" for link in links]
    return "; ".join(notes)
