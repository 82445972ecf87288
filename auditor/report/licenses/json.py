"""The licenses for machines: `auditor-licenses/1`, `auditor-license/1`, `auditor-license-diff/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.model import Duty
from auditor.report.common import terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Profile
    from auditor.report.licenses.comparison import Aspect, Comparison, Pair


def listed(profiles: Iterable[Profile]) -> str:
    """Every license with its id, name, kind and grade, by key."""
    heads = [_head(profile) for profile in sorted(profiles, key=lambda profile: profile.key)]
    return _written({"format": "auditor-licenses/1", "licenses": heads})


def shown(profile: Profile) -> str:
    """Everything that is known of one license; beside each code, what it says in words."""
    return _written(
        {
            "format": "auditor-license/1",
            **_head(profile),
            "also_called": profile.ids,
            "url": profile.url,
            "read": profile.read,
            "texts": profile.texts,
            "names_holder": profile.names_holder,
            "note": profile.note,
            "grants": [_term(one) for one in profile.grants],
            "duties": [_term(one) for one in profile.duties],
            "limits": [_term(one) for one in profile.limits],
            "outbound": _term(profile.outbound),
            "reach": [
                {
                    "relation": trigger.value,
                    "reach": reach.value,
                    "says": terms.REACHES[reach],
                    "note": profile.reach_notes.get(trigger, ""),
                }
                for trigger, reach in profile.reach.items()
            ],
            "termination": profile.termination,
        }
    )


def compared(found: Comparison) -> str:
    """Everything in which two licenses differ, and what they share."""
    return _written(
        {
            "format": "auditor-license-diff/1",
            "a": _head(found.a),
            "b": _head(found.b),
            "differences": found.differences,
            "same_count": found.shared,
            "only_a": [_term(one) for one in found.only_a],
            "only_b": [_term(one) for one in found.only_b],
            "differ": [_pair(one) for one in found.differ],
            "reworded": [_pair(one) for one in found.reworded],
            "reach": [
                {
                    "relation": one.trigger.value,
                    "a": one.a.value if one.a else None,
                    "b": one.b.value if one.b else None,
                    "note_a": one.note_a,
                    "note_b": one.note_b,
                }
                for one in found.reach
            ],
            "termination": [one.to_plain() for one in found.endings],
            "same": {
                "terms": [_pair(one) for one in found.same],
                "reach": {one.trigger.value: one.a.value for one in found.reach_same if one.a},
                "termination": [one.to_plain() for one in found.endings_same],
            },
        }
    )


def _head(profile: Profile) -> dict[str, Any]:
    return {
        "key": profile.key,
        "spdx": profile.spdx,
        "name": profile.name,
        "steward": profile.steward,
        "version": profile.version,
        "kind": profile.kind,
        "grade": profile.grade.value,
    }


def _term(term: terms.Term) -> dict[str, Any]:
    """The fact as its profile has it, after what it is and what it says."""
    said = terms.says(term)
    place = {"place_in_words": terms.place(term.place)} if isinstance(term, Duty) else {}
    return {"about": terms.about(term), "says": said, **term.to_plain(), **place}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "about": terms.about(pair.a),
        "what": terms.bare(pair.a),
        "aspects": [_aspect(one) for one in pair.aspects],
        "a": _term(pair.a),
        "b": _term(pair.b),
    }


def _aspect(aspect: Aspect) -> dict[str, Any]:
    return {"name": aspect.name, "a": aspect.a, "b": aspect.b}


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
