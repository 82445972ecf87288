"""A company's own license whose text is all that a model of somebody else offers: a question, and no accusation."""

from __future__ import annotations

import pytest

from auditor.model import EdgeKind, Verdict
from support import models
from support.lineages import gguf

LLAMA = models.license_text("llama-3.1-license-2024")
NAME = "acme/Tern-1B"


def _stewards(files: dict[str, str | bytes], name: str | None = NAME) -> list[str]:
    made = models.audit({"README.md": models.card("tags: [x]", "# Tern"), "LICENSE": LLAMA, **files}, name)
    return [edge.name for edge in made.lineage if edge.kind is EdgeKind.STEWARD]


@pytest.mark.parametrize(
    "head", ["tags: [x]", "license: other\nlicense_link: LICENSE", "license: unknown", "license: ''"]
)
def test_the_publisher_is_a_licensee_and_is_asked(head: str) -> None:
    files: dict[str, str | bytes] = {"README.md": models.card(head, "# Tern"), "LICENSE": LLAMA}
    made = models.audit(files, NAME)

    assert _stewards(files) == ["llama3.1"]
    assert {"base-undeclared:any:llama3.1", "notice-sentence-missing:llama3.1:llama3.1"} <= models.ids(made)
    assert {finding.verdict for finding in made.findings} == {Verdict.UNDETERMINED}


@pytest.mark.parametrize(
    "files",
    [
        # declared otherwise: that is compared with the text, and the text may be that of a base
        {"README.md": models.card("license: apache-2.0", "# Tern")},
        {"README.md": models.card("license: other\nlicense_name: acme-terms", "# Tern")},
        # a second text: which is offered is not known
        {"LICENSE-ACME": models.apache()},
        # a base brings it
        {"README.md": models.card("base_model: meta-llama/Llama-3.1-8B", "# Tern")},
        # an open form
        {"LICENSE": models.apache()},
        # a text for something else
        {"LICENSE": "", "third_party/LICENSE": LLAMA},
        {"LICENSE": "", "LICENSE-CODE": LLAMA},
    ],
)
def test_nobody_is_a_licensee_where_something_else_explains_the_text(files: dict[str, str | bytes]) -> None:
    assert _stewards(files) == []


@pytest.mark.parametrize("name", ["meta-llama/Tern-1B", None])
def test_the_company_itself_and_who_may_be_it_are_no_licensees(name: str | None) -> None:
    assert _stewards({"README.md": "A model.\n"}, name) == []


@pytest.mark.parametrize(("value", "names"), [("mit", []), ("other", ["llama3.1"])])
def test_a_license_in_a_header_is_declared_too(value: str, names: list[str]) -> None:
    files: dict[str, str | bytes] = {"LICENSE": LLAMA, "m.gguf": gguf(general__license=value)}
    made = models.audit_alone(files, NAME)

    assert [edge.name for edge in made.lineage if edge.kind is EdgeKind.STEWARD] == names
