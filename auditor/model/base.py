"""The one base of every noun."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A value: frozen, closed, compared by content."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
