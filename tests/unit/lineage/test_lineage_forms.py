"""What files of other formats say of parents, data sets and licenses, and how strongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import resolve
from auditor.lineage import trace
from auditor.model import Certainty, EdgeKind, Relation, Rung, StatementSource
from support import forms, models

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Statement, Upstream

Files = dict[str, str | bytes]
AGPL = "AGPL-3.0 License (https://ultralytics.com/license)"
LARGE = forms.ggml_whisper(words=51_866, width=1280, heads=20, layers=32, mels=128)


def edges(files: Files, knowledge: Knowledge) -> dict[str, Upstream]:
    return {edge.name: edge for edge in trace(models.read(files, "acme/Mine"), (), knowledge).upstreams}


def statements(files: Files, knowledge: Knowledge) -> list[Statement]:
    return list(resolve.statements(models.read(files, "acme/Mine"), (), (), knowledge))


@pytest.mark.parametrize(
    ("files", "key"),
    [
        ({"yolo.xml": forms.made("yolo.xml"), "yolo.bin": b""}, "conversion_parameters.input_model"),
        ({"yolo.tflite": forms.made("yolo.tflite")}, "description"),
        (
            {"metadata.yaml": "description: Ultralytics YOLOv8n model trained on x\nstride: 32\ntask: a\nnames: {}"},
            "description",
        ),
    ],
    ids=["openvino", "tflite", "exported"],
)
def test_an_export_of_a_known_checkpoint_names_it(files: Files, key: str, knowledge: Knowledge) -> None:
    (edge,) = edges(files, knowledge).values()
    evidence = edge.evidence[0]

    assert edge.candidates
    assert "yolov8" in edge.name.lower()
    assert (evidence.rung, evidence.location.key if evidence.location else "") == (Rung.NAMED, key)


def test_the_id_that_a_converter_for_core_ml_leaves_is_a_named_parent(knowledge: Knowledge) -> None:
    upstreams = edges({"m.mlmodel": forms.made("yolo.mlmodel")}, knowledge)
    edge = upstreams["mistralai/Mistral-7B-Instruct-v0.3"]

    assert [evidence.rung for evidence in edge.evidence] == [Rung.NAMED]
    assert str(edge.evidence[0].location) == "m.mlmodel#user.co.huggingface.exporters.name"
    assert edge.evidence[0].says == (
        "the Core ML metadata of m.mlmodel say that it was converted from mistralai/Mistral-7B-Instruct-v0.3"
    )


@pytest.mark.parametrize("value", ["DIR/model.onnx", "DIR", "", "C:\\temp\\best.onnx", "DIR/tern-7b.pb"])
def test_a_file_of_a_converters_folder_names_nobody(value: str, knowledge: Knowledge) -> None:
    xml = (
        f'<net name="x">\n<rt_info><conversion_parameters><input_model value="{value}"/>'
        "</conversion_parameters></rt_info></net>"
    )

    assert edges({"m.xml": xml, "m.bin": b""}, knowledge) == {}


def test_weights_that_nncf_compressed_have_a_base_that_nobody_named(knowledge: Knowledge) -> None:
    compressed = '<nncf><weight_compression><mode value="int4_sym"/></weight_compression></nncf>'
    xml = f'<net name="x">\n<rt_info>{compressed}</rt_info></net>'
    (edge,) = edges({"openvino_model.xml": xml, "openvino_model.bin": b""}, knowledge).values()

    assert (edge.kind, edge.relations) == (EdgeKind.UNNAMED, (Relation.QUANTIZED,))


@pytest.mark.parametrize(
    ("head", "family", "release"),
    [
        (forms.ggml_whisper(), "whisper-base", "openai/whisper-base"),
        (forms.ggml_whisper(words=51_864), "whisper-base.en", "openai/whisper-base.en"),
        (LARGE, "whisper-large-v3", "openai/whisper-large-v3"),
    ],
    ids=["base", "base.en", "large-v3"],
)
def test_the_sizes_in_a_ggml_head_tell_the_family_and_no_more(
    head: bytes, family: str, release: str, knowledge: Knowledge
) -> None:
    (edge,) = edges({"ggml-model.bin": head}, knowledge).values()

    assert (edge.name, edge.kind, edge.firm) == (family, EdgeKind.FAMILY, False)
    assert release in {candidate.name for candidate in edge.candidates}
    assert [evidence.rung for evidence in edge.evidence] == [Rung.SIGNATURE]
    assert {compared.field for compared in edge.evidence[0].compared} >= {"hidden_size", "vocab_size", "num_mel_bins"}


def test_the_data_set_of_a_voice_is_shown_and_leads_to_no_parent(knowledge: Knowledge) -> None:
    voice: Files = {"en_US-lessac-medium.onnx": b"", "en_US-lessac-medium.onnx.json": forms.piper()}
    (edge,) = edges(voice, knowledge).values()

    assert (edge.name, edge.kind) == ("datasets/lessac", EdgeKind.DATASET)
    assert edge.evidence[0].says == (
        "en_US-lessac-medium.onnx.json names the dataset lessac "
        "(language.code en_US, audio.quality medium, num_speakers 1)"
    )


@pytest.mark.parametrize(
    ("files", "expression", "key", "note"),
    [
        ({"m.tflite": forms.made("mobilenet.tflite")}, "Apache-2.0", "license", "author: TensorFlow"),
        ({"m.tflite": forms.made("yolo.tflite")}, "AGPL-3.0-only", "license", "author: Ultralytics"),
        ({"m.mlmodel": forms.made("yolo.mlmodel")}, "AGPL-3.0-only", "license", "author: Ultralytics"),
        (
            {"m.xml": forms.made("yolo.xml"), "m.bin": b""},
            "AGPL-3.0-only",
            "model_info.license",
            "author: Ultralytics",
        ),
    ],
    ids=["tflite", "appended", "coreml", "openvino"],
)
def test_the_license_in_a_file_is_a_statement_with_its_place_and_author(
    files: Files, expression: str, key: str, note: str, knowledge: Knowledge
) -> None:
    (statement,) = statements(files, knowledge)

    assert statement.expression == expression
    assert (statement.location.key, statement.source) == (key, StatementSource.DECLARED)
    assert note in statement.note


def test_a_license_in_a_file_that_nobody_knows_is_not_understood_and_not_dropped(knowledge: Knowledge) -> None:
    xml = '<net name="x">\n<rt_info><model_info><license value="The Tern Agreement"/></model_info></rt_info></net>'
    (statement,) = statements({"m.xml": xml, "m.bin": b""}, knowledge)

    assert (statement.raw, statement.certainty) == ("The Tern Agreement", Certainty.UNKNOWN)
