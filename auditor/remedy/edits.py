"""Where each piece goes: texts in LICENSES/, lines appended to NOTICE, keys and a paragraph put into the card.

Files are only ever added, or added to: every byte that was there stays, with its line ends and its byte order mark.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from auditor.model import Hunk
from auditor.model.base import Value
from auditor.remedy.card import front_matter_insertion
from auditor.remedy.parts import Piece, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CARD = "README.md"
NOTICE = "NOTICE"
_CRLF = "\r\n"
_RULE = "-" * 60
_GOES_TO = {
    Place.TEXT: (Place.TEXT,),
    Place.NOTICE: (Place.NOTICE, Place.UPSTREAM_NOTICE, Place.TEXT),
    Place.CARD_KEY: (Place.CARD_KEY,),
    Place.CARD: (Place.CARD,),
}
"""Which pieces a file is made of; of each upstream's text the NOTICE says what it is for."""


class Edits(Value, frozen=True):
    """What is put into files, and the findings whose file cannot be edited in place."""

    hunks: tuple[Hunk, ...]
    not_edited: tuple[str, ...]


def plan_edits(pieces: Iterable[Piece], files: Mapping[str, bytes], *, card: str = CARD, notice: str = NOTICE) -> Edits:
    """The hunks of all pieces; `files` has the bytes of the card, the NOTICE and whatever is in LICENSES/."""
    every = tuple(pieces)
    hunks: list[Hunk] = []
    failed: list[str] = []
    for place, path in ((Place.TEXT, ""), (Place.NOTICE, notice), (Place.CARD_KEY, card), (Place.CARD, card)):
        here = [piece for piece in every if piece.place in _GOES_TO[place]]
        if not here:
            continue
        made = _texts(here, files) if place is Place.TEXT else _of_file(place, path, here, every, files, card)
        if made is None:
            failed += [piece.finding for piece in here]
        else:
            hunks += made
    return Edits(tuple(sorted(hunks, key=lambda hunk: (hunk.path, hunk.at))), tuple(dict.fromkeys(failed)))


def edited(files: Mapping[str, bytes], hunks: Iterable[Hunk]) -> dict[str, bytes]:
    """The files that hunks touch, with them."""
    by_path: dict[str, list[Hunk]] = {}
    for hunk in hunks:
        by_path.setdefault(hunk.path, []).append(hunk)
    changed = {}
    for path, own in by_path.items():
        data = files.get(path, b"")
        for hunk in sorted(own, key=lambda hunk: hunk.at, reverse=True):
            data = data[: hunk.at] + hunk.text.encode() + data[hunk.at :]
        changed[path] = data
    return changed


def _of_file(
    place: Place, path: str, here: list[Piece], every: tuple[Piece, ...], files: Mapping[str, bytes], card: str
) -> list[Hunk] | None:
    """The hunks for one file; None where it is no text that can be edited in place."""
    before = files.get(path)
    data = before or b""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    end = _CRLF if _CRLF in text else "\n"
    if place is Place.CARD_KEY:
        insertion = front_matter_insertion(data, [(piece.key, piece.words) for piece in here])
        if insertion is None:
            return None
        at, words = insertion
    else:
        words = _notice(here, every, text, files, card) if place is Place.NOTICE else _card(here, text)
        at = len(data)
        if words and data:
            words = ("" if text.endswith("\n") else "\n") + "\n" + words
        words = words.replace("\n", end)
    return [_hunk(path, before, at, words, here)] if words else []


def _texts(here: list[Piece], files: Mapping[str, bytes]) -> list[Hunk]:
    """A file of its own for each license; another text of the same license is named after its model."""
    hunks: dict[str, Hunk] = {}
    for piece in here:
        path = f"LICENSES/{piece.key}.txt"
        taken = files.get(path, hunks[path].text.encode() if path in hunks else None)
        if taken is not None and taken != piece.words.encode():
            path = f"LICENSES/{piece.key}-{piece.upstream.replace('/', '--') or 'own'}.txt"
        if path in files or path in hunks:
            continue
        hunks[path] = _hunk(path, None, 0, piece.words, [piece])
    return list(hunks.values())


def _notice(here: list[Piece], every: tuple[Piece, ...], text: str, files: Mapping[str, bytes], card: str) -> str:
    """A paragraph for each upstream: what comes from it is under which license, and the lines that have to be there."""
    paragraphs = []
    known = _folded(text)
    for upstream in dict.fromkeys(piece.upstream for piece in here):
        own = [piece for piece in here if piece.upstream == upstream]
        carried = [piece.words.strip("\n") for piece in own if piece.place is Place.UPSTREAM_NOTICE]
        carried = [words for words in carried if _folded(words) not in known]
        lines = [piece.words for piece in own if piece.place is Place.NOTICE and _folded(piece.words) not in known]
        scope = _scope(upstream, own, every, files, card)
        if carried:
            paragraphs.append("\n".join([f"NOTICE of {upstream}:", "", *carried]))
        if lines or (scope and _folded(scope[0]) not in known):
            paragraphs.append("\n".join([*scope, *dict.fromkeys(lines)]))
    return f"\n\n{_RULE}\n\n".join(paragraphs) + "\n" if paragraphs else ""


def _scope(
    upstream: str, own: list[Piece], every: tuple[Piece, ...], files: Mapping[str, bytes], card: str
) -> list[str]:
    """So that nobody reads the upstream's text as this model's own license."""
    if not upstream:
        return []
    names = dict.fromkeys(piece.license for piece in own if piece.license)
    texts = [piece.key for piece in every if piece.place is Place.TEXT and piece.upstream == upstream]
    texts += [piece.key for piece in own if f"LICENSES/{piece.key}.txt" in files]
    where = f" (text: {', '.join(f'LICENSES/{key}.txt' for key in dict.fromkeys(texts))})" if texts else ""
    return [
        f"The parts derived from {upstream} are under the {' and the '.join(names)}{where}.",
        f"The license of this model's own contributions is stated in {card}.",
    ]


def _card(here: list[Piece], text: str) -> str:
    known = _folded(text)
    phrases = [piece.words for piece in here if _folded(piece.words) not in known]
    return "\n\n".join(dict.fromkeys(phrases)) + "\n" if phrases else ""


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


def _hunk(path: str, before: bytes | None, at: int, words: str, here: list[Piece]) -> Hunk:
    def joined(values: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(value for value in values if value))

    return Hunk(
        path=path,
        sha256=sha256(before).hexdigest() if before is not None else "",
        at=at,
        line=(before or b"")[:at].count(b"\n") + 1,
        text=words,
        reason=" ".join(dict.fromkeys(piece.reason for piece in here)),
        clause=joined(piece.clause for piece in here),
        source=joined(piece.source for piece in here),
        cures=tuple(dict.fromkeys(piece.finding for piece in here if piece.finding)),
    )
