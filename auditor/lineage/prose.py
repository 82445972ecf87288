"""Bases that prose names: "fine-tuned from [org/name]", a NOTICE's "redistributed from https://…"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.lineage.hub_ids import HUB_ID, hub_id
from auditor.model import Noun, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Document

_VERBS: tuple[tuple[str, Relation | None], ...] = (
    (
        r"redistribut\w+\s+(?:unchanged\s+)?from|an?\s+(?:unmodified\s+|exact\s+)?copy\s+of|mirror(?:ed)?\s+(?:of|from)",
        Relation.COPY,
    ),
    (r"(?:quanti[sz]\w+|convert\w+|GGUF|AWQ|GPTQ|MLX)\s+(?:\w+\s+){0,3}?(?:of|from|version\s+of)", Relation.QUANTIZED),
    (r"(?:fine-?tun\w+|finetun\w+)\s+(?:\w+\s+){0,3}?(?:of|from|on\s+top\s+of)", Relation.FINETUNE),
    (
        r"(?:used|uses|using)\s+the\s+pre-?trained|initiali[sz]ed\s+(?:from|with)|start(?:ed|ing)\s+from",
        Relation.FINETUNE,
    ),
    (r"(?:continu\w+|further)\s+(?:pre-?)?train\w+\s+(?:\w+\s+){0,2}?(?:of|from|on\s+top\s+of)", Relation.FINETUNE),
    (r"(?:LoRA|QLoRA|adapter)\s+(?:\w+\s+){0,2}?(?:for|of|on)", Relation.ADAPTER),
    (r"distill?ed\s+(?:\w+\s+){0,2}?from|distillation\s+of", Relation.DISTILL),
    (r"merge\s+of", Relation.MERGE),
    (r"(?:modified\s+version|derivative)\s+of|derived\s+from|based\s+on|built\s+(?:on\s+top\s+of|upon|on)", None),
)
_VERB = re.compile(
    "|".join(f"(?P<v{number}>\\b(?:{verb})\\b)" for number, (verb, _) in enumerate(_VERBS)), re.IGNORECASE
)
_LINK = re.compile(
    rf"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/[^\s)>\]\"']{{3,200}}|[\[`](?P<id>{HUB_ID.pattern})[\]`]"
)
_REACH = 120
"""How many characters behind the verb its object may stand."""
_MOST = 200


class Mention(Noun):
    """A parent that a sentence names."""

    parent: str
    relation: Relation | None
    line: int
    quote: str


def mentions(document: Document) -> Iterator[Mention]:
    """Every parent the prose names in the words of a derivation, in order; links alone name nothing."""
    lines = document.text.split("\n")
    body = "\n".join(lines[document.body_line - 1 :])
    for count, verb in enumerate(_VERB.finditer(body)):
        if count >= _MOST:
            return
        behind = body[verb.end() : verb.end() + _REACH].split("\n\n", 1)[0]
        link = _LINK.search(behind)
        parent = hub_id(link.group("id") or link.group(0)) if link else None
        if link and parent and not re.search(r"[.;]\s", behind[: link.start()]):
            which = next(number for number in range(len(_VERBS)) if verb.group(f"v{number}"))
            line = document.body_line + body.count("\n", 0, verb.start())
            quote = " ".join((verb.group(0) + behind[: link.end()]).split())
            yield Mention(parent=parent, relation=_VERBS[which][1], line=line, quote=quote)
