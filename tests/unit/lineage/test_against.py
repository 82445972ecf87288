"""Two sources beside each other: which evidence, in which words."""

from __future__ import annotations

import itertools
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tensors import noise, onnx, safetensors, weights
from test_tokenizer import ADDED, WORDS, tokenizer_json

from auditor.lineage.bytes import comparison as module
from auditor.lineage.bytes.comparison import LEAST_FILE, against, compare, edge_of, with_edge
from auditor.model import Evidence, FileEntry, Location, Relation, Rung, Unread, UnreadReason
from auditor.model.budget import Budget
from support.memory import MemorySource

NEVER = ("copied", "stolen", "infring", "plagiar", "theft")


def large(seed: int) -> bytes:
    return random.Random(seed).randbytes(LEAST_FILE)


def source(files: dict[str, str | bytes], name: str | None = None) -> MemorySource:
    return MemorySource(files, name=name, target="parent-dir")


def evidence_of(mine: dict[str, str | bytes], theirs: dict[str, str | bytes]) -> tuple[Evidence, ...]:
    evidence = against(source(mine), source(theirs, "org/parent"))
    assert not [word for word in NEVER for item in evidence if word in item.says.lower()]
    return evidence


def test_an_equal_file_is_told_with_both_paths_and_its_digest() -> None:
    evidence = evidence_of({"sub/mine.bin": large(1), "other.bin": large(2)}, {"theirs.bin": large(1)})
    assert [(item.rung, item.location) for item in evidence] == [(Rung.EQUAL_FILE, Location(path="sub/mine.bin"))]
    assert evidence[0].says.startswith("sub/mine.bin is the same file as theirs.bin of org/parent (sha256 ")
    assert len(evidence[0].quote) == len("sha256 ") + 64


def test_a_source_without_a_name_is_called_as_it_was_given() -> None:
    evidence = against(source({"a.bin": large(1)}), source({"b.bin": large(1)}))
    assert "b.bin of parent-dir" in evidence[0].says


@pytest.mark.parametrize("path", ["LICENSE", "config.json", "optimizer.pt", "training_args.bin", "notes.txt"])
def test_equal_files_that_are_no_weights_show_nothing(path: str) -> None:
    assert evidence_of({path: large(1)}, {path: large(1)}) == ()


def test_small_equal_files_show_nothing() -> None:
    assert evidence_of({"mel.bin": large(1)[:-1]}, {"mel.bin": large(1)[:-1]}) == ()


def test_equal_tensors_under_another_header_are_counted_and_named() -> None:
    mine = safetensors(weights(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), format="pt")
    theirs = safetensors(weights(2, 4, 6, 8, 31, 32, 33, 34, 35, 36, prefix="block"), format="mlx")
    evidence = evidence_of({"model.safetensors": mine}, {"m/w.safetensors": theirs})
    assert [item.rung for item in evidence] == [Rung.EQUAL_FILE]
    says = "4 of 10 tensors of model.safetensors are equal to tensors in m/w.safetensors of org/parent: "
    assert evidence[0].says.startswith(says + "layer.2.weight, layer.4.weight, layer.6.weight, … (")
    assert evidence[0].quote == "layer.2.weight, layer.4.weight, layer.6.weight, layer.8.weight"


def test_the_tensors_of_an_equal_file_are_not_told_again() -> None:
    same = safetensors(weights(*range(10)))
    evidence = evidence_of({"m.safetensors": same}, {"m.safetensors": same})
    assert [item.says.split(" (")[0] for item in evidence] == [
        "m.safetensors is the same file as m.safetensors of org/parent"
    ]


def test_two_equal_tensors_are_too_few() -> None:
    mine, theirs = weights(1, 2, *range(10, 20)), weights(1, 2, *range(20, 30))
    assert evidence_of({"model.safetensors": safetensors(mine)}, {"model.safetensors": safetensors(theirs)}) == ()


def test_equal_tensors_are_counted_over_all_shards() -> None:
    mine = {
        f"model-{seed}.safetensors": safetensors(weights(seed, *range(seed * 10, seed * 10 + 9))) for seed in (1, 2, 3)
    }
    theirs = safetensors(weights(1, 2, 3, *range(90, 99)))
    evidence = evidence_of(dict(mine), {"model.safetensors": theirs})
    assert [item.quote for item in evidence] == ["layer.1.weight", "layer.2.weight", "layer.3.weight"]
    assert [item.location and item.location.path for item in evidence] == sorted(mine)


def test_norms_biases_and_a_fixed_front_end_show_nothing() -> None:
    shared = {
        "norm.weight": ("F32", (2_048,), noise(1)),
        "stft.basis": ("F32", (64, 32), noise(2)),
        "position_embeddings.weight": ("F32", (64, 32), noise(3)),
        "ones.weight": ("F32", (64, 32), b"\0\0\x80\x3f" * 2_048),
    }
    mine, theirs = {**shared, **weights(*range(10, 20))}, {**shared, **weights(*range(20, 30))}
    assert evidence_of({"m.safetensors": safetensors(mine)}, {"m.safetensors": safetensors(theirs)}) == ()


def test_tensors_are_found_across_formats() -> None:
    mine = onnx() + b"\x72\x00" * LEAST_FILE  # empty metadata: a file large enough to count
    theirs = safetensors(weights(*range(1, 11)))
    evidence = evidence_of({"model.onnx": mine}, {"model.safetensors": theirs})
    assert [item.quote for item in evidence] == ["first.weight, Const_3, inner.weight"]


