"""Model files of other formats, written by their own libraries or by their specification, honest and not."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.documents import classify, read
from auditor.documents.forms import coreml, ctranslate2, openvino, tflite
from auditor.documents.forms.facts import FACTS, Fact, facts_of, format_of
from auditor.documents.forms.names import FORMS, form_of
from auditor.documents.forms.readers import READERS
from auditor.model import DocumentKind, Part, Repository, UnreadReason
from support import forms
from support.memory import MemorySource
from support.protobuf import data, number

if TYPE_CHECKING:
    from auditor.documents.forms.names import Form

AGPL = "AGPL-3.0 License (https://ultralytics.com/license)"
YOLO = "Ultralytics YOLOv8n model trained on coco.yaml"
EXPORTED = f"description: {YOLO}\nauthor: Ultralytics\nlicense: {AGPL}\nstride: 32\ntask: detect\nnames:\n  0: person\n"
REAL: dict[str, str | bytes] = {
    "whisper/model.bin": forms.made("whisper.ctranslate2"),
    "ggml-base.bin": forms.ggml_whisper(),
    "ggml-silero-v5.1.2.bin": forms.ggml_silero(),
    "llama-7b.ggml": forms.ggml_llama(),
    "en_US-lessac-medium.onnx.json": forms.piper(),
    "am/final.mdl": forms.kaldi(),
    "yolo.xml": forms.made("yolo.xml"),
    "yolo.bin": b"\0" * 16,
    "yolo.mlmodel": forms.made("yolo.mlmodel"),
    "Yolo.mlmodelc/metadata.json": '[{"shortDescription": "x", "license": "MIT", "userDefinedMetadata": {"k": "v"}}]',
    "mobilenet.tflite": forms.made("mobilenet.tflite"),
    "yolo.tflite": forms.made("yolo.tflite"),
    "yolo_ncnn_model/metadata.yaml": EXPORTED,
}


def fields(path: str, content: str | bytes | None = None, **beside: bytes) -> dict[str, object]:
    """What the one such file says; its unread parts must be none."""
    files = {path: REAL[path] if content is None else content, **beside}
    if path.endswith(".xml"):
        files[path.replace(".xml", ".bin")] = b""
    repository = read(MemorySource(files))
    assert repository.unread == ()
    (document,) = repository.documents
    assert (document.kind, document.part, document.path) == (DocumentKind.MODEL_METADATA, Part.WEIGHTS, path)
    return {field.key: field.value for field in document.fields}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.form}-{form.example}")
def test_each_format_is_known_by_the_name_of_its_example_and_has_a_reader(form: Form) -> None:
    role = classify(form.example)

    assert form_of(form.example) is form
    assert role is not None
    assert role.kind is DocumentKind.MODEL_METADATA
    assert set(READERS) == {row.form for row in FORMS}


def test_every_row_of_the_facts_is_read_from_some_file_here() -> None:
    documents = read(MemorySource(REAL)).documents
    keys = {
        (format_of(document), key) for document in documents for fact in Fact for key, _ in facts_of(document, fact)
    }

    unseen = {(row.form, row.key) for row in FACTS} - keys
    # the numbers of a decoder alone, which CTranslate2 has under the same names
    assert {key for form, key in unseen if form != "ctranslate2"} <= {
        "num_key_value_heads",
        "intermediate_size",
        "encoder_ffn_dim",
    }
    assert {key for form, key in unseen if form == "ctranslate2"} <= {
        "hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "intermediate_size"
    }  # fmt: skip


def test_a_converted_whisper_has_the_dimensions_of_its_variables() -> None:
    assert fields("whisper/model.bin") == {
        "format": "ctranslate2",
        "spec": "WhisperSpec",
        "model_type": "whisper",
        "d_model": 8,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 2,
        "encoder_ffn_dim": 16,
        "vocab_size": 20,
        "num_mel_bins": 6,
    }


def test_the_head_of_a_file_of_whisper_cpp_has_its_sizes() -> None:
    assert fields("ggml-base.bin") == {
        "format": "ggml",
        "kind": "Whisper",
        "model_type": "whisper",
        "d_model": 512,
        "encoder_layers": 6,
        "decoder_layers": 6,
        "encoder_attention_heads": 8,
        "vocab_size": 51_865,
        "num_mel_bins": 80,
    }


def test_other_files_of_ggml_are_told_apart() -> None:
    assert fields("ggml-silero-v5.1.2.bin") == {"format": "ggml", "kind": "silero-16k 5.1.2"}
    assert fields("llama-7b.ggml")["hidden_size"] == 4096


def test_a_voice_of_piper_tells_its_data_set_language_and_speakers() -> None:
    values = fields("en_US-lessac-medium.onnx.json")

    assert {key: values[key] for key in ("dataset", "language.code", "audio.quality", "num_speakers")} == {
        "dataset": "lessac",
        "language.code": "en_US",
        "audio.quality": "medium",
        "num_speakers": 1,
    }


def test_an_acoustic_model_of_kaldi_is_weights_and_says_no_more_than_its_kind() -> None:
    assert fields("am/final.mdl") == {"format": "kaldi", "kind": "<TransitionModel>"}
    assert read(MemorySource({"am/final.mdl": forms.kaldi()})).roots == ("am",)


def test_the_rt_info_of_openvino_is_read_from_the_end_of_the_file() -> None:
    padded = forms.made("yolo.xml").replace(b"<layers>", b"<layers>" + b"<!-- -->" * 100_000)
    values = fields("yolo.xml", padded)

    assert values == fields("yolo.xml")
    assert values["model_info.license"] == AGPL
    assert values["conversion_parameters.framework"] == "pytorch"
    assert values["optimum.optimum_intel_version"] == "1.26.0"


def test_the_metadata_of_core_ml_are_read_from_a_package_too() -> None:
    package = "Yolo.mlpackage/Data/com.apple.CoreML/model.mlmodel"
    values = fields("yolo.mlmodel")

    assert fields(package, forms.made("yolo.mlmodel")) == values
    assert (values["license"], values["author"], values["short_description"]) == (AGPL, "Ultralytics", YOLO)
    assert values["user.co.huggingface.exporters.name"] == "mistralai/Mistral-7B-Instruct-v0.3"
    assert fields("Yolo.mlmodelc/metadata.json") == {
        "format": "coreml",
        "short_description": "x",
        "license": "MIT",
        "user.k": "v",
    }


def test_the_metadata_of_tensorflow_lite_are_read_from_its_buffer_and_from_an_archive_behind_it() -> None:
    assert fields("mobilenet.tflite") == {
        "format": "tflite",
        "name": "MobileNet V1 image classifier",
        "description": "Identify the most prominent object in the image.",
        "version": "v1",
        "author": "TensorFlow",
        "license": "Apache License. Version 2.0 http://www.apache.org/licenses/LICENSE-2.0.",
    }
    assert fields("yolo.tflite") == {
        "format": "tflite",
        "description": YOLO,
        "author": "Ultralytics",
        "license": AGPL,
        "task": "detect",
    }


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("model.bin", b"PK\x03\x04 a pickle of PyTorch"),
        ("model.bin", b""),
        ("model.bin", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
        ("ggml-base.bin", b"lmgg" + struct.pack("<11i", *range(11))),
        ("voice.onnx.json", '{"dataset": "somebody\'s", "version": 1}'),
        ("voice.onnx.json", "not JSON"),
        ("final.mdl", b"Model { Name sim }"),
        ("boxes.xml", "<annotation><folder>images</folder></annotation>"),
        ("metadata.yaml", "name: a data set\nlicense: cc-by-4.0\n"),
        ("metadata.yaml", "- a\n- list"),
        ("x.tflite", b"\0" * 32),
        ("x.lite", b"a database"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_file_of_another_format_is_no_document_and_nothing_of_it_is_missing(path: str, content: str | bytes) -> None:
    files: dict[str, str | bytes] = (
        {path: content, path.rpartition(".")[0] + ".bin": b"x"} if "xml" in path else {path: content}
    )
    repository = read(MemorySource(files))

    assert (repository.documents, repository.unread) == ((), ())


def test_xml_without_weights_beside_it_is_not_opened() -> None:
    assert read(MemorySource({"yolo.xml": forms.made("yolo.xml")})).documents == ()


@pytest.mark.parametrize("path", ["yolo.tflite", "yolo.mlmodel"])
def test_a_pointer_where_a_license_could_stand_is_unread_and_matters(path: str) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    (unread,) = read(MemorySource({path: pointer})).unread

    assert (unread.reason, unread.matters) == (UnreadReason.LFS_POINTER, True)


def test_an_offset_that_leads_out_of_a_model_is_unread() -> None:
    whole = bytearray(forms.made("mobilenet.tflite"))
    whole[0:4] = struct.pack("<I", 2**31)
    (unread,) = read(MemorySource({"m.tflite": bytes(whole)})).unread

    assert (unread.reason, unread.matters) == (UnreadReason.MALFORMED, True)


def test_a_core_ml_model_that_is_none_is_unread() -> None:
    (unread,) = read(MemorySource({"m.mlmodel": data(2, b"")})).unread

    assert unread.reason is UnreadReason.MALFORMED


def test_entries_of_core_ml_are_capped_and_the_cut_is_told() -> None:
    entries = b"".join(
        data(100, data(1, f"k{place}".encode()) + data(2, b"v")) for place in range(coreml.MOST_ENTRIES + 5)
    )
    repository = read(MemorySource({"m.mlmodel": number(1, 7) + data(2, data(100, entries))}))

    assert [unread.reason for unread in repository.unread] == [UnreadReason.TOO_MANY]
    assert len(repository.documents[0].fields) == coreml.MOST_ENTRIES + 1


def test_entries_of_openvino_are_capped_and_the_cut_is_told() -> None:
    entries = "".join(f'<k{place} value="v"/>' for place in range(openvino.MOST_KEYS + 5))
    repository = read(MemorySource({"m.xml": f'<net name="x">\n<rt_info>{entries}</rt_info></net>', "m.bin": b""}))

    assert [unread.reason for unread in repository.unread] == [UnreadReason.TOO_MANY]


def test_variables_of_ctranslate2_are_capped() -> None:
    name = struct.pack("<H", 2) + b"a\0"
    variable = name + struct.pack("<BBI", 0, 1, 0)
    head = struct.pack("<I", 6) + struct.pack("<H", 12) + b"WhisperSpec\0" + struct.pack("<II", 1, 2**31)
    repository = read(MemorySource({"model.bin": head + variable * (ctranslate2.MOST_VARIABLES + 5)}))

    assert [(unread.reason, unread.matters) for unread in repository.unread] == [(UnreadReason.TOO_MANY, True)]


def test_a_list_of_metadata_that_claims_millions_ends() -> None:
    whole = forms.made("mobilenet.tflite")
    place = whole.rindex(struct.pack("<I", 1), 0, whole.index(b"TFLITE_METADATA"))
    (document,) = read(
        MemorySource({"m.tflite": whole[:place] + struct.pack("<I", 2**31) + whole[place + 4 :]})
    ).documents

    assert document.kind is DocumentKind.MODEL_METADATA
    assert tflite.MOST_METADATA < 2**10


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(REAL)), st.integers(0, 12_000), st.binary(min_size=1, max_size=8), st.booleans())
@example(path="mobilenet.tflite", place=60, noise=b"\xff\xff\xff\xff", cut=False)
def test_whatever_the_bytes_reading_ends_and_raises_nothing(path: str, place: int, noise: bytes, cut: bool) -> None:
    whole = REAL[path].encode() if isinstance(REAL[path], str) else REAL[path]
    assert isinstance(whole, bytes)
    at = place % (len(whole) + 1)
    changed = whole[:at] + noise + (b"" if cut else whole[at + len(noise) :])
    result = read(MemorySource({**REAL, path: changed}))

    assert Repository.from_json(result.to_json()) == result


_LICENSE_VALUE = '<license value="llama3.1"/>'
_PLACES = {
    "before the graph": f"<rt_info>{_LICENSE_VALUE}</rt_info><layers>{'<layer/>' * 60_000}</layers>",
    "far before the end": f"<layers/><rt_info>{_LICENSE_VALUE}</rt_info>{' ' * 400_000}",
    "an earlier section": f"<layers/><rt_info>{_LICENSE_VALUE}</rt_info><rt_info></rt_info>",
    "an opening with a blank": f"<layers/><rt_info >{_LICENSE_VALUE}</rt_info>",
    "behind blanks": f'<layers/><rt_info><license {" " * 500} value="llama3.1"/></rt_info>',
    "behind a long value": f'<layers/><rt_info><a value="{"x" * 70_000}"/>{_LICENSE_VALUE}</rt_info>',
}


@pytest.mark.parametrize("place", _PLACES)
def test_a_license_anywhere_in_openvino_s_rt_info_is_read(place: str) -> None:
    values = fields("m.xml", f'<net name="x">{_PLACES[place]}</net>'.encode())
    assert values["license"] == "llama3.1"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("m.xml", f'<net name="x"><rt_info>{"<a>" * 9}{_LICENSE_VALUE}</rt_info></net>'),
        ("m.xml", f'<net name="x"><rt_info><license value="{" " * 70_000}llama3.1"/></rt_info></net>'),
        ("m.xml", f'<net name="x">{"<rt_info></rt_info>" * 30}<rt_info>{_LICENSE_VALUE}</rt_info></net>'),
        ("metadata.yaml", "stride: 32\ntask: detect\nlicense: AGPL-3.0\nnames:\n" + "  - a\n" * 60_000),
        ("metadata.yaml", "stride: 32\ntask: detect\nlicense: AGPL-3.0\nnames:\n" + "  - a\n" * 9_000),
        ("metadata.yaml", "stride: 32\ntask: detect\nlicense: AGPL-3.0\nnames: *a\n"),
        ("v.onnx.json", '{"phoneme_id_map": {}, "dataset": ' + "[" * 200),
    ],
)
def test_what_is_not_read_of_another_format_is_reported(path: str, text: str) -> None:
    files: dict[str, str | bytes] = {path: text, "m.bin": b"12345678", "v.onnx": b"12345678"}
    unread = [entry for entry in read(MemorySource(files)).unread if entry.path == path]
    assert unread
    assert all(entry.matters for entry in unread)
