"""Equal tensors across headers, names, shards and formats; and what everybody computes the same way."""

from __future__ import annotations

import json
import math
import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.lineage.bytes import tensors, trivial
from auditor.lineage.bytes.tensors import Digests
from auditor.model import FileEntry, Unread, UnreadReason
from support.memory import MemorySource
from support.protobuf import data, model, number, tensor

Named = dict[str, tuple[str, tuple[int, ...], bytes]]


def noise(seed: int, count: int = 64 * 32) -> bytes:
    chance = random.Random(seed)
    return struct.pack(f"<{count}f", *(chance.gauss(0, 0.1) for _ in range(count)))


def safetensors(named: Named, **metadata: str) -> bytes:
    header: dict[str, object] = {"__metadata__": metadata}
    place = 0
    for name, (dtype, shape, values) in named.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [place, place + len(values)]}
        place += len(values)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + b"".join(values for _, _, values in named.values())


def weights(*seeds: int, prefix: str = "layer") -> Named:
    return {f"{prefix}.{seed}.weight": ("F32", (64, 32), noise(seed)) for seed in seeds}


def digests(content: bytes, path: str = "model.safetensors") -> Digests:
    digests_ = tensors.digests(MemorySource({path: content}), FileEntry(path=path, size=len(content)))
    assert isinstance(digests_, Digests), digests_
    return digests_


def test_equal_tensors_are_found_under_other_names_and_headers() -> None:
    digests_ = digests(safetensors(weights(1, 2, 3, 4), format="pt"))
    other = digests(safetensors(weights(9, 4, 3, 1, prefix="renamed"), format="mlx", note="x" * 100))
    assert tensors.equal(digests_, other) == ("layer.1.weight", "layer.3.weight", "layer.4.weight")
    assert tensors.equal(other, digests_) == ("renamed.4.weight", "renamed.3.weight", "renamed.1.weight")
    assert (digests_.count, digests_.weighty) == (4, 4)


def test_one_changed_bit_is_another_tensor() -> None:
    changed = bytearray(noise(1))
    changed[5_000] ^= 1
    other = safetensors({"layer.1.weight": ("F32", (64, 32), bytes(changed))})
    assert tensors.equal(digests(safetensors(weights(1))), digests(other)) == ()


def test_the_same_bytes_in_another_type_or_shape_are_another_tensor() -> None:
    digests_ = digests(safetensors(weights(1)))
    for dtype, shape in (("I32", (64, 32)), ("F32", (32, 64))):
        assert tensors.equal(digests_, digests(safetensors({"a.weight": (dtype, shape, noise(1))}))) == ()


def test_sides_of_one_come_and_go_with_the_format() -> None:
    squeezed = digests(safetensors({"a.weight": ("F32", (1, 64, 1, 32), noise(1))}))
    assert tensors.equal(digests(safetensors(weights(1))), squeezed) == ("layer.1.weight",)


def test_a_tensor_that_stands_twice_counts_once() -> None:
    tied = {**weights(1), "tied.weight": ("F32", (64, 32), noise(1))}
    assert tensors.equal(digests(safetensors(tied)), digests(safetensors(weights(1)))) == ("layer.1.weight",)


def onnx() -> bytes:
    inner = data(5, tensor("inner.weight", (64, 32), noise(2)))
    attribute = data(1, b"then_branch") + data(6, inner)
    constant = data(1, b"value") + data(5, number(1, 64) + number(1, 32) + number(2, 1) + data(4, noise(3)))
    graph = data(5, tensor("first.weight", (64, 32), noise(1))) + data(1, data(2, b"Const_3") + data(5, constant))
    return model(graph=graph + data(1, data(5, attribute)))


def test_the_tensors_of_an_onnx_graph_its_constants_and_the_graphs_in_it_are_found_in_safetensors() -> None:
    digests_ = digests(onnx(), "model.onnx")
    assert tensors.equal(digests_, digests(safetensors(weights(1, 2, 3)))) == (
        "first.weight",
        "Const_3",
        "inner.weight",
    )


