"""The rules in one file, as JSON that is decoded directly into the nouns, each profile or family on first use.

The wheel contains it. `make` writes one in a checkout; if that is missing or out of date, the first use writes one
into the user's cache. In a checkout it is valid only while its stamp shows that no source file has changed.

The file is a magic line, a line of JSON with the contents and their offsets (`Contents`), then the JSON of each part.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from auditor.errors import RuleError
from auditor.knowledge.origin_tables import LANGUAGES, ModelNames, OriginTable
from auditor.knowledge.release_index import ReleaseIndex
from auditor.knowledge.tables import HubTable
from auditor.knowledge.word_tables import Grammar, Language, NameTable, PhraseTable
from auditor.model import Family, KnownTokenizer, Noun, Profile, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge.rule_files import RuleFiles

_Kind = TypeVar("_Kind", bound=Noun)
Span = tuple[int, int]

_HERE = Path(__file__).parent

_MAGIC = b"rules of auditor, compiled\n"


class Contents(Noun, frozen=True, kw_only=True):
    """The contents of a compiled file, each with its first byte and end, counted from the end of this line."""

    digest: str
    """Of the TOML (`RuleFiles.digest`)."""
    stamp: str
    """Of its source files, in a checkout; "" in a wheel, where they do not change."""
    profile_ids: dict[str, str]
    profiles: dict[str, Span]
    """By key."""
    families: tuple[Span, ...]
    release_index: Span
    rules: Span
    tokenizers: Span
    hub: Span
    languages: Span
    phrases: dict[str, Span]
    """By language."""
    grammar: Span
    names: Span
    origins: dict[str, Span]
    """By language."""
    model_names: Span


class _Rules(Noun, frozen=True, kw_only=True):
    rows: tuple[Rule, ...]


class _Tokenizers(Noun, frozen=True, kw_only=True):
    rows: tuple[KnownTokenizer, ...]


class _Languages(Noun, frozen=True, kw_only=True):
    rows: tuple[Language, ...]


class CompiledRules:
    """The same accessors as `RuleFiles`, from the compiled form."""

    FILE = "rules.bin"

    def __init__(self, data: bytes, place: str) -> None:
        """Raises ValueError if the data are not compiled rules."""
        self._start = data.index(b"\n", len(_MAGIC)) + 1
        if not data.startswith(_MAGIC):
            raise ValueError(place)
        self.contents = Contents.from_json(data[len(_MAGIC) : self._start])
        self._data = data
        self._place = place

    @classmethod
    def read(cls, path: Path, stamp: str = "") -> CompiledRules | None:
        """The compiled rules of a file; None if there is none, or its stamp differs."""
        try:
            return cls.of(path.read_bytes(), str(path), stamp)
        except OSError:
            return None

    @classmethod
    def of(cls, data: bytes, place: str, stamp: str) -> CompiledRules | None:
        """The compiled rules in the data; None if they are something else, or the stamp differs."""
        try:
            made = cls(data, place)
        except ValueError:
            return None
        return made if made.contents.stamp == stamp else None

    @property
    def digest(self) -> str:
        """The digest of the TOML from which it was made."""
        return self.contents.digest

    @property
    def profile_ids(self) -> dict[str, str]:
        """The profile key for every id, in lower case."""
        return self.contents.profile_ids

    @property
    def profile_keys(self) -> tuple[str, ...]:
        """The keys of the profiles, sorted."""
        return tuple(self.contents.profiles)

    @cached_property
    def release_index(self) -> ReleaseIndex:
        """The index of the known releases."""
        return self._part(ReleaseIndex, self.contents.release_index)

    @cached_property
    def tokenizers(self) -> tuple[KnownTokenizer, ...]:
        """The tokenizers of known releases."""
        return self._part(_Tokenizers, self.contents.tokenizers).rows

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every check, by id."""
        return self._part(_Rules, self.contents.rules).rows

    @cached_property
    def hub(self) -> HubTable:
        """Every Hub license id and every known `license_name`."""
        return self._part(HubTable, self.contents.hub)

    @property
    def words(self) -> CompiledRules:
        """The tables of words: `languages`, `phrases`, `grammar`, `names`."""
        return self

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """How each language is recognised."""
        return self._part(_Languages, self.contents.languages).rows

    @cached_property
    def grammar(self) -> Grammar:
        """The function words of all languages."""
        return self._part(Grammar, self.contents.grammar)

    @cached_property
    def names(self) -> NameTable:
        """The names of licenses."""
        return self._part(NameTable, self.contents.names)

    def phrases(self, language: str) -> PhraseTable:
        """The phrases of a language."""
        return self._part(PhraseTable, self.contents.phrases[language])

    def origins(self, language: str) -> OriginTable:
        """The phrases of a language for what a model was made from."""
        return self._part(OriginTable, self.contents.origins[language])

    @cached_property
    def model_names(self) -> ModelNames:
        """How the names of models are distinguished from other words."""
        return self._part(ModelNames, self.contents.model_names)

    def profile(self, key: str) -> Profile:
        """The profile of that key."""
        return self._part(Profile, self.contents.profiles[key])

    def family(self, number: int) -> Family:
        """The family at that index among all of them, sorted by key."""
        return self._part(Family, self.contents.families[number])

    def _part(self, kind: type[_Kind], span: Span) -> _Kind:
        try:
            return kind.from_json(self._data[self._start + span[0] : self._start + span[1]])
        except ValueError as error:
            msg = f"{self._place}: not the rules of this version of auditor: {error}"
            raise RuleError(msg, tip="Remove that file, or reinstall auditor.") from error


