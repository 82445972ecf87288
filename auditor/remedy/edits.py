"""Where each piece goes: texts in LICENSES/, lines appended to NOTICE, keys and a paragraph added to the card.

Files are only added, or appended to: every existing byte is kept, with line ends and byte order mark.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from auditor.model import Hunk
from auditor.model.base import Value
from auditor.remedy.card import front_matter_insertion
from auditor.remedy.parts import Piece, Place, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CARD = "README.md"
NOTICE = "NOTICE"
_CRLF = "\r\n"
_RULE = "-" * 60
_GOES_TO = {
    Place.TEXT: (Place.TEXT,),
    Place.NOTICE: (Place.NOTICE, Place.LINE, Place.CHANGES, Place.UPSTREAM_NOTICE, Place.TEXT),
    Place.CARD_KEY: (Place.CARD_KEY,),
    Place.CARD: (Place.CARD,),
}
"""The places of pieces in each file; the NOTICE states what each upstream's text is for."""


class Layout(Value, frozen=True):
    """The files of one model, and the file that states its own license."""

    folder: str = ""
    """The folder of the model, with a trailing slash; "" for the target itself."""
    card: str = CARD
    notice: str = NOTICE
    own_license: str = ""
    """The file that states the license of the model itself; "" if there is none."""


class Edits(Value, frozen=True):
    """The hunks, and the findings whose file cannot be edited in place."""

    hunks: tuple[Hunk, ...]
    not_edited: tuple[str, ...]


def plan_edits(pieces: Iterable[Piece], files: Mapping[str, bytes], layout: Layout) -> Edits:
    """The hunks of all pieces; `files` has the bytes of the card, the NOTICE and the files in LICENSES/."""
    every = tuple(pieces)
    hunks: list[Hunk] = []
    failed: list[str] = []
    for place, kinds in _GOES_TO.items():
        here = [piece for piece in every if piece.place in kinds]
        if not here:
            continue
        if place is Place.TEXT and not _is_text(files.get(layout.notice, b"")):
            # no text without the sentence that states what it is for
            failed += [piece.finding for piece in here if piece.upstream]
            every = tuple(piece for piece in every if piece.place is not Place.TEXT or not piece.upstream)
            here = [piece for piece in here if not piece.upstream]
        made = _texts(here, files, layout) if place is Place.TEXT else _of_file(place, here, every, files, layout)
        if made is None:
            failed += [piece.finding for piece in here]
        else:
            hunks += made
    return Edits(tuple(sorted(hunks, key=lambda hunk: (hunk.path, hunk.at))), tuple(dict.fromkeys(failed)))


def edited(files: Mapping[str, bytes], hunks: Iterable[Hunk]) -> dict[str, bytes]:
    """The changed files, with the hunks applied."""
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
    place: Place, here: list[Piece], every: tuple[Piece, ...], files: Mapping[str, bytes], layout: Layout
) -> list[Hunk] | None:
    """The hunks for one file; None if it is not a text that can be edited in place."""
    path = layout.notice if place is Place.NOTICE else layout.card
    before = files.get(path)
    data = before or b""
    if not _is_text(data):
        return None
    text = data.decode("utf-8")
    end = _CRLF if _CRLF in text else "\n"
    if place is Place.CARD_KEY:
        insertion = front_matter_insertion(data, [(piece.key, piece.words) for piece in here])
        if insertion is None:
            return None
        at, words = insertion
    else:
        if place is Place.NOTICE:
            words, here = _notice(here, every, text, files, layout)
        else:
            words = _card(here, text)
        at = len(data)
        if words and data:
            words = ("" if text.endswith("\n") else "\n") + "\n" + words
        words = words.replace("\n", end)
    return [_hunk(path, before, at, words, here)] if words else []


def _texts(here: list[Piece], files: Mapping[str, bytes], layout: Layout) -> list[Hunk]:
    """A file for each license; another text of the same license is named after its model."""
    by_path: dict[str, list[Piece]] = {}
    for piece in here:
        path = text_path(piece, files, by_path, layout)
        if path not in files:
            by_path.setdefault(path, []).append(piece)
    return [_hunk(path, None, 0, pieces[0].words, pieces) for path, pieces in by_path.items()]


def text_path(piece: Piece, files: Mapping[str, bytes], planned: Mapping[str, list[Piece]], layout: Layout) -> str:
    """The file in LICENSES/ that contains a text, or will."""
    path = f"{layout.folder}LICENSES/{piece.key}.txt"
    taken = files.get(path, planned[path][0].words.encode() if path in planned else None)
    if taken is None or taken == piece.words.encode():
        return path
    return f"{layout.folder}LICENSES/{piece.key}-{piece.upstream.replace('/', '--') or 'own'}.txt"


