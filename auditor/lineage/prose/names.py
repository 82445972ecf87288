"""Names of models in a text: by id, by link, as code, by a known family, and whatever looks like one."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from auditor.lineage.hub_ids import HUB_ID, hub_address, hub_id, is_of_terms, leaked_id
from auditor.lineage.releases import releases_of
from auditor.model.cuts import Cuts
from auditor.patterns import letters, regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.documents.markdown import Block
    from auditor.documents.markdown.blocks import Link
    from auditor.knowledge import Knowledge

_CHUNK = regex(r"(?<![\w/@#:.-])[A-Za-z][\w.]{0,60}(?:[-/][A-Za-z0-9][\w.]{0,60}){0,12}", re.ASCII)
"""A word written without a space."""
_ID = regex(rf"(?<![\w/.:@-]){HUB_ID.pattern}(?![\w/])", re.ASCII)
_NEXT = regex(r" (?P<word>[A-Za-z0-9][\w.]{0,24}(?:[-/][A-Za-z0-9][\w.]{0,24}){0,4})", re.ASCII)
_NUMBER = regex(r"[vV]?\d[\d.]*(?:[bBmMkK]|x\d+[bB])?(?:[-/][\w.-]+)?|\d+(?:\.\d+)?[bBmM][-\w.]*|[A-Z]\d+", re.ASCII)
_SIZE = regex(r"(?i)(?<![\w.])\d+(?:\.\d+)?[bm]\b")
_ADDRESS = regex(r"https?://[^\s)>\]\"'\u3001\u3002\uff09\uff0c]{3,300}")
_DISTILLED, _SIZE_AFTER = "distilled", regex(r" \d+(?:\.\d+)?[bBmM]\b")
"""`NLLB-200 distilled 600M`: before a size it is a variant; elsewhere it says what was done."""
_OF_A_LICENSE = regex(r"(?i)\s+(?:community\s+)?licen[sc]e\b")
"""After the name of a model: that of its license."""
_HYPHENS = 2
"""The fewest hyphens in a release's name that identifies it by itself: `sd-vae-ft-mse`."""
_LICENSE = regex(r"(?i)licen[sc]e|lizenz|licencia|licença")
_FILE = regex(
    r"(?i)\.(?:py|md|rst|json|ya?ml|toml|txt|sh|js|ts|rs|cpp|h|ipynb|csv|html?|pdf|png|jpe?g|svg|git|cfg|ini)$"
)
_WEIGHTS_FILE = regex(r"(?i)\.(?:pth?|ckpt|safetensors|gguf|onnx|bin)$")
_OF_DATA = regex(r"(?i)https?://(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/(?:datasets|spaces)/")
_MODELSCOPE = regex(rf"https?://(?:www\.)?modelscope\.(?:cn|ai)/models/({HUB_ID.pattern})", re.ASCII)
_VARIANT = regex(r" ?\(([A-Za-z][\w.-]{2,40})\)", re.ASCII)
"""A remark on which of the models of a project is meant: `https://… (dpt_large)`."""
_CODE_HOST = regex(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)/[\w.-]+/([\w.-]+)", re.ASCII)
_AND = frozenset(
    ("and", "or", "input", "train", "read", "client", "his", "he", "km", "tcp", "linux", "cpu", "yes", "true")
)
_SMALL = frozenset(
    (
        "base",
        "small",
        "medium",
        "large",
        "tiny",
        "mini",
        "nano",
        "instruct",
        "chat",
        "turbo",
        "xl",
        "xxl",
        "uncased",
        "cased",
        "hf",
        "deduped",
    )
)
_LONGEST = 96
_SHORTEST, _LONGEST_WORD = 3, 60
"""The fewest and most characters of a word that counts as a name because it looks like one."""
_MOST = 200
"""Most names of one block."""
_CACHE_SIZE = 4_000
"""How many classified words are cached."""
_LONGEST_BLOCK = 600
"""Characters of the longest block whose names are cached."""


class Name(NamedTuple):
    """A stretch of the text that names a model.

    `id` is its id on a hub, "" if the text has none. `known` is whether nothing but a name looks like that.
    `doubtful` is whether the words and their link name two different models.
    """

    start: int
    end: int
    text: str
    id: str = ""
    known: bool = True
    doubtful: bool = False


def names_in(
    block: Block, knowledge: Knowledge, own: frozenset[str] = frozenset(), cuts: Cuts | None = None
) -> tuple[Name, ...]:
    """The names of models in a block, in order and disjoint, except the model's own in `own` (as `letters`)."""
    short = len(block.text) <= _LONGEST_BLOCK
    every = _cached if short else _all
    names: list[Name] = []
    taken: list[tuple[int, int]] = []
    for name in every(block.text, block.links, block.marked, knowledge):
        if any(name.start < end and start < name.end for start, end in taken):
            continue
        taken.append((name.start, name.end))
        if not name.id and _OF_A_LICENSE.match(block.text, name.end):
            continue  # "the Llama 3.1 Community License" is no model
        if name.text and (name.id or model_letters(name.text) not in own):
            names.append(name)
        if (cuts or Cuts()).full(len(names), _MOST, "names of models in one passage"):
            break
    return tuple(sorted(names))


