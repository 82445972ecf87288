"""The full texts of the licenses that reach the model, as an annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.knowledge import default_knowledge
from auditor.knowledge.verbatim import content, license_texts
from auditor.patterns import regex
from auditor.report.document.blocks import Block, Bullets, Group, Section, Verbatim
from auditor.report.document.inline import anchor, code, paragraph, plain, separated

if TYPE_CHECKING:
    from auditor.model import Profile
    from auditor.report.document.blocks import Text
    from auditor.report.document.context import Context

_CONTROL = regex(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def section(c: Context, number: str) -> Section:
    """Each text with its source and digest; those not included, by name and address."""
    w = c.w
    texts: list[Block] = []
    absent: list[Text] = []
    for profile in (license_.profile for license_ in c.audit.licenses):
        made = _texts(c, profile)
        texts += made
        if not made:
            absent.append(separated((plain(profile.name), code(profile.url)), ": "))
    blocks: list[Block] = [paragraph(w("texts.words" if texts or absent else "texts.none")), *texts]
    if absent:
        blocks += [paragraph(w("texts.absent")), Bullets(items=tuple(absent))]
    return Section(anchor="texts", number=number, title=w("section.texts"), blocks=tuple(blocks))


def _texts(c: Context, profile: Profile) -> list[Block]:
    root = default_knowledge().root
    made: list[Block] = []
    for license_text in license_texts(root, profile.key):
        whole = content(root, license_text).decode("utf-8", "replace").replace("\r\n", "\n").strip("\n")
        source = separated(
            (plain(c.w("texts.source", source=license_text.source)), code(f"sha256:{license_text.sha256}")), "; "
        )
        blocks = (paragraph(source), Verbatim(text=_CONTROL.sub(" ", whole)))
        made.append(Group(anchor=anchor("text", license_text.file), title=profile.name, blocks=blocks))
    return made
