"""What is judged of one model among several: what lies above it, beside it and in its parts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import auditor
from auditor.model import Part
from support import models
from support.memory import MemorySource

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Audit

OPTIONS = auditor.Options(scancode=False, as_of="2026-11-22")
LLAMA = "meta-llama/Llama-3.1-8B"


def audits(files: dict[str, str | bytes], roots: tuple[str, ...] = ()) -> dict[str, Audit]:
    """The audits by the path of the model."""
    surveyed = auditor.survey([MemorySource(files, target="t")], OPTIONS.replace(roots=roots))
    return {entry.audit.target: entry.audit for entry in surveyed if entry.audit is not None}


def tree(**more: str | bytes) -> dict[str, str | bytes]:
    """A program's source tree with a model in it that still carries the name of its origin."""
    config = json.dumps({"model_type": "llama", "_name_or_path": LLAMA})
    model = {"app/m/config.json": config, "app/m/model.safetensors": models.WEIGHTS}
    return {"pyproject.toml": "", "README.md": "# A program\n", **model, **more}


def test_a_license_above_a_model_of_another_origin_may_hold_its_text_and_offers_nothing() -> None:
    (audit,) = audits(tree(LICENSE=models.license_text("llama-3.1-license-2024"))).values()
    assert not any(finding.rule == "license-text-missing" for finding in audit.findings)
    undeclared = next(finding for finding in audit.findings if finding.rule == "license-undeclared")
    assert "whether it is meant for the weights is not clear" in undeclared.message
    assert [statement.part for statement in audit.statements if statement.source.value == "detected"] == [Part.UNCLEAR]

    (other,) = audits(tree(LICENSE=models.mit("Copyright (c) 2024 App"))).values()
    verdicts = {finding.rule: finding.verdict.value for finding in other.findings}
    assert verdicts["license-text-missing"] == "breached"
    assert verdicts["limit-dropped"] == "undetermined"


def test_weights_that_an_index_lists_and_that_are_not_here_are_unread() -> None:
    shards = {f"w{n}": f"model-0000{n}-of-00002.safetensors" for n in (1, 2)}
    files: dict[str, str | bytes] = {
        "m/README.md": models.card("license: mit"),
        "m/LICENSE": models.mit("Copyright (c) 2026 Acme"),
        "m/config.json": json.dumps({"model_type": "tern"}),
        "m/model.safetensors.index.json": json.dumps({"weight_map": shards}),
    }
    (audit,) = audits(files).values()
    assert [(unread.path, unread.reason.value) for unread in audit.repository.unread] == [
        ("m/model-00001-of-00002.safetensors", "not-here")
    ]
    assert audit.standing.value == "undetermined"

    (some,) = audits({**files, "m/model-00002-of-00002.safetensors": models.WEIGHTS}).values()
    assert (some.repository.unread, some.standing.value) == ((), "no-findings")
    (none,) = audits({**files, "m/model.safetensors.index.json": '{"weight_map": {}}'}).values()
    assert (none.repository.unread, none.standing.value) == ((), "no-findings")


def test_a_license_above_contradicts_no_nearer_statement() -> None:
    own = {"m/README.md": models.card("license: apache-2.0"), "m/LICENSE": models.apache()}
    mit = {"LICENSE": models.mit("Copyright (c) 2024 App"), "m/model.safetensors": models.WEIGHTS}
    bare = {"m/README.md": "# A model\n\nThe model is licensed under the Apache License 2.0.\n"}
    for nearer in (own, bare):
        (audit,) = audits({**mit, **nearer}).values()
        assert not any(finding.rule == "card-and-file-disagree" for finding in audit.findings)


def test_a_license_above_governs_where_nothing_nearer_does() -> None:
    files = tree(LICENSE=models.mit("Copyright (c) 2024 App"))
    files["app/m/config.json"] = json.dumps({"model_type": "tern"})
    (audit,) = audits(files).values()
    assert (audit.concluded, audit.findings) == ("MIT", ())


