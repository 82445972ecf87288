"""Where a `license_link` leads: a row for each way to write one."""

from __future__ import annotations

import pytest

from auditor.resolve import license_links
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


def _links(files: dict[str, str], card: str, name: str | None) -> list[tuple[str, str, bool]]:
    repository = models.read({**files}, name)
    document = repository.document(card)
    assert document is not None
    return [(link.target, link.path, link.here) for link in license_links(document, repository)]
