"""Names that training tools leave, and the many of them that name nobody."""

from __future__ import annotations

import json
import struct

import pytest

import auditor
from auditor import resolve
from auditor.knowledge import Knowledge
from auditor.lineage import trace
from auditor.lineage.headers.training import trained
from auditor.model import Certainty, DocumentKind, EdgeKind, Part, Relation, Rung, Upstream
from support import models
from support.lineages import context
from support.memory import MemorySource

DEV = "black-forest-labs/FLUX.1-dev"
LLAMA = "meta-llama/Llama-3.1-8B"

KOHYA = {
    "ss_sd_model_name": "flux1-dev.safetensors",
    "ss_base_model_version": "flux1",
    "ss_network_module": "networks.lora_flux",
    "ss_network_dim": "16",
    "modelspec.architecture": "flux-1-dev/lora",
}


def _safetensors(**metadata: str) -> bytes:
    header = json.dumps({"__metadata__": {key.replace("__", "."): value for key, value in metadata.items()}}).encode()
    return struct.pack("<Q", len(header)) + header


def _traces(files: dict[str, str | bytes]) -> list[tuple[str, Relation | None, Rung, str]]:
    named = trained(context(models.read(files, "acme/Mine")))
    return [(name.parent, name.relation, name.evidence.rung, str(name.evidence.location)) for name in named]


def _edges(files: dict[str, str | bytes], knowledge: Knowledge) -> dict[str, Upstream]:
    return {edge.name: edge for edge in trace(models.read(files, "acme/Mine"), (), knowledge).upstreams}


# safetensors


