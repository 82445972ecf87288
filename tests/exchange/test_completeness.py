"""The minimum elements of an SBOM for AI: all fifty, claims that both documents keep, true digests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import auditor
from auditor.model import Audit, NameSource
from auditor.report import formats
from auditor.report.bom.completeness import Element, elements
from auditor.report.bom.read import read

Audits = Callable[[str], Audit]


def _rows(audit: Audit) -> dict[tuple[str, str], Element]:
    return {(row.cluster, row.name): row for row in elements(read(audit))}


def test_there_are_fifty_and_each_says_where_it_is_or_would_come_from(audits: Audits) -> None:
    rows = elements(read(audits("merge")))
    assert len(rows) == 50
    assert len({(row.cluster, row.name) for row in rows}) == 50
    assert all(row.filled or row.source for row in rows)
    assert all(row.source for row in rows if not row.whole)
    text = formats.render(audits("merge"), "completeness")
    assert len(re.findall(r"^  \S.* (?:yes|no|partly) ", text, re.MULTILINE)) == 50


def test_what_is_known_of_some_is_called_partly_filled(audits: Audits) -> None:
    rows = _rows(audits("hub"))
    version = rows["Models", "version"]
    assert (version.filled, version.whole) == ("known for 1 of 6", False)
    assert rows["Models", "identifier"].whole
    assert not rows["Metadata", "signature"].filled
    assert not rows["Datasets", "license"].filled
    line = next(each for each in formats.render(audits("hub"), "completeness").splitlines() if "  version   " in each)
    assert line.split()[:2] == ["version", "yes"]
    assert "partly  known for 1 of 6; the rest would come from a revision of each" in formats.render(
        audits("hub"), "completeness"
    )


def test_both_documents_have_what_is_claimed(audits: Audits) -> None:
    rows = _rows(audits("hub"))
    made = json.loads(formats.render(audits("hub"), "cyclonedx"))
    models = [
        each
        for each in (made["metadata"]["component"], *made["components"])
        if each["type"] == "machine-learning-model"
    ]
    packages = [each for each in _graph(audits("hub")) if each["type"] == "ai_AIPackage"]
    assert len(models) == len(packages) == 6

    def released(model: dict[str, Any]) -> bool:
        return any(each["name"] == "auditor:released" for each in model.get("properties", ()))

    counts = {
        "identifier": (sum("purl" in each for each in models), "software_packageUrl"),
        "version": (sum("version" in each for each in models), "software_packageVersion"),
        "producer": (sum("supplier" in each for each in models), "suppliedBy"),
        "timestamp": (sum(map(released, models)), "releaseTime"),
        "external references": (sum("externalReferences" in each for each in models), "software_downloadLocation"),
    }
    for name, (count, field) in counts.items():
        assert rows["Models", name].filled == f"known for {count} of 6", name
        assert sum(field in each for each in packages) == count, name
    assert made["metadata"]["lifecycles"] == [{"phase": "post-build"}]


def _graph(audit: Audit) -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = json.loads(formats.render(audit, "spdx3"))["@graph"]
    return graph


def test_a_digest_is_of_the_whole_file_or_is_not_there(tmp_path: Path) -> None:
    """Of weights the header alone is read: its digest is not the file's."""
    header = b'{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}'
    weights = len(header).to_bytes(8, "little") + header + b"\0\0\0\0"
    (tmp_path / "model.safetensors").write_bytes(weights)
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\nA model.\n", encoding="utf-8")
    here = auditor.audit(tmp_path, auditor.Options(scancode=False, as_of="2026-11-27", name="acme/Cool"))
    assert _digests(here) == {"README.md": sha256((tmp_path / "README.md").read_bytes()).hexdigest()}
    assert not _rows(here)["Models", "hash value"].filled

    files = tuple(
        each.replace(sha256=sha256(weights).hexdigest()) if each.path == "model.safetensors" else each
        for each in here.repository.files
    )
    listed = here.replace(repository=here.repository.replace(files=files, name_source=NameSource.HUB))
    assert _digests(listed)["model.safetensors"] == sha256(weights).hexdigest()
    assert _rows(listed)["Models", "hash value"].filled == "of 1 of 1 files of weights"


def _digests(audit: Audit) -> dict[str, str]:
    """By path; the same in SPDX 3, CycloneDX and SARIF."""
    files = [each for each in _graph(audit) if each["type"] == "software_File"]
    spdx = {each["name"]: each["verifiedUsing"][0]["hashValue"] for each in files if "verifiedUsing" in each}
    components = json.loads(formats.render(audit, "cyclonedx"))["metadata"]["component"]["components"]
    assert {each["name"]: each["hashes"][0]["content"] for each in components if "hashes" in each} == spdx
    (run,) = json.loads(formats.render(audit, "sarif"))["runs"]
    hashed = [each["hashes"]["sha-256"] for each in run["artifacts"] if "hashes" in each]
    assert sorted(hashed) == sorted(spdx.values())
    return spdx
