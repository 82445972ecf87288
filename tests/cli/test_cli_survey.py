"""`auditor audit` of folders of models, of several targets, of stores, and of what is no model."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from itertools import combinations
from pathlib import Path

import pytest

import auditor
from auditor.errors import TargetError
from auditor.knowledge import Knowledge
from support import models
from support.command import Run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/repo"))
OPTIONS = auditor.Options(scancode=False, as_of="2026-11-22")
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 9000000\n"


def write(place: Path, files: dict[str, str | bytes]) -> Path:
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return place


def ours(name: str) -> dict[str, str | bytes]:
    """A model of its publisher's own, complete."""
    mit = models.mit("Copyright (c) 2024 Acme")
    return {"README.md": models.card("license: mit", f"# {name}"), "LICENSE": mit, "model.safetensors": models.WEIGHTS}


def test_examples_beside_each_other_are_judged_as_alone(tmp_path: Path) -> None:
    knowledge = Knowledge()
    alone = {place.parent.name: auditor.audit(place, OPTIONS, knowledge=knowledge) for place in EXAMPLES}
    sets = [chosen for number in range(2, len(EXAMPLES) + 1) for chosen in combinations(EXAMPLES, number)]
    for chosen in sets:
        folder = tmp_path / "-".join(place.parent.name[:2] for place in chosen)
        for place in chosen:
            shutil.copytree(place, folder / place.parent.name)
        surveyed = {entry.target.rpartition("/")[2]: entry.audit for entry in auditor.survey([folder], OPTIONS)}
        assert set(surveyed) == {place.parent.name for place in chosen}
        for name, audit in surveyed.items():
            assert audit is not None
            assert {(finding.id, finding.verdict) for finding in audit.findings} == {
                (finding.id, finding.verdict) for finding in alone[name].findings
            }
            assert audit.standing is alone[name].standing


def test_our_own_source_tree_is_no_model_and_accuses_nobody() -> None:
    audit = auditor.audit(ROOT, OPTIONS)
    assert (audit.standing, audit.findings) == (auditor.Standing.NOT_A_MODEL, ())
    left_out = " ".join(entry.detail for entry in audit.unread if entry.reason.is_left_out)
    assert "examples/" in left_out


def test_several_targets_are_a_line_each_and_the_worst_decides(real: Run, tmp_path: Path) -> None:
    write(tmp_path / "good", ours("Good-7B"))
    wrong = models.card("license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B")
    write(tmp_path / "wrong", {"README.md": wrong, "model.safetensors": models.WEIGHTS})
    write(tmp_path / "none", {"logo.png": b"\x89PNG"})

    done = real("audit", "good", "wrong", "none", "--no-scancode", "-q")
    assert done.returncode == 1, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()[:3]] == ["error", "not", "nothing"]
    assert real("audit", "good", "none", "--no-scancode").returncode == 3
    assert real("audit", "good", "good", "--no-scancode").returncode == 0
    report = json.loads(real("audit", "good", "wrong", "--no-scancode", "--format", "json").stdout)
    assert report["format"].startswith("auditor-survey/")
    assert [entry["standing"] for entry in report["entries"]] == ["does-not-comply", "no-findings"]


def test_where_there_is_no_model_it_is_3_and_what_speaks_is_shown(real: Run, tmp_path: Path) -> None:
    write(tmp_path / "docs-only", {"LICENSE": models.mit("Copyright (c) 2024 Acme"), "README.md": "# Words\n"})
    done = real("audit", "docs-only", "--no-scancode")
    assert done.returncode == 3
    assert done.stdout.splitlines()[:2] == [
        "Words in docs-only: NOT A MODEL",
        "No model here: no weights, no configuration, no card",
    ]
    assert "detected   MIT" in done.stdout


def test_pointers_in_place_of_weights_are_said_first_and_their_headers_matter(real: Run, tmp_path: Path) -> None:
    write(tmp_path / "m", {**ours("M-7B"), "model.gguf": POINTER})
    (tmp_path / "m" / "model.safetensors").unlink()
    done = real("audit", "m", "--no-scancode")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].endswith(": UNDETERMINED (weights: LFS pointers)")


def test_environments_and_samples_are_not_looked_into_and_said(real: Run, tmp_path: Path) -> None:
    sample = '{"model_type": "llama", "_name_or_path": "meta-llama/Llama-3.1-8B"}'
    more = {".venv/lib/x/model.safetensors": models.WEIGHTS, "examples/llama/config.json": sample}
    write(tmp_path / "m", {**ours("M-7B"), **more})
    done = real("audit", "m", "--no-scancode")
    assert done.returncode == 0, done.stdout
    text = " ".join(done.stdout.split())
    assert ".venv/: environments and caches are not looked into" in text
    assert "examples/: samples and third-party code are not part of the model" in text


def test_an_open_join_is_asked_and_a_root_settles_it(real: Run, tmp_path: Path) -> None:
    lora = {"one.safetensors": models.WEIGHTS, "two.safetensors": models.WEIGHTS}
    write(tmp_path / "loras", {"README.md": models.card("license: mit"), **lora})
    done = real("audit", "loras", "--no-scancode")
    assert "Is one.safetensors the same model as two.safetensors?" in done.stdout
    settled = real("audit", "loras", "--no-scancode", "--root", ".")
    assert "same model as" not in settled.stdout
    assert settled.stdout.startswith("loras: ")
    assert real("audit", "loras", "--root", "nowhere").returncode == 3


