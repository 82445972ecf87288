"""Folders of several models that were once judged as one: each model is judged as it is alone, where it lies."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from building import Gguf

import auditor
from auditor.model import Severity
from support import models
from support.memory import MemorySource

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = auditor.Options(scancode=False, as_of="2026-11-22")
Files = dict[str, str | bytes]
LLAMA = "meta-llama/Llama-3.1-8B"
LLAMA_NOTICE = (
    "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights "
    "Reserved.\n"
)


def findings(files: Files) -> dict[str, set[str]]:
    """What is found of each model at or above warning, by its path."""
    by_name = {}
    for entry in auditor.survey([MemorySource(files, target="t")], OPTIONS):
        assert entry.audit is not None, entry.problem
        path = entry.audit.target.removeprefix("t").lstrip("/")
        by_name[path] = {
            finding.id for finding in entry.audit.findings if finding.severity in (Severity.ERROR, Severity.WARNING)
        }
    return by_name


def below(folder: str, files: Files) -> Files:
    return {f"{folder}/{path}": text for path, text in files.items()}


def gguf(architecture: str, license_: str, name: str = "") -> bytes:
    header = Gguf().pair("general.architecture", "text", architecture).pair("general.license", "text", license_)
    return (header.pair("general.name", "text", name) if name else header).build()


def ours(holder: str = "Acme", *, text: bool = True) -> Files:
    """A model of its publisher's own under MIT; without a text if so wished."""
    papers: Files = {"README.md": models.card("license: mit", f"# {holder}-7B"), "config.json": '{"model_type": "x"}'}
    return papers | ({"LICENSE": models.mit(f"Copyright (c) 2024 {holder}")} if text else {})


def llama(*, complete: bool = True) -> Files:
    """A fine-tune of Llama, with all that its license requires, or with nothing of it."""
    if not complete:
        return {"README.md": models.card(f"license: apache-2.0\nbase_model: {LLAMA}", "# Owl-8B")}
    card = models.card(f"license: llama3.1\nbase_model: {LLAMA}", "# Llama-3.1-Owl-8B\n\nBuilt with Llama\n")
    text = models.license_text("llama-3.1-license-2024")
    return {"README.md": card, "config.json": '{"model_type": "x"}', "LICENSE": text, "NOTICE": LLAMA_NOTICE}


def adapter(base: str) -> Files:
    return {
        "README.md": models.card(f"license: apache-2.0\nbase_model: {base}"),
        "adapter_config.json": json.dumps({"base_model_name_or_path": base, "peft_type": "LORA"}),
        "adapter_model.safetensors": models.WEIGHTS,
    }


_TWENTY = "twenty, of which one is of Llama and one lacks its text"


def layouts() -> dict[str, dict[str, Files]]:
    """The models of each layout, by their folders."""
    return {
        "two that each pass alone": {"a": ours(), "b": llama()},
        "one with its text, one without": {"a": ours("A"), "b": ours("B", text=False)},
        "another's line of MIT beside a card without text": {"x": ours(text=False), "y": ours("DeepSeek")},
        "adapters of two bases": {"lora/one": adapter("Qwen/Qwen2.5-7B"), "lora/two": adapter(LLAMA)},
        _TWENTY: {
            f"model-{number:02}": llama(complete=False) if number == 7 else ours(f"M{number}", text=number != 11)
            for number in range(20)
        },
    }


@pytest.mark.parametrize(
    "name",
    [
        "two that each pass alone",
        "one with its text, one without",
        "another's line of MIT beside a card without text",
        "adapters of two bases",
        _TWENTY,
    ],
)
def test_each_is_judged_as_alone(name: str) -> None:
    layout = layouts()[name]
    together: Files = {}
    for folder, files in layout.items():
        together |= below(folder, files)
    alone = {folder: findings(files)[""] for folder, files in layout.items()}
    assert findings(together) == alone


def test_of_twenty_models_only_those_are_named_that_it_is_about() -> None:
    together: Files = {}
    for folder, files in layouts()[_TWENTY].items():
        together |= below(folder, files)
    named = {path: ids for path, ids in findings(together).items() if ids}
    assert f"limit-dropped:llama3.1:{LLAMA}" in named["model-07"]
    assert set(named) <= {"model-07", "model-11"}


