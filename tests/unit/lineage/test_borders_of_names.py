"""How many names are looked at and reported, and which words of them agree: rows over families of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from support import families, models
from support.families import SHAPE, WIDER

if TYPE_CHECKING:
    from pathlib import Path

_AGREES = "6 of the 6 fields that can be compared agree with Tern"


def _agreeing(root: Path, repo: str, *files: str, name: str = "me/mine", leaked: str = "", head: str = "") -> list[str]:
    """The names that agree with the one release, beside the shape."""
    known = families.family("Tern", "acme", SHAPE, repo, head=head)
    config = {**SHAPE, **({"_name_or_path": leaked} if leaked else {})}
    here = models.read_alone(
        {"config.json": json.dumps(config), **dict.fromkeys(files or ("model.safetensors",), models.WEIGHTS)}, name
    )
    edges = [edge for edge in trace(here, (), families.knowledge(root, tern=known)).upstreams if edge.name == "tern"]
    says = [evidence.says for edge in edges for evidence in edge.evidence if evidence.says.startswith(_AGREES)]
    return [sentence for each in says for sentence in each.split("; ")[1:]]


@pytest.mark.parametrize("count", [1, 3, 4, 5, 9])
def test_four_names_are_reported_at_most(tmp_path: Path, count: int) -> None:
    files = [f"tern-7b-{number}.safetensors" for number in range(count)]

    assert _agreeing(tmp_path, "acme/Tern-7b", *files) == [
        f"the name of its file tern-7b-{number} has the name of acme/Tern-7b in it" for number in range(min(count, 4))
    ]


@pytest.mark.parametrize(("before", "agrees"), [(0, True), (19, True), (20, False)])
def test_twenty_files_are_looked_at_at_most(tmp_path: Path, before: int, *, agrees: bool) -> None:
    files = [*(f"a{number:02}.safetensors" for number in range(before)), "z-tern-7b.safetensors"]

    assert bool(_agreeing(tmp_path, "acme/Tern-7b", *files)) is agrees


@pytest.mark.parametrize(
    ("repo", "name", "agrees"),
    [
        ("acme/Tern-7b", "me/my-tern-7b-law", True),
        ("acme/Tern-7b-chat-base", "me/tern-7b-law", True),
        ("acme/Tern-7b-chat", "me/tern-7b", True),
        ("acme/Tern-7b-chat", "me/tern-7-law", False),
        ("acme/Tern-7b", "me/law-tern-7b", True),
        ("acme/Tern-7b", "me/tern-law-7b", False),
        ("acme/Tern-7b", "me/7b-tern", False),
        ("acme/Tern", "me/tern-law", False),
        ("acme/Tern-chat", "me/tern-law", False),
        ("acme/Tern-chat", "me/tern-chat-law", True),
        ("acme/Tern-2", "me/tern-2-law", True),
        ("acme/7-8", "me/7-8-law", False),
        ("acme/chat", "me/chat-law", False),
    ],
)
def test_the_words_of_a_name_agree_that_are_those_of_the_release(
    tmp_path: Path, repo: str, name: str, *, agrees: bool
) -> None:
    expected = [f"its own name {name} has the name of {repo} in it"] if agrees else []

    assert _agreeing(tmp_path, repo, name=name) == expected


@pytest.mark.parametrize(
    ("head", "agrees"),
    [("", True), ('model_types = ["tern2"]', False), ('model_types = ["gull", "tern-2"]', False)],
)
def test_the_name_of_an_architecture_agrees_with_nothing(tmp_path: Path, head: str, *, agrees: bool) -> None:
    assert bool(_agreeing(tmp_path, "acme/Tern-2", name="me/tern-2-law", head=head)) is agrees


@pytest.mark.parametrize(
    ("leaked", "named"),
    [
        ("/home/me/tern-7b-law", "/home/me/tern-7b-law"),
        ("/home/me/tern-7b-law/", "/home/me/tern-7b-law"),
        ("C:\\models\\tern-7b-law\\", "C:/models/tern-7b-law"),
        ("/home/tern-7b-law/out", ""),
    ],
)
def test_the_last_step_of_a_leaked_path_is_a_name(tmp_path: Path, leaked: str, named: str) -> None:
    says = f"the name in config.json, {named} has the name of acme/Tern-7b in it"

    assert _agreeing(tmp_path, "acme/Tern-7b", leaked=leaked) == ([says] if named else [])


@pytest.mark.parametrize(("file", "agrees"), [("tern-one.safetensors", True), ("gull-one.safetensors", False)])
def test_a_file_agrees_that_is_called_like_one_of_that_release(tmp_path: Path, file: str, *, agrees: bool) -> None:
    tern = families.family("Tern", "acme", SHAPE, "acme/Tern-7b") + '\nfile_names = ["tern-one.safetensors"]'
    gull = families.family("Gull", "beta", WIDER, "beta/Gull-7b") + '\nfile_names = ["gull-one.safetensors"]'
    here = models.read_alone({"config.json": json.dumps(SHAPE), file: models.WEIGHTS}, "me/mine")
    upstreams = trace(here, (), families.knowledge(tmp_path, tern=tern, gull=gull)).upstreams

    (edge,) = (edge for edge in upstreams if edge.name == "tern")
    called = "; tern-one.safetensors is called like a file of acme/Tern-7b"
    assert edge.evidence[0].says == f"{_AGREES}{called if agrees else ''}"


def test_a_name_that_is_in_two_places_is_reported_once(tmp_path: Path) -> None:
    says = _agreeing(tmp_path, "acme/Tern-7b", "a/Tern-7b-x.safetensors", "b/tern-7b-x.safetensors", name="tern-7b-x")

    assert says == ["its own name tern-7b-x has the name of acme/Tern-7b in it"]
