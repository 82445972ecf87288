"""A license that became narrower binds nobody who took the weights before; a wider one is there for everybody."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage.edges import candidate
from auditor.lineage.periods import offered
from auditor.lineage.releases import releases_of

_KNOWLEDGE = Knowledge()
_RELEASES = releases_of(_KNOWLEDGE)


@pytest.mark.parametrize(
    ("made", "day", "license_id", "says"),
    [
        ("2023-05-01", "2023-06-01", "CC-BY-NC-4.0", "the wider terms came after 2023-06-01"),
        ("2023-05-01", "2026-11-29", "Apache-2.0", "whoever distributes it since may rely on the wider terms"),
        ("", "2026-11-29", "Apache-2.0", "offered under CC-BY-NC-4.0 until 2023-08-31"),
        ("2024-02-01", "2026-11-29", "Apache-2.0", ""),
    ],
)
def test_a_later_wider_offer_may_be_relied_on_from_its_day_and_says_what_was_before(
    made: str, day: str, license_id: str, says: str
) -> None:
    """DINOv2 was under CC-BY-NC-4.0 until 2023-08-31, and is under Apache-2.0 since."""
    known = _RELEASES.get("facebook/dinov2-base")
    assert known is not None

    (received,) = offered(candidate(*known), known.release, made, _KNOWLEDGE, day)
    assert received.license == license_id
    assert says in received.note
    assert bool(says) == ("CC-BY-NC-4.0 until" in received.note)


@pytest.mark.parametrize(
    ("repo", "made", "licenses"),
    [
        ("Ultralytics/YOLOv5", "2022-03-01T10:00:00Z", ["GPL-3.0-only"]),
        ("Ultralytics/YOLOv5", "2023-04-14", ["AGPL-3.0-only"]),
        ("Ultralytics/YOLOv5", "2025-01-01", ["AGPL-3.0-only"]),
        ("Ultralytics/YOLOv5", "", ["AGPL-3.0-only", "GPL-3.0-only"]),
        ("01-ai/Yi-34B", "2024-01-05", ["Apache-2.0"]),
        ("01-ai/Yi-34B", "", ["Apache-2.0"]),
        ("microsoft/phi-2", "2023-12-20", ["MIT"]),
        ("deepseek-ai/DeepSeek-R1", "", ["MIT"]),
    ],
)
def test_the_terms_are_those_of_the_day_unless_wider_ones_came_later(repo: str, made: str, licenses: list[str]) -> None:
    known = _RELEASES.get(repo)
    assert known is not None

    received = offered(candidate(*known), known.release, made, _KNOWLEDGE)
    assert [each.license for each in received] == licenses
    assert len({each.name for each in received}) == len(received)
