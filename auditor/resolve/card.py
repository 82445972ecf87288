"""What a model card declares: `license`, `license_name`, `license_link`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Certainty
from auditor.resolve.meaning import declared, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, HubId, Repository, Statement


def in_card(card: Document, repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """The statements of a card's front matter; that of something vendored in a subfolder offers nothing here."""
    names = card.texts("license_name")
    outbound = card.path.rpartition("/")[0] in ("", *repository.roots)
    for value, line in card.texts("license"):
        means, raw, place, by = meaning(value, knowledge), value, line, "card, license"
        if names and value.lower() == "other":
            name, place = names[0]
            means, raw, by = meaning(name, knowledge, name=True), f"other: {name}", "card, license_name"
        yield declared(means, raw, card.at(place), by, note=_note(card, means), outbound=outbound)


def _note(card: Document, means: HubId) -> str:
    notes = [means.note] if means.note else []
    if means.certainty is Certainty.FAMILY:
        notes.append(f"which member? one of {', '.join(means.members)}" if means.members else "which member?")
    link = next((value for value, _ in card.texts("license_link")), "")
    if link:
        notes.append(f"license_link: {link}")
    return "; ".join(notes)
