"""The finder of license names for a Knowledge."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.identify.names.find import Names

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge


@lru_cache(maxsize=4)
def names(knowledge: Knowledge) -> Names:
    """The license names of `knowledge`; raises RuleError if their file is malformed."""
    return Names(knowledge.name_table)