def test_an_onnx_tensor_in_another_file_is_not_taken_for_empty() -> None:
    outside = number(1, 64) + number(1, 32) + number(2, 1) + data(9, noise(1)) + number(14, 1)
    assert digests(model(graph=data(5, outside)), "m.onnx").count == 0


def fourier(size: int = 256) -> list[float]:
    window = [0.5 - 0.5 * math.cos(2 * math.pi * place / size) for place in range(size)]
    rows = [[window[n] * math.cos(2 * math.pi * k * n / size) for n in range(size)] for k in range(size // 2 + 1)]
    rows += [[-window[n] * math.sin(2 * math.pi * k * n / size) for n in range(size)] for k in range(size // 2 + 1)]
    return [value for row in rows for value in row]


def sinusoids(rows: int = 64, columns: int = 64) -> list[float]:
    angles = [[row / 10_000 ** (2 * place / columns) for place in range(columns // 2)] for row in range(rows)]
    return [value for row in angles for value in (*map(math.sin, row), *map(math.cos, row))]


def filters(rows: int = 40, columns: int = 201) -> list[float]:
    return [max(0.0, 1 - abs(place - 5 * row) / 6) for row in range(rows) for place in range(columns)]


FORMULAS = {
    "Fourier basis": ((258, 1, 256), fourier()),
    "sinusoidal positions": ((64, 64), sinusoids()),
    "mel filters": ((40, 201), filters()),
    "even steps": ((64, 64), [float(value) for value in range(64 * 64)]),
    "ones": ((64, 64), [1.0] * 4_096),
    "a triangular mask": ((64, 64), [0.0 if row < column else -1e9 for row in range(64) for column in range(64)]),
}


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("code", ["f", "e"])
def test_what_a_formula_gives_does_not_count_whatever_its_name(name: str, code: str) -> None:
    shape, values = FORMULAS[name]
    packed = struct.pack(f"<{len(values)}{code}", *(max(value, -60_000) for value in values))
    dtype = {"f": "F32", "e": "F16"}[code]
    digests_ = digests(safetensors({"onnx::Conv_1": (dtype, shape, packed), **weights(1)}))
    assert [digest.name for digest in digests_.digests] == ["layer.1.weight"]


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("encoder.norm.bias", (2048,)),
        ("bert.embeddings.position_embeddings.weight", (64, 32)),
        ("model.layers.0.self_attn.rotary_emb.inv_freq", (64, 32)),
        ("stft.forward_basis_buffer", (64, 1, 32)),
        ("mel_filters", (64, 32)),
        ("transformer.h.0.attn.bias", (1, 1, 64, 32)),
        ("vector", (1, 2048, 1)),
        ("input_layernorm.weight", (64, 32)),
    ],
)
def test_what_name_or_shape_tells_is_no_evidence_is_not_even_read(name: str, shape: tuple[int, ...]) -> None:
    digests_ = digests(safetensors({name: ("F32", shape, noise(1)), **weights(2)}))
    assert (digests_.count, digests_.weighty) == (2, 1)
    assert [digest.name for digest in digests_.digests] == ["layer.2.weight"]


@pytest.mark.parametrize(
    "name",
    [
        "model.layers.0.self_attn.q_proj.weight",
        "model.embed_tokens.weight",
        "decoder.rnn.weight_ih",
        "encoder.0.reparam_conv.weight",
        "onnx::LSTM_209",
        "composed.mlp.weight",
    ],
)
def test_the_names_of_learned_matrices_count(name: str) -> None:
    assert not trivial.by_name(name, (64, 32), 8_192)


def test_a_small_tensor_does_not_count() -> None:
    assert digests(safetensors({"a.weight": ("F32", (33, 31), noise(1, 33 * 31))})).weighty == 0


def test_learned_numbers_follow_no_formula() -> None:
    for dtype in ("F32", "F16", "BF16", "I8", "I32", "F64", "F8_E4M3"):
        assert not trivial.by_values(dtype, (64, 32), noise(5)), dtype


def test_only_the_forms_asked_for_are_read() -> None:
    content = safetensors({**weights(1), "wide.weight": ("F32", (32, 64), noise(2))})

    class Watched(MemorySource):
        taken: tuple[int, ...] = ()

        def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
            self.taken = (*self.taken, start)
            return super().read(path, limit=limit, start=start)

    source = Watched({"m.safetensors": content})
    digests_ = tensors.digests(
        source, FileEntry(path="m.safetensors", size=len(content)), among=frozenset({("F32", (32, 64))})
    )
    assert isinstance(digests_, Digests)
    assert [digest.name for digest in digests_.digests] == ["wide.weight"]
    assert max(source.taken) == len(content) - len(noise(2))


def test_beyond_the_cap_the_largest_are_left_out_and_told() -> None:
    content = safetensors({"big.weight": ("F32", (64, 64), noise(1, 4_096)), **weights(2)})
    entry = FileEntry(path="m.safetensors", size=len(content))
    digests_ = tensors.digests(MemorySource({"m.safetensors": content}), entry, most_bytes=10_000)
    assert isinstance(digests_, Digests)
    assert [digest.name for digest in digests_.digests] == ["layer.2.weight"]
    assert digests_.problem is not None
    assert (digests_.problem.path, digests_.problem.reason) == ("m.safetensors", UnreadReason.TOO_LARGE)


def test_entries_that_lie_about_their_place_are_left_out() -> None:
    header = {
        "beyond.weight": {"dtype": "F32", "shape": [64, 32], "data_offsets": [0, 10**12]},
        "backwards.weight": {"dtype": "F32", "shape": [64, 32], "data_offsets": [8_192, 0]},
        "negative.weight": {"dtype": "F32", "shape": [64, 32], "data_offsets": [-8_192, 0]},
        "words.weight": {"dtype": "F32", "shape": ["a"], "data_offsets": [0, 8_192]},
        "good.weight": {"dtype": "F32", "shape": [64, 32], "data_offsets": [0, 8_192]},
    }
    text = json.dumps(header).encode()
    digests_ = digests(struct.pack("<Q", len(text)) + text + noise(1))
    assert [digest.name for digest in digests_.digests] == ["good.weight"]
    assert digests_.count == 1


def test_graphs_nested_without_end_are_malformed() -> None:
    graph = b""
    for _ in range(20):
        graph = data(1, data(5, data(6, graph)))
    content = model(graph=graph)
    digests_ = tensors.digests(MemorySource({"m.onnx": content}), FileEntry(path="m.onnx", size=len(content)))
    assert isinstance(digests_, Unread)
    assert (digests_.path, digests_.reason) == ("m.onnx", UnreadReason.MALFORMED)


def test_a_file_that_became_shorter_is_told() -> None:
    content = safetensors(weights(1))
    entry = FileEntry(path="m.safetensors", size=len(content))
    digests_ = tensors.digests(MemorySource({"m.safetensors": content[:-100]}), entry)
    assert isinstance(digests_, Digests)
    assert digests_.problem is not None
    assert digests_.problem.reason is UnreadReason.FAILED


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=120), st.integers(0, 200), st.sampled_from(["m.safetensors", "m.onnx"]))
def test_no_bytes_make_it_raise(junk: bytes, place: int, path: str) -> None:
    honest = bytearray(onnx() if path == "m.onnx" else safetensors(weights(1)))
    honest[place : place + len(junk)] = junk
    for content in (junk, bytes(honest)):
        digests_ = tensors.digests(MemorySource({path: content}), FileEntry(path=path, size=len(content)))
        assert isinstance(digests_, Digests | Unread)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["F32", "F16", "F64", "I64", "I16", "BF16", "U8", "X"]), st.binary(max_size=300))
def test_no_values_make_the_formulas_raise(dtype: str, values: bytes) -> None:
    for shape in ((4, 16), (2, 1, 32), (), (1,), (2**40, 2**40)):
        trivial.by_values(dtype, shape, values * 8)
