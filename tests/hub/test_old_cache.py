"""What another version of auditor left in the cache is absent, and crashes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.disk_cache import Store
from auditor.sources.hub.listing import AsOf
from support import models
from support.hub.hub import Hub
from support.hub.looking import Look
from support.hub.repositories import plain, single

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.knowledge import Knowledge

_NAME = "upstream/Dated-7B"
_MADE = "2024-09-01T00:00:00"


def _dated(hub: Hub) -> tuple[str, str]:
    base = hub.repo(_NAME)
    first = {"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache()}
    old = base.commit({**first, **plain(), **single(_NAME)}, when="2024-06-01T00:00:00Z")
    return old, base.commit({"README.md": models.card("license: mit")}, when="2025-01-15T00:00:00Z")


@pytest.mark.parametrize(
    "note", ["", "?it changed after 2024-09-01, and how it stood then is further back than was read"]
)
def test_a_date_that_an_older_auditor_kept_is_asked_again(note: str, tmp_path: Path, knowledge: Knowledge) -> None:
    with Hub() as served:
        old, new = _dated(served)
        with Look(served, tmp_path, knowledge).opened() as hub:
            hub.store.put(f"{new}\n{note}".encode(), "as-of", hub.endpoint, _NAME.lower(), _MADE)
            source = hub.parent(_NAME, _MADE)

    assert source is not None
    assert (source.revision, source.dated, source.note) == (old, True, "as it was on 2024-09-01, when this was made")


def test_what_was_chosen_is_kept_with_whether_dates_tell(tmp_path: Path, knowledge: Knowledge) -> None:
    with Hub() as served:
        old, _ = _dated(served)
        with Look(served, tmp_path, knowledge).opened() as hub:
            before = hub.parent(_NAME, _MADE)
            kept = Store(tmp_path).get("as-of", hub.endpoint, _NAME.lower(), _MADE)
        with Look(served, tmp_path, knowledge).opened(offline=True) as hub:
            after = hub.parent(_NAME, _MADE)

    assert before is not None
    assert after is not None
    assert AsOf.from_json(kept or b"") == AsOf(commit=old, note="as it was on 2024-09-01, when this was made")
    assert (after.revision, after.dated, after.note) == (before.revision, before.dated, before.note)


@pytest.mark.parametrize("data", [b"", b"{}", b"7", b'{"commit": "x", "old": 1}', b"\xff\0"])
def test_metadata_and_listings_of_another_shape_are_asked_again(
    data: bytes, tmp_path: Path, knowledge: Knowledge
) -> None:
    with Hub() as served:
        _, new = _dated(served)
        with Look(served, tmp_path, knowledge).opened() as hub:
            for kind in ("about", "tree"):
                hub.store.put(data, kind, hub.endpoint, "models", _NAME.lower(), new)
        audit = Look(served, tmp_path, knowledge)(f"hf:{_NAME}@{new}")

    assert audit.repository.revision == new
