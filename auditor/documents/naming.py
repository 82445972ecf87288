"""The model's name, and the source of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.flatten import text_of
from auditor.model import DocumentKind, Location, NameSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Document, FileEntry, Source

LONGEST_NAME = 80

_GIT_CONFIG = ".git/config"
_LARGEST_GIT_CONFIG = 64 * 1024
_REMOTE = (
    r"(?a)\s*url\s*=\s*(?:[a-z+]{1,9}://)?(?:[^\s/@]{0,256}@)?(?:huggingface\.co|hf\.co)[:/]([\w.-]+/[\w.-]+)/?\s*"
)
_SECTION = r'\s*\[remote "([^"\n]*)"\]'
_CODE = ("```", "~~~")
_HEADING = r" {0,3}# +(.+)"
_HTML_HEADING = r"(?i)<h1[^<>]*>(.+?)</h1>"
_UNDERLINE = r" {0,3}=+\s*"
_FRAME = r"(?i)^model ?card(?: ?:| for\b| of\b| -(?= ))|(?: ?[-:])? ?model ?card$"
_DASHES = {0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2014: "-"}
_WORD = r"(?a)[A-Za-z0-9][\w.+/-]*"
_MOST_WORDS = 5
_LONGEST_LINE = 400
_HEADING_LINES = 300
_COMMON = frozenset(
    """
    a about abstract acknowledgements all an and announcement are at by card citation contents description
    disclaimer download evaluation example examples features for from getting guide highlights how in info
    information install installation intro introduction is it key license links main model models my new news
    note notes of on open our overview performance quick quickstart readme requirements results started summary
    table the this title to training tutorial updates usage use using uses welcome what why with you your
    """.split()  # noqa: SIM905 - a hundred quoted words would hide the words
)


class Name(NamedTuple):
    """A name and its source; all None if unknown."""

    name: str | None
    source: NameSource | None
    location: Location | None = None


def name_of(source: Source, documents: Sequence[Document], files: Sequence[FileEntry], *, given: str | None) -> Name:
    """The model's name, from the first source that has one.

    The user's option; the cache folder; the remote of a clone; a card's `model_name`; the name of a target that
    is one GGUF file; a card's first heading, if it looks like a name. Never the directory's own name, which
    was chosen by the person who downloaded it.
    """
    if given:
        return Name(given, NameSource.GIVEN)
    if source.name:
        return Name(source.name, source.name_source)
    cards = _cards(documents)
    own = [card for card in cards if not card.texts("quantized_by")]  # its model_name is the original's
    named = (
        _remote(source, files)
        or _field(own, "model_name", NameSource.MODEL_NAME)
        or _field(cards, "model-index.0.name", NameSource.MODEL_INDEX)
    )
    if named is None and len(files) == 1:
        headers = [document for document in documents if document.kind is DocumentKind.GGUF]
        named = _field(headers, "general.name", NameSource.GGUF_NAME)
    return named or next((name for card in cards if (name := _heading(card))), Name(None, None))


def _cards(documents: Sequence[Document]) -> list[Document]:
    """The cards nearest to the target, README.md before its translations."""
    cards = [document for document in documents if document.kind is DocumentKind.CARD]
    depth = min((card.path.count("/") for card in cards), default=0)
    nearest = [card for card in cards if card.path.count("/") == depth]
    return sorted(nearest, key=lambda card: (not card.path.lower().endswith("readme.md"), card.path))


def _field(documents: Sequence[Document], key: str, source: NameSource) -> Name | None:
    for document in documents:
        for text, line in document.texts(key):
            if len(text) <= LONGEST_NAME and "\n" not in text:
                return Name(text, source, document.at(line, key=key))
    return None


def _remote(source: Source, files: Sequence[FileEntry]) -> Name | None:
    """The Hub repository that a clone came from, `origin` before other remotes."""
    if all(file.path != _GIT_CONFIG for file in files):
        return None
    try:
        data = source.read(_GIT_CONFIG, limit=_LARGEST_GIT_CONFIG)
    except OSError:
        return None
    remote = ""
    remotes: dict[str, str] = {}
    for line in data.decode("utf-8", "replace").split("\n"):
        if len(line) > _LONGEST_LINE:
            continue
        if line.lstrip().startswith("["):
            section = re.match(_SECTION, line)
            remote = section[1] if section else ""
        elif remote and (url := re.fullmatch(_REMOTE, line)):
            remotes.setdefault(remote, url[1].removesuffix(".git"))
    first = remotes.get("origin") or next(iter(remotes.values()), None)
    return Name(first, NameSource.GIT_REMOTE, Location(path=_GIT_CONFIG)) if first else None


def _heading(card: Document) -> Name | None:
    """The card's first heading of the first level, if it looks like a name."""
    lines = card.text.split("\n")[card.body_line - 1 :][:_HEADING_LINES]
    in_code = False
    for place, line in enumerate(lines):
        if line.lstrip().startswith(_CODE):
            in_code = not in_code
        if in_code or len(line) > _LONGEST_LINE:
            continue
        heading = re.match(_HEADING, line) or re.search(_HTML_HEADING, line)
        text = heading[1] if heading else ""
        if not heading and line.strip() and place + 1 < len(lines) and re.fullmatch(_UNDERLINE, lines[place + 1]):
            text = line
        if text:
            name = clean_heading(text)
            return Name(name, NameSource.HEADING, card.at(card.body_line + place)) if name else None
    return None


def clean_heading(text: str) -> str | None:
    """The model's name in a heading; None if it is a sentence or a section title."""
    text = re.sub(r"!\[[^\]\[]*\]\([^()\s]*\)", " ", text)
    text = re.sub(r"\[([^\]\[]*)\]\([^()\s]*\)", r"\1", text)
    text = re.sub(r"<[^<>]*>", " ", text)
    text = re.sub(r"(?<!\w)_+|_+(?!\w)|[*`~\\\"]|#+\s*$", "", text)
    text = "".join(
        character if character.isascii() or character.isalnum() else " "
        for character in text_of(text).translate(_DASHES)
    )
    framed = " ".join(text.split())
    text = re.sub(_FRAME, "", framed).strip(" :-")
    words = text.split()
    if not words or len(text) > LONGEST_NAME or len(words) > _MOST_WORDS:
        return None
    if not all(re.fullmatch(_WORD, word) for word in words) or any(word.lower() in _COMMON for word in words):
        return None
    names_a_model = framed != text and len(words) > 1
    versioned = len(words) == 1 or any(character.isdigit() for word in words[1:] for character in word)
    return text if names_a_model or versioned else None