def test_the_card_of_a_repository_speaks_for_the_models_in_its_folders() -> None:
    card = models.card(f"license: llama3.1\nbase_model: {LLAMA}", "# Llama-3.1-Tern\nBuilt with Llama")
    notice = "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights "
    files: dict[str, str | bytes] = {
        "README.md": card,
        "LICENSE": models.license_text("llama-3.1-license-2024"),
        "NOTICE": f"{notice}Reserved.\n",
    }
    for size in ("8b", "9b"):
        files[f"{size}/config.json"] = json.dumps({"model_type": "llama", "_name_or_path": LLAMA})
        files[f"{size}/model.safetensors"] = models.WEIGHTS
    assert {place: audit.findings for place, audit in audits(files).items()} == {"t/8b": (), "t/9b": ()}


def test_a_card_in_a_folder_without_weights_speaks_for_no_model_around_it() -> None:
    files: dict[str, str | bytes] = {
        "README.md": models.card("license: mit"),
        "LICENSE": models.mit("Copyright (c) 2024 Acme"),
        "ink.safetensors": models.WEIGHTS,
        "pixel.safetensors": models.WEIGHTS,
        "onnx/README.md": models.card("license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-R1"),
    }
    for audit in audits(files).values():
        assert audit.lineage == ()
        assert not any(finding.verdict.value == "breached" for finding in audit.findings)


def test_a_parent_beside_it_is_read_as_one_model_and_not_with_those_in_its_folders(tmp_path: Path) -> None:
    child, parent = tmp_path / "tern", tmp_path / "acme--Base-7B"
    for place in (child, parent / "draft"):
        place.mkdir(parents=True)
        (place / "model.safetensors").write_bytes(models.WEIGHTS)
    (child / "README.md").write_text(models.card("license: mit\nbase_model: acme/Base-7B"))
    (child / "LICENSE").write_text(models.mit("Copyright (c) 2023 Acme"))
    (parent / "README.md").write_text(models.card("license: mit", "# Base-7B"))
    (parent / "LICENSE").write_text(models.mit("Copyright (c) 2023 Acme"))
    (parent / "config.json").write_text(json.dumps({"model_type": "tern", "hidden_size": 8}))
    (parent / "model.safetensors").write_bytes(models.WEIGHTS)
    alone = auditor.audit(child, OPTIONS)

    (parent / "draft" / "README.md").write_text(models.card("license: cc-by-nc-4.0"))
    (parent / "draft" / "LICENSE").write_text(models.mit("Copyright (c) 2019 Somebody Else"))
    with_another = auditor.audit(child, OPTIONS)

    assert [edge.candidates[0].license for edge in with_another.lineage] == ["MIT"]
    assert with_another.findings == alone.findings
    assert with_another.lineage == alone.lineage


def test_a_collection_that_is_a_parent_speaks_by_the_documents_at_its_top(tmp_path: Path) -> None:
    child, parent = tmp_path / "tern", tmp_path / "acme--Zoo"
    for place in (child, parent / "a", parent / "b"):
        place.mkdir(parents=True)
        (place / "model.safetensors").write_bytes(models.WEIGHTS)
        (place / "README.md").write_text(models.card("license: cc-by-nc-4.0", f"# {place.name}"))
    (child / "README.md").write_text(models.card("license: mit\nbase_model: acme/Zoo"))
    (parent / "README.md").write_text(models.card("license: mit", "# Zoo"))

    assert [edge.candidates[0].license for edge in auditor.audit(child, OPTIONS).lineage] == ["MIT"]


def test_a_license_that_the_card_links_is_read_wherever_it_lies() -> None:
    head = "license: other\nlicense_name: acme\nlicense_link: ./docs/acme-terms.txt"
    files: dict[str, str | bytes] = {
        "README.md": models.card(head),
        "model.safetensors": models.WEIGHTS,
        "docs/acme-terms.txt": models.mit("Copyright (c) 2024 Acme"),
        "docs/other-terms.txt": models.apache(),
    }
    (audit,) = audits(files).values()
    assert not any(finding.rule == "license-file-absent" for finding in audit.findings)
    assert [document.path for document in audit.repository.documents] == [
        "README.md",
        "docs/acme-terms.txt",
        "model.safetensors",
    ]
