"""What the Hub's API says is hostile too: any JSON gives a listing or one error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import SourceError
from auditor.sources.hub import listing
from auditor.sources.hub.listing import About
from auditor.sources.hub.session import Reply

_SHA = "a" * 40
_ABOUT = About(kind="models", name="org/name", commit=_SHA)
_ROW = {"type": "file", "path": "LICENSE", "size": 5, "oid": _SHA}
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_KEYS = st.sampled_from(["type", "path", "size", "oid", "lfs"])
_ROWS = st.lists(st.dictionaries(_KEYS, _JSON, max_size=5).map(lambda odd: {**_ROW, **odd}) | _JSON, max_size=6)


def _reply(answer: object) -> Reply:
    return Reply(200, {}, json.dumps(answer).encode())


@given(_ROWS)
def test_any_rows_give_files_that_a_repository_can_have(rows: list[object]) -> None:
    listing_ = listing.listed(_ABOUT, rows, cut=False)
    paths = [file.path for file in listing_.files]
    assert paths == sorted(set(paths))
    for file in listing_.files:
        assert file.size >= 0
        assert not {"", ".", ".."} & set(file.path.split("/"))


@given(_JSON)
def test_any_answer_is_metadata_or_one_error(answer: object) -> None:
    given_ids = answer if isinstance(answer, dict) else {}
    for metadata in (answer, {**given_ids, "sha": _SHA, "id": "org/name"}):
        try:
            assert listing.about(_reply(metadata), "models", "it").commit
        except SourceError as error:
            assert error.tip  # noqa: PT017 - either is right


@given(st.binary(max_size=200))
def test_any_bytes_are_a_page_or_one_error(body: bytes) -> None:
    try:
        listing.page(Reply(200, {}, body), "it")
    except SourceError as error:
        assert error.tip  # noqa: PT017 - either is right


@pytest.mark.parametrize(
    "path",
    [
        "../LICENSE",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "a/..",
        "",
        "a\0b",
        "a\\b",
        "\ud800",
        "x" * 300,
        "/".join(["d"] * 3_000),
    ],
)
def test_a_path_that_no_repository_has_is_not_listed_and_is_told(path: str) -> None:
    listing_ = listing.listed(_ABOUT, [{**_ROW, "path": path}, _ROW], cut=False)
    assert [file.path for file in listing_.files] == ["LICENSE"]
    assert [entry.path for entry in listing_.unread] == [path[:200].encode("utf-8", "backslashreplace").decode()]
    assert listing_.to_json()


def test_a_file_that_is_listed_twice_is_told() -> None:
    listing_ = listing.listed(_ABOUT, [_ROW, {**_ROW, "oid": "b" * 40}], cut=False)
    assert [file.oid for file in listing_.files] == [_SHA]
    assert [entry.path for entry in listing_.unread] == ["LICENSE"]


def test_a_tree_that_was_cut_is_not_complete() -> None:
    assert [entry.path for entry in listing.listed(_ABOUT, [_ROW], cut=True).unread] == [""]


def test_a_large_file_has_the_size_of_its_content() -> None:
    row = {**_ROW, "size": 130, "lfs": {"oid": "c" * 64, "size": 10**12, "pointerSize": 130}}
    file = listing.listed(_ABOUT, [row], cut=False).files[0]
    assert (file.size, file.sha256) == (10**12, "c" * 64)