def test_a_lora_of_kohya_names_the_file_it_was_trained_from(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {"style.safetensors": _safetensors(**KOHYA)}

    assert _traces(files) == [(DEV, Relation.ADAPTER, Rung.NAMED, "style.safetensors#__metadata__.ss_sd_model_name")]
    assert _edges(files, knowledge)[DEV].relations == (Relation.ADAPTER,)


@pytest.mark.parametrize(
    ("name", "parents"),
    [
        ("FLUX.1-dev", [DEV]),
        ("D:\\models\\flux1-dev.safetensors", [DEV]),
        ("black-forest-labs/FLUX.1-dev", [DEV]),
        ("stabilityai/stable-diffusion-xl-base-1.0", ["stabilityai/stable-diffusion-xl-base-1.0"]),
        ("acme/Mine", []),
        ("v1-5-pruned.safetensors", ["stable-diffusion-v1-5/stable-diffusion-v1-5"]),
        ("model.safetensors", []),
        ("flux1-dev-fp8.safetensors", [DEV]),
        ("not,flux1-dev.safetensors", []),
        ("myflux1-dev.safetensors", []),
        ("outputs/run-1", []),
        ("somebody/flux1-dev.safetensors", [DEV]),
        ("somebody/FLUX.1-dev", ["somebody/FLUX.1-dev"]),
        ("None", []),
        ("", []),
    ],
)
def test_only_a_known_name_or_an_id_names_a_parent(name: str, parents: list[str]) -> None:
    by_id = _traces({"style.safetensors": _safetensors(ss_sd_model_name=name)})

    assert [key[:2] for key in by_id] == [(parent, None) for parent in parents]


@pytest.mark.parametrize(
    "metadata",
    [
        {"modelspec.title": "flux1-dev"},
        {"ss_sd_model_hash": "e93c50b2"},
        {"ss_new_sd_model_hash": "0" * 64},
        {"format": "pt"},
    ],
    ids=lambda metadata: "=".join(*metadata.items()),
)
def test_what_is_no_kind_and_no_known_file_names_no_parent(metadata: dict[str, str], knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {"style.safetensors": _safetensors(**metadata)}

    assert _traces(files) == []
    assert _edges(files, knowledge) == {}


@pytest.mark.parametrize(
    ("metadata", "family", "adapter"),
    [
        ({"ss_base_model_version": "sdxl_base_v1-0"}, "stable-diffusion-xl", False),
        ({"ss_base_model_version": "flux1", "ss_network_module": "networks.lora_flux"}, "flux.1", True),
        ({"modelspec.architecture": "flux-1-dev/lora"}, "flux.1", True),
        ({"modelspec.architecture": "stable-diffusion-xl-v1-base"}, "stable-diffusion-xl", False),
        ({"modelspec.architecture": "stable-diffusion-v1"}, "stable-diffusion-v1", False),
    ],
)
def test_the_kind_of_a_model_tells_a_family_and_names_no_parent(
    metadata: dict[str, str], family: str, adapter: bool, knowledge: Knowledge
) -> None:
    files: dict[str, str | bytes] = {"style.safetensors": _safetensors(**metadata)}
    (edge,) = _edges(files, knowledge).values()

    assert _traces(files) == []
    assert (edge.name, edge.firm, edge.kind) == (family, False, EdgeKind.FAMILY)
    assert (edge.relations == (Relation.ADAPTER,)) is adapter
    assert not any(candidate.name.endswith("inpainting-0.1") for candidate in edge.candidates)


def test_the_sha256_of_a_known_file_names_its_release(knowledge: Knowledge) -> None:
    release, path, digest = next(
        (release, path, digest)
        for family in knowledge.families
        for release in family.releases
        for path, digest in release.files.items()
    )
    (named,) = trained(
        context(models.read({"style.safetensors": _safetensors(ss_new_sd_model_hash=digest)}, "acme/Mine"))
    )

    assert (named.parent, named.relation, named.evidence.rung) == (release.repo, None, Rung.NAMED)
    assert f"a file with the sha256 of {path} in {release.repo}" in named.evidence.says


def test_what_was_merged_into_it_is_named_where_it_is_known() -> None:
    metadata = {"modelspec.merged_from": "flux1-dev, my_lora-000010, FLUX.1-schnell.safetensors"}
    by_id = _traces({"mix.safetensors": _safetensors(**metadata)})

    assert [key[:2] for key in by_id] == [
        (DEV, Relation.MERGE),
        ("black-forest-labs/FLUX.1-schnell", Relation.MERGE),
    ]


@pytest.mark.parametrize(
    ("value", "expression", "certainty"),
    [
        ("apache-2.0", "Apache-2.0", Certainty.IDENTIFIED),
        ("CreativeML OpenRAIL-M", "LicenseRef-scancode-stable-diffusion-2022-08-22", Certainty.IDENTIFIED),
        ("CreativeML Open RAIL++-M License", "LicenseRef-scancode-bigscience-open-rail-m2", Certainty.IDENTIFIED),
        ("ask the author", "NOASSERTION", Certainty.UNKNOWN),
    ],
)
def test_a_header_declares_the_license_of_the_weights(
    value: str, expression: str, certainty: Certainty, knowledge: Knowledge
) -> None:
    repository = models.read({"style.safetensors": _safetensors(modelspec__license=value)})
    (statement,) = resolve.statements(repository, (), (), knowledge)

    assert (statement.expression, statement.certainty, statement.part, statement.raw) == (
        expression,
        certainty,
        Part.WEIGHTS,
        value,
    )
    assert str(statement.location) == "style.safetensors#__metadata__.modelspec.license"


# trainer_state.json


@pytest.mark.parametrize(
    ("path", "parents"),
    [
        ("/out/meta-llama/Llama-3.1-8B/checkpoint-500", [LLAMA]),
        ("./results/meta-llama--Llama-3.1-8B/checkpoint-500", [LLAMA]),
        ("/cache/models--meta-llama--Llama-3.1-8B/snapshots/1/checkpoint-5", [LLAMA]),
        ("C:\\out\\meta-llama\\Llama-3.1-8B\\checkpoint-500", [LLAMA]),
        # a folder is named after what is being made: from scratch, perhaps
        ("./Llama-3.1-8B/checkpoint-500", []),
        ("outputs/run--2/checkpoint-5", []),
        ("acme/unknown-7b/checkpoint-5", []),
        ("./results/checkpoint-500", []),
        (None, []),
    ],
)
def test_a_path_of_checkpoints_names_only_a_known_id_in_it(path: str | None, parents: list[str]) -> None:
    state = json.dumps({"best_metric": 0.5, "best_model_checkpoint": path, "log_history": [{"loss": 1.0}]})
    by_id = _traces({"trainer_state.json": state})

    assert [key[:3] for key in by_id] == [(parent, None, Rung.NAMED) for parent in parents]


def test_a_long_training_state_is_not_read_and_that_does_not_matter() -> None:
    state = json.dumps({"best_model_checkpoint": "/out/meta-llama/Llama-3.1-8B/x", "log_history": ["x" * 300_000]})
    repository = models.read({"trainer_state.json": state})

    assert repository.of_kind(DocumentKind.TRAINER_STATE) == ()
    assert [(entry.path, entry.matters, entry.detail) for entry in repository.unread] == [
        ("trainer_state.json", False, "It is larger than 256 kB.")
    ]


def test_a_long_training_state_costs_no_bytes() -> None:
    class Refusing(MemorySource):
        def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
            assert path != "trainer_state.json"
            return super().read(path, limit=limit, start=start)

    made = auditor.audit(
        Refusing({"model.safetensors": models.WEIGHTS, "trainer_state.json": "[" + " " * 300_000 + "]"}),
        auditor.Options(name="acme/Mine", as_of="2026-11-22", scancode=False),
    )

    assert [entry.path for entry in made.unread if not entry.matters] == ["trainer_state.json"]


# spaCy

SPACY = {
    "lang": "en",
    "name": "core_web_trf",
    "version": "3.7.3",
    "spacy_version": ">=3.7.0,<3.8.0",
    "author": "Explosion",
    "license": "MIT",
    "sources": [
        {"name": "OntoNotes 5", "url": "https://example.com", "license": "commercial (licensed by Explosion)"},
        {"name": "WordNet 3.0", "license": "WordNet 3.0 License"},
        {"name": "roberta-base", "url": "https://github.com/pytorch/fairseq", "license": ""},
    ],
}


def test_a_spacy_pipeline_tells_its_license_its_sources_and_its_base(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {"meta.json": json.dumps(SPACY, indent=1)}
    edges = _edges(files, knowledge)
    (statement,) = resolve.statements(models.read(files), (), (), knowledge)

    assert (statement.expression, statement.part, statement.by) == ("MIT", Part.WEIGHTS, "spaCy meta.json, license")
    assert {name: (edge.part, edge.relations) for name, edge in edges.items()} == {
        "FacebookAI/roberta-base": (Part.WEIGHTS, (Relation.FINETUNE,)),
        "datasets/OntoNotes 5": (Part.DATA, (Relation.TRAINED_ON,)),
        "datasets/WordNet 3.0": (Part.DATA, (Relation.TRAINED_ON,)),
    }
    assert edges["datasets/OntoNotes 5"].evidence[0].says == (
        "meta.json names the source OntoNotes 5, license “commercial (licensed by Explosion)”"
    )


def test_another_meta_json_says_nothing(knowledge: Knowledge) -> None:
    other = {key: value for key, value in SPACY.items() if key != "spacy_version"}
    files: dict[str, str | bytes] = {"meta.json": json.dumps(other)}

    assert _edges(files, knowledge) == {}
    assert resolve.statements(models.read(files), (), (), knowledge) == ()


# sentence-transformers and diffusers


def test_the_files_of_sentence_transformers_name_no_parent_but_the_name_that_leaked(knowledge: Knowledge) -> None:
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    ]
    files: dict[str, str | bytes] = {
        "modules.json": json.dumps(modules),
        "config_sentence_transformers.json": json.dumps({"__version__": {"sentence_transformers": "2.0.0"}}),
        "1_Pooling/config.json": json.dumps({"word_embedding_dimension": 384, "pooling_mode_mean_tokens": True}),
    }

    assert _edges(files, knowledge) == {}
    files["config.json"] = json.dumps({"_name_or_path": "nreimers/MiniLM-L6-H384-uncased"})
    assert set(_edges(files, knowledge)) == {"nreimers/MiniLM-L6-H384-uncased"}


def test_each_component_of_a_diffusers_pipeline_carries_its_own_name(knowledge: Knowledge) -> None:
    parts = {"text_encoder": ["transformers", "CLIPTextModel"], "vae": ["diffusers", "AutoencoderKL"]}
    files: dict[str, str | bytes] = {
        "model_index.json": json.dumps(
            {"_class_name": "StableDiffusionPipeline", "_name_or_path": "runwayml/stable-diffusion-v1-5", **parts}
        ),
        "text_encoder/config.json": json.dumps({"_name_or_path": "openai/clip-vit-large-patch14"}),
        "vae/config.json": json.dumps({"_name_or_path": "stabilityai/sd-vae-ft-mse-1"}),
    }

    named = {name: edge.component for name, edge in _edges(files, knowledge).items() if not edge.via}
    assert named == {
        "stable-diffusion-v1-5/stable-diffusion-v1-5": "",
        "openai/clip-vit-large-patch14": "text_encoder",
        "stabilityai/sd-vae-ft-mse-1": "vae",
    }
