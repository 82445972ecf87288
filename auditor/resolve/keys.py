"""The licenses that a statement may mean, under one name for each text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Statement


def keys(statement: Statement, knowledge: Knowledge) -> frozenset[str]:
    """The licenses that a statement may mean, by profile key or id; -only and -or-later of one text are the same."""
    ids = statement.names if statement.certainty is Certainty.FAMILY else spdx.ids(statement.expression)
    if not ids and statement.quote:
        return frozenset((f"some {statement.raw}",))
    return frozenset(_key(license_id, knowledge) for license_id in ids if license_id != spdx.NOASSERTION)


def _key(license_id: str, knowledge: Knowledge) -> str:
    profile = knowledge.profile(license_id)
    return profile.key if profile else re.sub(r"-(?:only|or-later)$", "", license_id)
