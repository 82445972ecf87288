"""The facts of tests/data: its README says what each file holds. What is read is shared: nobody changes it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "data"


@cache
def rows(name: str) -> list[dict[str, Any]]:
    """A JSON file that is a list of records."""
    return list(json.loads((FOLDER / name).read_text(encoding="utf-8")))


@cache
def table(name: str) -> dict[str, Any]:
    """A JSON file that is one record, or one by key."""
    return dict(json.loads((FOLDER / name).read_text(encoding="utf-8")))


def published_configs() -> dict[str, str]:
    """The compared fields of each published config.json, as text, by repository."""
    return {repo: json.dumps(row["config"], indent=2) for repo, row in table("published-configs.json").items()}
