"""Where a `license_link` leads: a row for each way to write one."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.resolve import license_links
from auditor.resolve.links import license_of_release
from support import models

HUB = "https://huggingface.co/acme/Tern/blob/main"


@pytest.mark.parametrize(
    ("target", "path", "here"),
    [
        ("LICENSE", "LICENSE", True),
        ("license", "license", True),
        ("TERMS", "TERMS", False),
        ("./TERMS#part-2", "TERMS", False),
        ("/legal/./A%20B.md", "legal/A B.md", True),
        ("legal/../LICENSE", "LICENSE", True),
        ("../../LICENSE", "LICENSE", True),
        ("https://acme.example/LICENSE", "", False),
        ("mailto:law@acme.example", "", False),
        ("see the LICENSE file", "", False),
        ("a" * 500, "a" * 500, False),
        ("a" * 501, "", False),
        (f"{HUB}/legal/A%20B.md?download=true", "legal/A B.md", True),
        (f"{HUB}/TERMS", "TERMS", False),
        ("https://huggingface.co/acme/Other/blob/main/LICENSE", "", False),
    ],
)
def test_a_link_of_the_card(target: str, path: str, *, here: bool) -> None:
    files = {"README.md": models.card(f"license_link: {target}"), "LICENSE": "x", "legal/A B.md": "x"}

    assert _links(files, "README.md", "ACME/tern") == [(target, path, here)]


@pytest.mark.parametrize(
    ("target", "path"), [("TERMS", "b/TERMS"), ("./TERMS", "b/TERMS"), ("/TERMS", "TERMS"), ("../TERMS", "TERMS")]
)
def test_a_link_of_a_card_in_a_folder(target: str, path: str) -> None:
    files = {"b/README.md": models.card(f"license_link: {target}"), "b/TERMS": "x"}

    assert _links(files, "b/README.md", None) == [(target, path, path == "b/TERMS")]


def test_an_address_of_the_hub_leads_nowhere_where_no_name_is_known() -> None:
    assert _links({"README.md": models.card(f"license_link: {HUB}/LICENSE"), "LICENSE": "x"}, "README.md", None) == [
        (f"{HUB}/LICENSE", "", False)
    ]


LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"


@pytest.mark.parametrize(
    ("target", "license_id"),
    [
        ("https://huggingface.co/meta-llama/Llama-3.1-8B/blob/main/LICENSE", LLAMA),
        ("https://hf.co/META-LLAMA/llama-3.1-8B/resolve/main/license.txt", LLAMA),
        ("https://huggingface.co/meta-llama/Llama-3.1-8B/blob/main/USE_POLICY.md", ""),
        ("https://huggingface.co/meta-llama/Llama-3.1-8B/blob/main/original/LICENSE", ""),
        ("https://huggingface.co/meta-llama/Llama-3.1-8B", ""),
        # another family, and not its first release
        ("https://huggingface.co/Qwen/Qwen2.5-7B-Instruct/blob/main/LICENSE", "Apache-2.0"),
        # two licenses, one after the other
        ("https://huggingface.co/01-ai/Yi-34B-Chat-4bits/blob/main/LICENSE", ""),
        # known from memory alone
        ("https://huggingface.co/Qwen/Qwen2.5-3B-Instruct/blob/main/LICENSE", ""),
        ("https://huggingface.co/acme/Unknown/blob/main/LICENSE", ""),
    ],
)
def test_the_license_file_of_a_release_is_its_license(target: str, license_id: str, knowledge: Knowledge) -> None:
    assert license_of_release(target, knowledge) == license_id


@pytest.mark.parametrize(
    ("head", "rules"),
    [
        ("license: mit", {"card-and-file-disagree"}),
        ("license: llama3.1", set()),
    ],
)
def test_a_link_to_the_license_of_another_model_is_compared(head: str, rules: set[str]) -> None:
    link = "license_link: https://huggingface.co/meta-llama/Llama-3.1-8B/blob/main/LICENSE"
    made = models.audit({"README.md": models.card(f"{head}\n{link}")}, "acme/Tern-1B")

    assert {finding.rule for finding in made.failing} & {"card-and-file-disagree"} == rules
    assert {finding.verdict.value for finding in made.failing if finding.rule in rules} <= {"undetermined"}


def _links(files: dict[str, str], card: str, name: str | None) -> list[tuple[str, str, bool]]:
    repository = models.read({**files}, name)
    document = repository.document(card)
    assert document is not None
    return [(link.target, link.path, link.here) for link in license_links(document, repository)]