def test_the_same_tokenizer_is_told_as_that_and_no_more() -> None:
    more = (*ADDED, (2_002, "<image>"))
    mine = {"tokenizer.json": tokenizer_json(added=more)}
    evidence = evidence_of({"tokenizer.json": tokenizer_json(added=more)}, {"t/tokenizer.json": tokenizer_json()})
    assert [(item.rung, item.location) for item in evidence] == [(Rung.TOKENIZER, Location(path=next(iter(mine))))]
    assert evidence[0].says == (
        "tokenizer.json is the same tokenizer as t/tokenizer.json of org/parent: 2,000 of 2,000 tokens have the same "
        "id, and it adds 1 (<image>); a tokenizer taken over does not show that weights were"
    )


def test_another_tokenizer_of_the_same_words_is_no_evidence() -> None:
    shifted = tokenizer_json(words=("<pad>", *WORDS))
    assert evidence_of({"tokenizer.json": shifted}, {"tokenizer.json": tokenizer_json()}) == ()


def test_what_could_not_be_read_is_told_with_whose_it_is() -> None:
    junk = b"\xff" * LEAST_FILE
    good = safetensors(weights(*range(10)))
    compared = compare(
        source({"m.safetensors": good}), source({"m.safetensors": junk, "tokenizer.json": "{}"}, "org/p")
    )
    assert compared.evidence == ()
    assert [(entry.path, entry.reason) for entry in compared.unread] == [
        ("org/p: m.safetensors", UnreadReason.MALFORMED),
    ]


def test_a_file_that_fails_while_it_is_read_is_told_and_the_rest_is_compared() -> None:
    class Failing(MemorySource):
        def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
            if path == "a.bin":
                raise OSError(5, "Input/output error")
            return super().read(path, limit=limit, start=start)

    files: dict[str, str | bytes] = {"a.bin": large(1), "b.bin": large(2)}
    compared = compare(Failing(files), source(files))
    assert [item.location and item.location.path for item in compared.evidence] == ["b.bin"]
    assert compared.unread == (
        Unread(path="a.bin", reason=UnreadReason.FAILED, detail="Input/output error.", matters=False),
    )


def test_a_listing_that_knows_the_digests_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Listed(MemorySource):
        def files(self) -> tuple[FileEntry, ...]:
            return (FileEntry(path="m.bin", size=10**12, sha256="a" * 64),)

        def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
            raise AssertionError(path, limit, start)

    monkeypatch.setattr(module, "MOST_HASHED", 0)
    assert [item.rung for item in against(Listed({}), Listed({}))] == [Rung.EQUAL_FILE]


def test_files_beyond_what_is_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_HASHED", LEAST_FILE)
    compared = compare(source({"a.bin": large(1)}), source({"b.bin": large(1)}))
    assert compared.evidence == ()
    assert [(entry.path, entry.reason) for entry in compared.unread] == [("parent-dir: b.bin", UnreadReason.TOO_LARGE)]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_no_bytes_make_it_raise(junk: bytes, place: int) -> None:
    hostile = bytearray(safetensors(weights(*range(9))))
    hostile[place : place + len(junk)] = junk
    files: dict[str, str | bytes] = {"m.safetensors": bytes(hostile), "m.onnx": bytes(hostile), "tokenizer.json": junk}
    honest: dict[str, str | bytes] = {
        "m.safetensors": safetensors(weights(*range(9)), format="pt"),
        "tokenizer.json": json.dumps({"model": {"vocab": {"a": 0}}}),
    }
    for mine, theirs in ((files, honest), (honest, files)):
        compare(source(mine), source(theirs))


def test_what_a_comparison_shows_is_an_edge_whose_direction_is_open() -> None:
    other = MemorySource({"w.bin": large(1)}, name="org/parent")
    compared = compare(MemorySource({"m.bin": large(1)}), other)
    edge = edge_of(compared, other)

    assert edge is not None
    assert (edge.name, edge.relations, edge.firm, edge.doubts.licensor_unknown) == (
        "org/parent",
        (Relation.COPY,),
        True,
        True,
    )
    assert edge_of(compare(MemorySource({"m.bin": large(2)}), other), other) is None


def test_a_parent_that_is_known_already_gains_the_evidence() -> None:
    other = MemorySource({"w.bin": large(1)}, name="org/parent")
    compared = compare(MemorySource({"m.bin": large(1)}), other)
    edge = edge_of(compared, other)

    assert edge is not None
    known = edge.replace(name="Org/Parent", evidence=())

    (joined,) = with_edge((known,), edge)

    assert (joined.name, joined.evidence) == ("Org/Parent", edge.evidence)


def test_files_that_there_is_no_time_to_compare_are_unread_and_matter() -> None:
    steps = itertools.count()
    budget = Budget(2.0, clock=lambda: float(next(steps)))
    files = {"m.bin": large(1) * 100}

    compared = compare(source(files), source(files, "org/parent"), budget=budget)

    assert compared.evidence == ()
    assert {(entry.path, entry.reason, entry.matters) for entry in compared.unread} >= {
        ("m.bin", UnreadReason.TIME_LIMIT, True)
    }


def test_the_time_of_a_comparison_is_not_taken_from_the_audit() -> None:
    now = [0.0]
    budget = Budget(10.0, clock=lambda: now[0])
    with budget.paused():
        now[0] = 100.0
    assert not budget.spent
    now[0] = 110.0
    assert budget.spent