def ollama(models_folder: Path, *names: str) -> dict[str, str]:
    """A store of Ollama with models of their own weights; the blob of each model."""
    (models_folder / "blobs").mkdir(parents=True)
    blobs = {}
    for name in names:
        layers = []
        for kind, data in (
            ("model", b"GGUF\x03\0\0\0" + b"\0" * 16 + name.encode()),
            ("license", models.mit("Copyright (c) 2024 A").encode()),
        ):
            digest = hashlib.sha256(data).hexdigest()
            (models_folder / "blobs" / f"sha256-{digest}").write_bytes(data)
            media = f"application/vnd.ollama.image.{kind}"
            layers.append({"mediaType": media, "digest": f"sha256:{digest}", "size": 1})
            blobs.setdefault(name, f"blobs/sha256-{digest}")
        manifest = json.dumps({"layers": layers})
        write(models_folder, {f"manifests/registry.ollama.ai/library/{name}/1b": manifest})
    return blobs


def test_a_store_of_ollama_is_a_target_for_each_manifest(real: Run, tmp_path: Path) -> None:
    ollama(tmp_path / "models", "tern")
    report = json.loads(real("audit", "models", "--no-scancode", "--format", "json").stdout)
    assert [entry["target"] for entry in report["entries"]] == ["tern:1b"]
    assert not any(finding["id"].startswith("license-text-missing") for finding in report["entries"][0]["findings"])


def test_a_path_in_the_store_of_ollama_is_the_models_that_it_is_about(tmp_path: Path) -> None:
    blobs = ollama(tmp_path / "models", "gull", "tern")
    library = "manifests/registry.ollama.ai/library"
    for place, names in {
        "manifests": ["gull:1b", "tern:1b"],
        f"{library}/tern": ["tern:1b"],
        f"{library}/tern/1b": ["tern:1b"],
        "blobs": ["gull:1b", "tern:1b"],
        blobs["gull"]: ["gull:1b"],
    }.items():
        assert [entry.target for entry in auditor.survey([tmp_path / "models" / place], OPTIONS)] == names


def test_a_hub_cache_that_is_named_is_a_list_of_its_repositories(real: Run, tmp_path: Path) -> None:
    for commit in ("1" * 40, "2" * 40):
        write(tmp_path / "hub" / "models--acme--tiny" / "snapshots" / commit, ours("Tiny"))
    write(tmp_path / "hub" / "models--acme--tiny", {"refs/main": "1" * 40})
    report = json.loads(real("audit", "hub", "--no-scancode", "--format", "json").stdout)
    assert [(entry["name"], entry["commit"]) for entry in report["entries"]] == [("acme/tiny", "1" * 40)]
    assert report["left"] == [f"models--acme--tiny/snapshots/{'2' * 40}"]


@pytest.mark.parametrize(
    ("refs", "chosen"), [({}, "3"), ({"refs/v1.0": "1" * 40}, "1"), ({"refs/main": "2" * 40}, "2")]
)
def test_of_the_snapshots_of_a_cache_one_is_judged(
    real: Run, tmp_path: Path, refs: dict[str, str | bytes], chosen: str
) -> None:
    """That of main, else the newest that a ref names, else the newest: never two revisions of one model."""
    repository = tmp_path / "hub" / "models--acme--tiny"
    for age, commit in enumerate("321"):
        snapshot = write(repository / "snapshots" / (commit * 40), ours("Tiny"))
        os.utime(snapshot, (1_700_000_000 - age, 1_700_000_000 - age))
    write(repository, refs)
    report = json.loads(real("audit", "hub", "--no-scancode", "--format", "json").stdout)
    assert [entry["commit"][0] for entry in report["entries"]] == [chosen]
    assert sorted(path[-1] for path in report["left"]) == sorted({*"123"} - {chosen})


def test_the_card_of_a_collection_is_no_model_where_each_model_has_its_own(real: Run, tmp_path: Path) -> None:
    """Else it would be accused of lacking texts that nobody distributes at the top."""
    wrong = models.card("license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B", "# Our models")
    write(tmp_path / "zoo", {"README.md": wrong})
    write(tmp_path / "zoo" / "tern", ours("Tern-7B"))
    done = real("audit", "zoo", "--no-scancode")
    assert done.returncode == 0, done.stdout
    assert "Not judged: README.md." in " ".join(done.stdout.split())
    write(tmp_path / "zoo" / "gull", ours("Gull-7B"))
    report = json.loads(real("audit", "zoo", "--no-scancode", "--format", "json").stdout)
    assert [(entry["target"], entry["standing"]) for entry in report["entries"]] == [
        ("zoo/gull", "no-findings"),
        ("zoo/tern", "no-findings"),
    ]
    assert report["left"] == ["README.md"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("m.onnx", "does not read a .onnx file by itself"), ("m.pt", "by itself"), ("m.whl", "archives are not opened")],
)
def test_a_file_of_another_format_is_told_what_it_is(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(TargetError, match=says) as caught:
        auditor.audit(tmp_path / name)
    assert caught.value.tip


def test_several_models_are_no_one_audit(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, ours(name))
    with pytest.raises(TargetError, match="holds 2 models: a, b"):
        auditor.audit(tmp_path, OPTIONS)