def compiled(files: RuleFiles, stamp: str = "") -> bytes:
    """The compiled form; raises RuleError if the TOML is malformed."""
    body = bytearray()

    def put(data: object, noun: Noun) -> Span:
        written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        if not _reads_as(written, noun):
            msg = f"{type(noun).__name__} {getattr(noun, 'key', '')}: a value is not of the type that its field has"
            raise RuleError(msg, tip="Write true for 'yes', 1 for '1'; see rules/README.md.")
        start = len(body)
        body.extend(written)
        return start, len(body)

    families = [files.family(number) for number in range(len(files.release_index.families))]
    words = files.words
    rules = sorted(files.rule_tables, key=lambda table: str(table["id"]))
    contents = Contents(
        digest=files.digest,
        stamp=stamp,
        profile_ids=dict(files.profile_ids),
        profiles={key: put(files.profile_table(key), files.profile(key)) for key in files.profile_keys},
        families=tuple(put(table, family) for table, family in zip(files.family_tables, families, strict=True)),
        release_index=put(files.release_index.to_plain(), files.release_index),
        rules=put({"rows": rules}, _Rules(rows=files.rules)),
        tokenizers=put({"rows": files.tokenizer_tables}, _Tokenizers(rows=files.tokenizers)),
        hub=put(files.hub_tables, files.hub),
        languages=put({"rows": words.language_tables}, _Languages(rows=words.languages)),
        phrases={
            language.name: put(words.phrase_table(language.name), words.phrases(language.name))
            for language in words.languages
        },
        grammar=put(words.grammar_table, words.grammar),
        names=put(words.name_table, words.names),
        origins={language: put(words.origin_files.table(language), words.origins(language)) for language in LANGUAGES},
        model_names=put(words.origin_files.name_table, words.model_names),
    )
    return b"".join((_MAGIC, contents.to_json(), b"\n", body))


def _reads_as(written: bytes, noun: Noun) -> bool:
    """Whether the JSON decodes to the noun: validation accepts 'yes' for true, decoding does not."""
    try:
        return type(noun).from_json(written) == noun
    except ValueError:
        return False


def of_checkout(files: RuleFiles) -> CompiledRules:
    """The compiled rules of a checkout: from `make`, otherwise from the user's cache, which is filled if necessary."""
    from auditor.disk_cache import Store, default_place  # noqa: PLC0415 - an installed auditor does not need it

    try:
        stamp = stamp_of(files.root)
    except OSError as error:
        msg = f"{files.root}: cannot be read: {error.strerror}"
        raise RuleError(msg, tip="Reinstall auditor.") from error
    made = CompiledRules.read(built(files.root), stamp)
    if made is not None:
        return made
    store, place = Store(default_place()), "the user's cache"
    cached = store.get("rules", stamp)
    made = CompiledRules.of(cached, place, stamp) if cached is not None else None
    if made is not None:
        return made
    data = compiled(files, stamp)
    store.put(data, "rules", stamp)
    return CompiledRules(data, place)


def built(root: Path) -> Path:
    """Where `make` writes the compiled rules of a checkout."""
    return root.parent / ".compiled" / CompiledRules.FILE


def stamp_of(root: Path) -> str:
    """A digest of the paths, sizes and modification times on which the compiled form depends: the TOML and the code."""
    total = hashlib.sha256()
    for folder, suffix in (
        (root, ".toml"),
        (_HERE, ".py"),
        (_HERE.parent / "model", ".py"),
        (_HERE.parent / "phrases", ".py"),
    ):
        for path, status in sorted(_files(str(folder), suffix)):
            total.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return total.hexdigest()


def _files(folder: str, suffix: str) -> Iterator[tuple[str, os.stat_result]]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, suffix)
        elif entry.name.endswith(suffix):
            yield entry.path, entry.stat()
