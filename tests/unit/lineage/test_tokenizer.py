"""What a tokenizer is, from every file that carries one, and when two are the same."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.documents.vocabularies import LARGEST
from auditor.lineage.bytes.tokenizer import LEAST, Sameness, Tokenizer, compare, find, read
from auditor.model import FileEntry, Unread, UnreadReason
from support.memory import MemorySource
from support.tokenizers import ADDED, MERGES, WORDS, gguf, sentencepiece, tokenizer_json, unigram_json


def took(files: dict[str, str | bytes], path: str = "") -> Tokenizer:
    source = MemorySource(files)
    result = read(source, path or find(source)[0])
    assert isinstance(result, Tokenizer), result
    return result


CARRIERS: dict[str, dict[str, str | bytes]] = {
    "tokenizer.json": {"tokenizer.json": tokenizer_json()},
    "unigram": {"tokenizer.json": unigram_json()},
    "vocab.json": {"vocab.json": json.dumps({word: number for number, word in enumerate(WORDS)})},
    "vocab.txt": {"vocab.txt": "\n".join(WORDS) + "\n"},
    "sentencepiece": {"tokenizer.model": sentencepiece()},
    "gguf": {"model-Q4.gguf": gguf()},
}


@pytest.mark.parametrize("name", CARRIERS)
def test_every_carrier_of_one_vocabulary_gives_the_same_tokenizer(name: str) -> None:
    tokenizer = took(CARRIERS[name])
    likeness = compare(took(CARRIERS["tokenizer.json"]), tokenizer)
    assert (likeness.sameness, likeness.ratio, likeness.smaller) == (Sameness.SAME, 1.0, 2_000)
    assert tokenizer.tokens["word7"] == 7


@pytest.mark.parametrize("name", ["tokenizer.json", "sentencepiece", "gguf"])
def test_added_tokens_are_known_with_their_ids(name: str) -> None:
    assert took(CARRIERS[name]).added == ADDED


def test_merges_are_the_same_however_they_are_spelled() -> None:
    pairs = json.loads(tokenizer_json())
    pairs["model"]["merges"] = [merge.split(" ") for merge in MERGES]
    beside = {**CARRIERS["vocab.json"], "merges.txt": "#version: 0.2\n" + "\n".join(MERGES) + "\n"}
    digests = {
        took({"tokenizer.json": json.dumps(pairs)}).merges_sha256,
        took(beside).merges_sha256,
        took(CARRIERS["gguf"]).merges_sha256,
    }
    assert digests == {took(CARRIERS["tokenizer.json"]).merges_sha256}
    assert took(CARRIERS["vocab.txt"]).merges_sha256 == ""


def test_the_chat_template_beside_it_counts_apart() -> None:
    plain = tokenizer_json()
    tokenizer = took({"tokenizer.json": plain, "tokenizer_config.json": '{"chat_template": "A"}'})
    same = took({"tokenizer.json": plain, "chat_template.jinja": "A"})
    other = took({"tokenizer.json": plain, "tokenizer_config.json": '{"chat_template": "B"}'})
    without = took({"tokenizer.json": plain, "tokenizer_config.json": "not json"})
    assert [compare(tokenizer, each).same_template for each in (same, other, without)] == [True, False, None]
    assert {each.vocabulary_sha256 for each in (tokenizer, same, other, without)} == {tokenizer.vocabulary_sha256}


def test_an_extended_tokenizer_is_the_same_and_names_what_it_adds() -> None:
    more = (*ADDED, (2_002, "<image>"))
    likeness = compare(took({"tokenizer.json": tokenizer_json(added=more)}), took(CARRIERS["tokenizer.json"]))
    assert likeness.sameness is Sameness.SAME
    assert (likeness.only_one, likeness.only_other) == (("<image>",), ())


def test_an_added_token_that_the_other_holds_in_its_vocabulary_is_not_lacking_there() -> None:
    whole = took({"vocab.txt": "\n".join((*WORDS, "<s>"))})
    likeness = compare(took(CARRIERS["tokenizer.json"]), whole)
    assert (likeness.sameness, likeness.only_one, likeness.only_other) == (Sameness.SAME, ("</s>",), ())


def test_the_same_tokens_under_other_ids_are_another_tokenizer() -> None:
    shifted = ("<pad>", *WORDS)
    likeness = compare(took({"tokenizer.json": tokenizer_json(words=shifted)}), took(CARRIERS["tokenizer.json"]))
    assert (likeness.sameness, likeness.equal_ids) == (Sameness.DIFFERENT, 0)


@pytest.mark.parametrize(
    ("kept", "sameness"),
    [(1_801, Sameness.SAME), (1_800, Sameness.UNCLEAR), (40, Sameness.UNCLEAR), (39, Sameness.DIFFERENT)],
)
def test_the_rule_is_about_the_share_of_equal_ids(kept: int, sameness: Sameness) -> None:
    changed = (*WORDS[:kept], *(f"other{number}" for number in range(2_000 - kept)))
    likeness = compare(took({"tokenizer.json": tokenizer_json(words=changed)}), took(CARRIERS["tokenizer.json"]))
    assert (likeness.equal_ids, likeness.sameness) == (kept, sameness)


def test_so_few_tokens_that_all_alphabets_are_alike_show_nothing() -> None:
    letters = took({"tokenizer.json": tokenizer_json(words=WORDS[: LEAST - 1])})
    assert compare(letters, letters).sameness is Sameness.UNCLEAR


def test_of_several_files_in_a_folder_the_one_that_says_most_is_taken() -> None:
    files: dict[str, str | bytes] = {
        "vocab.json": "{}",
        "tokenizer.json": "{}",
        "tokenizer.model": "",
        "a/vocab.txt": "",
        "a/spiece.model": "",
        "b/x-Q8.gguf": b"",
        "b/x-Q4.gguf": b"",
        "c/tokenizer_config.json": "{}",
        ".cache/tokenizer.json": "{}",
    }
    assert find(MemorySource(files)) == ("a/vocab.txt", "b/x-Q4.gguf", "tokenizer.json")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"tokenizer.json": ""}, UnreadReason.EMPTY),
        ({"tokenizer.json": "[" * 100_000}, UnreadReason.MALFORMED),
        ({"tokenizer.json": "{}"}, UnreadReason.MALFORMED),
        ({"tokenizer.json": '{"model": {"vocab": {"a": "b", "c": -1, "d": 1e3}}}'}, UnreadReason.MALFORMED),
        ({"tokenizer.json": "[" + "1," * 8_000_001 + "1]"}, UnreadReason.TOO_LARGE),
        ({"tokenizer.model": "IQ== 0\nIg== 1\n"}, UnreadReason.MALFORMED),
        ({"tokenizer.model": b"version https://git-lfs.github.com/spec/v1\n"}, UnreadReason.LFS_POINTER),
        ({"m.gguf": b"GGUF" + struct.pack("<IQQ", 3, 0, 2**40)}, UnreadReason.MALFORMED),
    ],
)
def test_what_holds_no_tokens_is_told_as_unread(files: dict[str, str | bytes], reason: UnreadReason) -> None:
    path = next(iter(files))
    result = read(MemorySource(files), path)
    assert isinstance(result, Unread)
    assert (result.path, result.reason, result.matters) == (path, reason, False)


def test_a_file_beyond_the_cap_and_one_that_is_gone_are_told() -> None:
    class Endless(MemorySource):
        def read(self, path: str, *, limit: int, start: int = 0) -> bytes:  # noqa: ARG002 - the protocol's words
            return b" " * limit

        def files(self) -> tuple[FileEntry, ...]:
            return (FileEntry(path="vocab.txt", size=2 * LARGEST),)

    large, gone = read(Endless({}), "vocab.txt"), read(MemorySource({}), "vocab.txt")
    assert isinstance(large, Unread)
    assert isinstance(gone, Unread)
    assert (large.reason, gone.reason) == (UnreadReason.TOO_LARGE, UnreadReason.FAILED)


def test_tokens_that_nothing_can_write_are_spelled_out() -> None:
    tokenizer = took({"tokenizer.json": '{"model": {"vocab": {"\\ud800": 0, "é": 1}}}'})
    assert tokenizer.tokens == {"\\ud800": 0, "é": 1}


NAMES = (
    "tokenizer.json",
    "vocab.json",
    "merges.txt",
    "vocab.txt",
    "tokenizer.model",
    "m.gguf",
    "tokenizer_config.json",
)
KEYS = st.sampled_from(["model", "vocab", "merges", "added_tokens", "content", "id", "a"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_make_reading_raise(content: bytes) -> None:
    source = MemorySource(dict.fromkeys(NAMES, content))
    for name in NAMES:
        assert isinstance(read(source, name), Tokenizer | Unread)