def _notice(
    here: list[Piece], every: tuple[Piece, ...], text: str, files: Mapping[str, bytes], layout: Layout
) -> tuple[str, list[Piece]]:
    """A paragraph for each upstream: the license of what comes from it, and the required lines.

    Returns the text and the pieces in it.
    """
    texts: dict[str, list[Piece]] = {}
    for piece in every:
        if piece.place is Place.TEXT:
            texts.setdefault(text_path(piece, files, texts, layout), []).append(piece)
    paragraphs: list[str] = []
    notices: list[str] = []
    used: list[Piece] = []
    known = _folded(text)
    about_own = False
    for upstream in dict.fromkeys(piece.upstream for piece in here):
        own = [piece for piece in here if piece.upstream == upstream]
        carried = [piece for piece in own if piece.place is Place.UPSTREAM_NOTICE and _folded(piece.words) not in known]
        lines = _lines(own, known)
        scope = [words for words in _scope(upstream, own, texts, files, layout) if _folded(words) not in known]
        if carried:
            words = dict.fromkeys(piece.words.strip("\n") for piece in carried)
            notices.append("\n\n".join([f"{_RULE}\nNOTICE of {upstream}:", *words]))
        if lines or scope:
            paragraphs.append("\n".join([*scope, *dict.fromkeys(piece.words for piece in lines)]))
        about_own = about_own or bool(scope)
        used += [*carried, *lines, *(_about(piece) for piece in own if scope and piece.place is Place.TEXT)]
    own_words = _of_own(layout)
    if about_own and _folded(own_words) not in known:
        paragraphs.append(own_words)
    return ("\n\n".join([*paragraphs, *notices]) + "\n" if paragraphs or notices else "", used)


def _lines(own: list[Piece], known: str) -> list[Piece]:
    """The lines about one upstream, other than its scope: changes last; none that an included text already has."""
    travels = " ".join(_folded(piece.words) for piece in own if piece.place is Place.TEXT)
    lines = [piece for piece in own if piece.place in (Place.NOTICE, Place.LINE, Place.CHANGES)]
    return [
        piece
        for piece in sorted(lines, key=lambda piece: piece.place is Place.CHANGES)
        if _folded(piece.words) not in known and not (piece.place is Place.LINE and _folded(piece.words) in travels)
    ]


def _about(text: Piece) -> Piece:
    """The piece for the NOTICE's statement about a text, which no clause requires."""
    reason = "It says what each text is for, so that nobody reads one as this model's own license."
    return text._replace(reason=reason, clause="", source="")


def _scope(
    upstream: str, own: list[Piece], texts: Mapping[str, list[Piece]], files: Mapping[str, bytes], layout: Layout
) -> list[str]:
    """A sentence for each license, so that the upstream's text is not read as this model's own license.

    It does not state whether or how the model was changed: that is stated only as answered.
    """
    sentences = []
    for key, name in dict.fromkeys((piece.key, piece.license) for piece in own if upstream and piece.license):
        where = [path for path, pieces in texts.items() if any(_is(piece, upstream, key) for piece in pieces)]
        kept = f"{layout.folder}LICENSES/{key}.txt"
        where = where or [kept] * (kept in files)
        revision = next((piece.revision for piece in own if piece.revision), "")
        model = f"{upstream} (revision {revision})" if revision else upstream
        text = f", whose text is in {where[0].removeprefix(layout.folder)}" if where else ""
        sentences.append(f"What this model has from {model} is under the {title(name)}{text}.")
    return sentences


def _is(piece: Piece, upstream: str, key: str) -> bool:
    return (piece.upstream, piece.key) == (upstream, key)


def _of_own(layout: Layout) -> str:
    if layout.own_license:
        return f"The license of this model's own contributions is stated in {layout.own_license}."
    return "This does not say under which license this model's own contributions are."


def _card(here: list[Piece], text: str) -> str:
    known = _folded(text)
    phrases = [piece.words for piece in here if _folded(piece.words) not in known]
    return "\n\n".join(dict.fromkeys(phrases)) + "\n" if phrases else ""


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line(before: bytes, at: int) -> int:
    """The line before which text is inserted; after an unterminated last line, the next one."""
    unended = at == len(before) > 0 and not before.endswith(b"\n")
    return before[:at].count(b"\n") + 1 + unended


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


def _hunk(path: str, before: bytes | None, at: int, words: str, here: list[Piece]) -> Hunk:
    def joined(values: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(value for value in values if value))

    clauses: dict[str, dict[str, None]] = {}
    for piece in here:
        if piece.clause:
            clauses.setdefault(piece.license, {})[piece.clause] = None

    return Hunk(
        path=path,
        sha256=sha256(before).hexdigest() if before is not None else "",
        at=at,
        line=_line(before or b"", at),
        text=words,
        reason=" ".join(dict.fromkeys(piece.reason for piece in here)),
        clause=joined(f"{license_name} {', '.join(its)}" for license_name, its in clauses.items()),
        source=joined(piece.source for piece in here),
        cures=tuple(dict.fromkeys(piece.finding for piece in here if piece.finding)),
    )
