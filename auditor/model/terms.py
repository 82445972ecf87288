"""The closed vocabulary of licenses: what the codes and places of a profile may be."""

from __future__ import annotations

from enum import StrEnum


class AppliesTo(StrEnum):
    """The models that a limit is about, where it is not about all."""

    MULTIMODAL = "multimodal"
    """models that take or give more than text"""