@lru_cache(maxsize=128)
def _cached(
    text: str, links: tuple[Link, ...], marked: tuple[tuple[int, int], ...], knowledge: Knowledge
) -> tuple[Name, ...]:
    """What may be a name in a short block; cached, as cards are written from the same few templates."""
    return tuple(_all(text, links, marked, knowledge))


def _all(
    text: str, links: tuple[Link, ...], marked: tuple[tuple[int, int], ...], knowledge: Knowledge
) -> Iterator[Name]:
    """What may be a name, the most certain first; an entry without text is a place where there is no name."""
    words = _words(knowledge)
    for link in links:
        linked = _linked(text, link.start, link.end, link.target, words)
        yield linked or _no_name(text, link.start, link.end, link.target, words)
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:)")
        yield _linked(text, *match.span(), address, words) or Name(*match.span(), "")
    for match in _ID.finditer(text) if "/" in text else ():
        name = _by_id(match, words)
        if name is not None:
            yield name
    for start, end in marked:
        written = text[start:end].strip()
        if _CHUNK.fullmatch(written) and _like_a_name(written, words) and not _FILE.search(written):
            yield Name(start, end, written, known=words.family(written))
    for match in words.phrases_pattern.finditer(text):
        end = _extended(text, match.end(), words)
        if end > match.end() or match[0][:1].isupper() or re.search(r"\d", match[0]):
            yield Name(match.start(), end, text[match.start() : end])
    yield from _chunks(text, words)


def _chunks(text: str, words: _Words) -> Iterator[Name]:
    """Words that begin with a known family, or look like a name."""
    for match in _CHUNK.finditer(text):
        written = match[0].rstrip(".")
        looks = words.looks(written)
        if looks is not _Looks.NOTHING:
            yield from _chunk(text, match.start(), written, looks, words)


def _no_name(text: str, start: int, end: int, target: str, words: _Words) -> Name:
    """The place of a link that does not lead to a model; its words may still name one.

    They do if the link leads nowhere else, or if they are a known family and a number: whoever links the page of a
    project or of a paper means the model.
    """
    leads_on = target[:4].lower() == "http" and (
        _OF_DATA.match(target) is not None or not words.numbered(text[start:end])
    )
    return Name(start, end if leads_on else start, "")


class _Looks(Enum):
    """What a word written without a space looks like."""

    NOTHING = auto()
    FAMILY = auto()
    """A name that begins with a known family."""
    ORDINARY = auto()
    """A family whose name is also an everyday word."""
    NAME = auto()
    SIZED_NAME = auto()


class _Words:
    """The prepared tables; each distinct word is classified once."""

    def __init__(self, knowledge: Knowledge) -> None:
        names = knowledge.model_names
        self._releases = releases_of(knowledge)
        self._seen: dict[str, _Looks] = {}
        self.families, self.everyday = names.families, names.everyday
        self.variants, self.not_names = names.variants, names.not_names
        phrases_pattern = "|".join(re.escape(phrase).replace(r"\ ", "[ -]") for phrase in names.phrases)
        self.phrases_pattern = regex(rf"(?i)(?<![\w-])(?:{phrases_pattern})(?![\w])(?:[-.][\w.-]+)?")

    def looks(self, written: str) -> _Looks:
        """What a word looks like by itself."""
        known = self._seen.get(written)
        if known is None:
            if len(self._seen) >= _CACHE_SIZE:
                self._seen.clear()
            known = self._seen[written] = self._classify(written)
        return known

    def _classify(self, written: str) -> _Looks:
        if written.lower() in self.not_names or _FILE.search(written) or _LICENSE.search(written):
            return _Looks.NOTHING
        if self.family(written):
            return _Looks.FAMILY
        if self.ordinary(written) and written[:1].isupper():
            return _Looks.ORDINARY
        if self.released(written):
            return _Looks.SIZED_NAME
        if not _like_a_name(written, self):
            return _Looks.NOTHING
        return _Looks.SIZED_NAME if _SIZE.search(written.replace("-", " ")) else _Looks.NAME

    def family(self, chunk: str) -> bool:
        """Whether a word begins with a family name that has no other meaning."""
        low = chunk.lower()
        if low in self.families:
            return True
        first = re.split(r"[-_/]", low, maxsplit=1)[0]
        return first in self.families or re.sub(r"[\d.]+[a-z]?$", "", first) in self.families

    def released(self, written: str) -> bool:
        """Whether it is the id of a known release, or its name of phrases_pattern words that means nothing else."""
        if "/" in written:
            return written.lower() in self._releases.by_id
        return written.count("-") >= _HYPHENS and self._releases.called(written) is not None

    def numbered(self, written: str) -> bool:
        """Whether it begins with a family name that has no other meaning, and has a number."""
        written = written.strip()
        chunk = _CHUNK.match(written)
        begins = self.phrases_pattern.match(written) is not None or (chunk is not None and self.family(chunk[0]))
        return begins and re.search(r"\d", written) is not None

    def ordinary(self, chunk: str) -> bool:
        """Whether it begins with a family whose name is also an everyday word."""
        first = re.split(r"[-_/]", chunk.lower(), maxsplit=1)[0]
        return first in self.everyday or re.sub(r"[\d.]+[a-z]?$", "", first) in self.everyday