def test_the_files_of_a_cache_of_llama_cpp_are_no_neighbours() -> None:
    gemma, mistral = "ggml-org_gemma-3-1b_gemma-3-1b-Q4_K_M.gguf", "TheBloke_Mistral-7B_mistral-7b.Q4_0.gguf"
    files: Files = {gemma: gguf("gemma3", "gemma"), mistral: gguf("llama", "apache-2.0")}
    assert findings({**files, "manifest=ggml-org=gemma-3=latest.json": "{}"}) == {gemma: set(), mistral: set()}


def test_the_files_of_lm_studio_are_no_neighbours() -> None:
    llama_folder, qwen = "lmstudio-community/Llama-3.2-1B-GGUF", "bartowski/Qwen2.5-3B-GGUF"
    files: Files = {
        f"{llama_folder}/Llama-3.2-1B-Q4_K_M.gguf": gguf("llama", "llama3.2"),
        f"{qwen}/Qwen2.5-3B-Q8_0.gguf": gguf("qwen2", "other"),
    }
    assert findings(files) == {llama_folder: set(), qwen: {"license-unknown:other:self"}}


def test_each_file_of_comfyui_is_a_model_and_its_program_s_license_is_of_none() -> None:
    shelved = (
        *("checkpoints/sd_xl_base_1.0", "checkpoints/own", "loras/ink", "loras/pixel", "vae/ae", "clip/clip_l"),
        *("controlnet/canny", "upscale_models/x4", "embeddings/bad", "unet/mine", "clip/g"),
    )
    files: Files = {f"models/{path}.safetensors": models.WEIGHTS for path in shelved}
    judged = findings({**files, "LICENSE": models.apache(), "README.md": "# A program\n"})
    assert set(judged) == set(files)
    assert set().union(*judged.values()) <= {"license-undeclared:any:self", "base-undeclared:any:sdxl-base"}


def test_examples_below_other_folders_are_judged_as_alone(tmp_path: Path) -> None:
    """The guilty one beside the innocent, whose name was in the accusation."""
    places = {"a/model": "03-finetune-with-its-notices", "b/model": "04-llama-relicensed-as-apache"}
    for place, example in places.items():
        shutil.copytree(ROOT / "examples" / example / "repo", tmp_path / place)
    standings = {
        Path(entry.target).relative_to(tmp_path).as_posix(): entry.audit and entry.audit.standing.value
        for entry in auditor.survey([tmp_path], OPTIONS)
    }
    assert standings == {"a/model": "no-findings", "b/model": "does-not-comply"}


def test_a_package_is_the_same_from_the_folder_above_it() -> None:
    package: Files = {
        "package.json": '{"name": "faces", "license": "MIT"}',
        "LICENSE": models.mit("Copyright (c) 2024 Acme"),
        "models/blazeface/model.json": '{"format": "graph-model", "modelTopology": {}, "weightsManifest": []}',
        "models/blazeface/model.bin": b"\x01" * 9,
    }
    assert list(findings(package).values()) == list(findings(below("package", package)).values())


@pytest.mark.parametrize(
    "files",
    [
        {"hosts": "127.0.0.1\n", "ssh/sshd_config": "Port 22\n", "ssl/openssl.cnf": "[x]\n", "app/config.json": "{}"},
        {"x/__init__.py": "", "x-1.dist-info/METADATA": "Name: x\nLicense: MIT\n", "x-1.dist-info/LICENSE": "MIT"},
        {"logo.png": b"\x89PNG", "press.pdf": b"%PDF"},
        {"tokenizer.json": "{}", "vocab.txt": "a\n", "LICENSE": "Apache License\n"},
        {"README.md": "# Data\n", "data/train-00000-of-00001.parquet": b"PAR1", "data/extra.bin": b"x"},
    ],
    ids=("etc", "an empty wheel", "logos", "a tokenizer", "a data set"),
)
def test_what_is_no_model_gets_no_verdict(files: Files) -> None:
    audit = auditor.audit(MemorySource(files, target="t"), OPTIONS)
    assert (audit.standing, audit.findings) == (auditor.Standing.NOT_A_MODEL, ())
