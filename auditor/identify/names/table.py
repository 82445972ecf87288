"""The names of licenses that rules/ knows, ready to be found."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.identify.names.find import Names

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge


@lru_cache(maxsize=4)
def names(knowledge: Knowledge) -> Names:
    """The names of licenses that `knowledge` has; raises RuleError where their file is malformed."""
    return Names(knowledge.name_table)