@lru_cache(maxsize=4)
def _words(knowledge: Knowledge) -> _Words:
    return _Words(knowledge)


def _linked(text: str, start: int, end: int, target: str, words: _Words) -> Name | None:
    """The model to which a link leads; on a code host, by the weight file or the name of the project."""
    written = text[start:end].strip()
    if is_of_terms(written, target):
        return None
    place = _MODELSCOPE.match(target)
    model = place[1] if place else hub_address(target.rstrip(".,;:"))
    if model:
        other = hub_id(written) or (written if words.family(written) and " " not in written else "")
        differs = bool(other) and model_letters(other.rpartition("/")[2]) not in model_letters(model)
        doubtful = differs and bool(re.search(r"\d", other))
        return Name(start, end, written, model, doubtful=doubtful)
    last = target.rstrip("/").rpartition("/")[2]
    if _WEIGHTS_FILE.search(last):
        return Name(start, end, _WEIGHTS_FILE.sub("", last)[:_LONGEST])
    project = _CODE_HOST.match(target)
    if project:
        called = _CHUNK.fullmatch(written) is not None and words.family(written)
        project_name = written if called else project[1].removesuffix(".git")
        if not words.family(project_name):
            return None
        variant = _VARIANT.match(text, end)
        whole = f"{project_name} {variant[1]}" if variant else project_name
        return Name(start, end, whole[:_LONGEST], known=True)
    return None


def _by_id(match: re.Match[str], words: _Words) -> Name | None:
    """A model id without an address; None for `q_proj/v_proj` and `outputs/run-1`."""
    written = match[0].rstrip(".")
    organisation, _, model = written.partition("/")
    if _FILE.search(written) or organisation.lower() in _AND or model.lower() in _AND or leaked_id(written) != written:
        return None
    if not re.search(r"[A-Za-z]{2}", model):
        return None
    telling = bool(re.search(r"\d", model)) or words.released(written)
    if not telling and not words.family(model) and "-" not in written:
        return None
    return Name(match.start(), match.start() + len(written), written, written, known=telling or words.family(model))


def _chunk(text: str, start: int, written: str, looks: _Looks, words: _Words) -> Iterator[Name]:
    """The name that a classified word begins, if it is one."""
    end = start + len(written)
    if looks in (_Looks.NAME, _Looks.SIZED_NAME):
        yield Name(start, end, written, known=looks is _Looks.SIZED_NAME)
        return
    further = _extended(text, end, words)
    if looks is _Looks.FAMILY or further > end or re.search(r"\d", written) or "-" in written:
        yield Name(start, further, text[start:further])


def _like_a_name(written: str, words: _Words) -> bool:
    """Whether it has a capital, and a digit, hyphen or inner capital; in lower case only with a digit and a hyphen."""
    if written.lower() in words.not_names or not _SHORTEST <= len(written) <= _LONGEST_WORD:
        return False
    if words.family(written):
        return True
    digit, hyphen = re.search(r"\d", written) is not None, "-" in written
    if written.islower():
        return digit and hyphen
    inner = re.search(r"[a-z][A-Z]", written) is not None
    parts = written.split("-")
    hyphen = hyphen and all(part[:1].isupper() or part[:1].isdigit() for part in parts)
    return any(letter.isupper() for letter in written) and (digit or hyphen or inner)


def _extended(text: str, end: int, words: _Words) -> int:
    """Where the name ends: numbers, sizes and words of a variant continue it."""
    while (following := _NEXT.match(text, end)) is not None:
        word = following["word"].rstrip(".")
        low = word.lower()
        head = re.split(r"[-/]", low, maxsplit=1)[0]
        capital = word[:1].isupper() or word[:1].isdigit()
        if low == _DISTILLED and _SIZE_AFTER.match(text, following.end()):
            end = following.end()
            continue
        if not (_NUMBER.fullmatch(word) or low in _SMALL or (head in words.variants and capital) or head in _SMALL):
            break
        end = following.start("word") + len(word)
    return end


def model_letters(name: str) -> str:
    """The letters of a model's name for comparison, without "meta-", which only some write."""
    return letters(name.lower().removeprefix("meta-"))
