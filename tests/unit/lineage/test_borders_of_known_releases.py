"""Whether a repository is a known release or only looks like one: tables over families of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.identify.copyrights.lines import of_document
from auditor.lineage import trace
from auditor.lineage.shape.known_release import same_model
from auditor.model import Part, Relation
from support import families, models
from support.families import SHAPE, WIDER

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.lineage import Traced
    from auditor.model import KnownRelease, Scalar

Files = dict[str, str | bytes]
_HOLDER = 'holders = ["Acme", "Acme Inc"]'
_SEVEN: dict[str, Scalar] = {**SHAPE, "head_dim": 8}
TERN = families.family(
    "Tern", "acme", _SEVEN, "acme/Tern-7b", head=f'{_HOLDER}\nmodel_types = ["llama"]', under={"Tern-7b": "MIT"}
)
GULL = families.family("Gull", "beta", WIDER, "beta/Gull-7b", head='holders = ["Beta"]', under={"Gull-7b": "MIT"})
_BOTH = families.family(
    "Heron",
    "acme",
    WIDER,
    "acme/Heron-7b",
    "acme/Heron-7b-chat",
    head=_HOLDER,
    under={"Heron-7b": "MIT", "Heron-7b-chat": "Apache-2.0"},
)
_LINE = "Copyright (c) 2023 Acme"
_LICENSE = f"MIT License\n\n{_LINE}\n\nPermission is hereby granted, free of charge.\n"


def _traced(root: Path, files: Files, name: str | None = None, unclear: str = "", **known: str) -> Traced:
    rules = families.with_licenses(
        families.knowledge(root, **{"tern": TERN, "gull": GULL, **known}), "mit", "apache-2.0"
    )
    repository = models.read(files, name)
    repository = repository.replace(
        documents=tuple(
            document.replace(part=Part.UNCLEAR) if document.path == unclear else document
            for document in repository.documents
        )
    )
    lines = tuple(line for document in repository.documents for line in of_document(document))
    return trace(repository, lines, rules)


def _config(folder: str = "", **changes: Scalar) -> Files:
    """A configuration of a Tern with these changes, beside weights."""
    return {
        f"{folder}config.json": json.dumps({**_SEVEN, **changes}),
        f"{folder}model.safetensors": models.WEIGHTS,
    }


def _wide(folder: str = "") -> Files:
    return {f"{folder}config.json": json.dumps(WIDER), f"{folder}model.safetensors": models.WEIGHTS}


_CARD: Files = {"README.md": models.card("license: mit")}
_OF_ACME: Files = {"LICENSE": _LICENSE}


@pytest.mark.parametrize(
    ("files", "release"),
    [
        ({**_config(), **_OF_ACME}, "acme/Tern-7b"),
        (_config(), None),
        ({**_config(), "LICENSE": _LICENSE.replace("Acme", "ACME INC.")}, "acme/Tern-7b"),
        ({**_config(), "LICENSE": _LICENSE.replace("Acme", "Another")}, None),
        ({**_config(), "LICENSE": _LICENSE.replace("Acme", "Acme and Another")}, None),
        # what was changed is not the release, and hides none that was not
        ({**_config(vocab_size=32_008), **_OF_ACME}, None),
        ({**_config(model_type="own"), **_OF_ACME}, None),
        ({**_config(vocab_size=32_008), **_config("z/"), **_OF_ACME}, "acme/Tern-7b"),
        ({**_config(model_type="own"), **_config("z/"), **_OF_ACME}, "acme/Tern-7b"),
        ({**_config(vocab_size=32_008), **_wide("z/"), **_OF_ACME}, None),
        # a family whose releases came under several licenses hides none that is told apart
        ({**_wide(), **_config("z/"), **_OF_ACME}, "acme/Tern-7b"),
        ({**_wide(), **_OF_ACME}, None),
        ({**_wide(), **_OF_ACME, **_CARD}, "acme/Heron-7b"),
        ({**_wide(), **_OF_ACME, "README.md": models.card("license: apache-2.0")}, "acme/Heron-7b-chat"),
        ({**_config(), **_OF_ACME, "README.md": models.card("license: apache-2.0")}, "acme/Tern-7b"),
        # where the file of the holder is
        ({**_config("z/"), "z/LICENSE": _LICENSE}, "acme/Tern-7b"),
        ({**_config(), "docs/LICENSE": _LICENSE}, None),
        ({**_config(), "NOTICE": f"{_LINE}\n"}, None),
        # a heading that is no name, or that of another model
        ({**_config(), **_OF_ACME, "README.md": models.card("license: mit", "# Tern")}, "acme/Tern-7b"),
        ({**_config(), **_OF_ACME, "README.md": models.card("license: mit", "# Chat model")}, "acme/Tern-7b"),
        ({**_config(), **_OF_ACME, "README.md": models.card("license: mit", "# Nightjar")}, None),
        ({**_config(), **_OF_ACME, "README.md": models.card("license: mit\nmodel_name: Chat")}, None),
        # a base that is declared
        ({**_config(), **_OF_ACME, "README.md": models.card("base_model: beta/Gull-7b")}, "acme/Tern-7b"),
        ({**_config(), **_OF_ACME, "README.md": models.card("base_model: who/knows")}, "acme/Tern-7b"),
        ({**_config(), **_OF_ACME, "README.md": models.card("base_model: acme/Tern-7b")}, None),
        ({**_config(), **_OF_ACME, "README.md": models.card("base_model: [who/knows, acme/Tern-7b]")}, None),
    ],
)  # fmt: skip
def test_the_holder_of_the_license_shows_which_release_it_is(tmp_path: Path, files: Files, release: str | None) -> None:
    known = _traced(tmp_path, files, heron=_BOTH).known_release

    assert (known.release if known else None) == release
    assert known is None or (_LINE.lower() in known.says.lower() and known.licensor is None)


@pytest.mark.parametrize(("unclear", "release"), [("", "acme/Tern-7b"), ("LICENSE", None)])
def test_a_license_that_may_be_of_something_else_shows_no_release(
    tmp_path: Path, unclear: str, release: str | None
) -> None:
    known = _traced(tmp_path, {**_config(), **_OF_ACME}, unclear=unclear).known_release

    assert (known.release if known else None) == release


@pytest.mark.parametrize(
    ("under", "card", "release", "others"),
    [
        ({"A": "MIT", "B": "MIT"}, "", "acme/A", "acme/B"),
        ({"A": "MIT", "B": "MIT"}, "license: apache-2.0", "acme/A", "acme/B"),
        ({"A": "MIT", "B": "Apache-2.0"}, "license: mit", "acme/A", ""),
        ({"A": "MIT", "B": "Apache-2.0"}, "license: apache-2.0", "acme/B", ""),
        ({"A": "MIT", "B": "Apache-2.0"}, "", None, ""),
        ({"B": "Apache-2.0"}, "", "acme/B", ""),
        ({"B": "Apache-2.0"}, "license: mit", "acme/B", ""),
        ({}, "license: mit", None, ""),
    ],
)
def test_of_the_releases_of_a_shape_those_under_the_license_that_is_offered_are_meant(
    tmp_path: Path, under: dict[str, str], card: str, release: str | None, others: str
) -> None:
    family = families.family("Tern", "acme", SHAPE, "acme/A", "acme/B", "acme/C from acme/A", head=_HOLDER, under=under)
    files: Files = {"config.json": json.dumps(SHAPE), **_OF_ACME, **({"README.md": models.card(card)} if card else {})}
    known = _traced(tmp_path, files, tern=family).known_release

    assert (known.release if known else None) == release
    too = "came in this shape under this license too"
    assert known is None or known.says.partition("; ")[2] == (f"{others} {too}" if others else "")


def _named(root: Path, files: Files, name: str | None) -> KnownRelease | None:
    return _traced(root, files, name).known_release


@pytest.mark.parametrize(
    ("files", "name", "release"),
    [
        (_config(), "me/Tern-7B", "acme/Tern-7b"),
        (_config(), "me/Tern", None),
        (_config(vocab_size=32_008), "me/Tern-7b", None),
        (_config(model_type="own"), "me/Tern-7b", None),
        ({**_config(vocab_size=32_008), **_config("z/")}, "me/Tern-7b", "acme/Tern-7b"),
        ({**_config(model_type="own"), **_config("z/")}, "me/Tern-7b", "acme/Tern-7b"),
        ({**_wide(), **_config("z/")}, "me/Tern-7b", "acme/Tern-7b"),
    ],
)
def test_the_name_shows_which_release_it_is_where_its_shape_is_unchanged(
    tmp_path: Path, files: Files, name: str, release: str | None
) -> None:
    known = _named(tmp_path, files, name)

    assert (known.release if known else None) == release


@pytest.mark.parametrize(
    ("name", "card", "says"),
    [
        ("me/Tern-7b", "A model.", "me/Tern-7b has the name and the shape of acme/Tern-7b: another publisher (me)"),
        ("acme/Tern-7b", "A model.", "acme/Tern-7b has the name and the shape of acme/Tern-7b: the same publisher"),
        ("Tern-7b", "A model.", "Tern-7b has the name and the shape of acme/Tern-7b: no publisher named"),
        (
            None,
            "# Tern-7b",
            "Tern-7b (README.md:4) has the name and the shape of acme/Tern-7b: no publisher named",
        ),
    ],
)
def test_where_the_name_is_and_whose_it_is_are_named(tmp_path: Path, name: str | None, card: str, says: str) -> None:
    known = _named(tmp_path, {**_config(), "README.md": models.card("license: mit", card)}, name)

    assert known is not None
    assert known.says == says


@pytest.mark.parametrize(
    ("card", "relation"),
    [
        ("license: mit", Relation.COPY),
        ("license: mit\nbase_model: acme/Tern-7b\nbase_model_relation: quantized", Relation.QUANTIZED),
    ],
)
def test_how_a_copy_was_made_is_what_its_card_says(tmp_path: Path, card: str, relation: Relation) -> None:
    edges = {
        edge.name: edge
        for edge in _traced(tmp_path, {**_config(), "README.md": models.card(card)}, "me/Tern-7b").upstreams
    }

    assert edges["acme/Tern-7b"].relations == (relation,)


@pytest.mark.parametrize(
    ("name", "repo", "same"),
    [
        ("me/Tern-7B", "acme/tern_7b", True),
        ("Meta-Tern-7B", "acme/Tern-7b", True),
        ("me/Tern-3_1-7b", "acme/Tern-3.1-7b", True),
        ("me/Tern-7b-hf", "acme/Tern-7b", True),
        ("me/Tern-7b-chat", "acme/Tern-7b", False),
        ("me/Tern-3.1-7b", "acme/Tern-3-7b", False),
        ("", "acme/Tern-7b", False),
        ("me/\u6a21", "acme/Tern-7b", False),
    ],
)
def test_two_names_are_of_one_model_by_their_letters_or_their_words(name: str, repo: str, *, same: bool) -> None:
    assert same_model(name, repo) is same
    assert same_model(repo, name) is same
