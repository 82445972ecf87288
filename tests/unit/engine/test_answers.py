"""What predicates answer at their edges: in each row one condition of an answer is there, or is not."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from auditor.engine import Scene, evaluate
from auditor.engine.caps import second_hand, severity_key
from auditor.knowledge import Knowledge
from auditor.model import Because, Case, CaseText, CaseUpstream, Grade, Outcome, Relation, Verdict
from support.cases import scene_of

MET, OPEN, BREACHED, NOT = Verdict.MET, Verdict.UNDETERMINED, Verdict.BREACHED, Verdict.NOT_APPLICABLE
CARD = "license: apache-2.0\nbase_model: upstream/base"
RESTRICTIONS, PAIR, CHANGES = "use-restrictions-not-passed-on", "upstreams-conflict", "changes-not-stated"
FLOW_DOWN, NOTICE = "flow-down-use-restrictions", "notice-of-restrictions"


class Row(NamedTuple):
    """A scene, and what one rule answers about one duty, limit or license of it."""

    says: str
    rule: str
    about: str
    """The code of the duty or limit, or of a pair the second license; "" for the only answer."""
    expected: Verdict
    upstream: tuple[CaseUpstream, ...]
    card: str = CARD
    prose: str = ""
    files: tuple[tuple[str, str], ...] = ()
    carries: tuple[CaseText, ...] = ()
    repo: str = "acme/Tern"
    because: tuple[Because, ...] = ()
    note_only: bool = False
    place: str = ""


def _of(license_id: str, **more: object) -> CaseUpstream:
    return CaseUpstream.from_plain({"license": license_id, **more})


def _merged(*licenses: str) -> tuple[CaseUpstream, ...]:
    return tuple(_of(license_id, name=f"a/{license_id}", relation="merge") for license_id in licenses)


_RAIL = (_of("creativeml-openrail-m"),)
_GEMMA = (_of("gemma"),)
_TWO_ARMS = "license: LicenseRef-scancode-stable-diffusion-2022-08-22 OR Apache-2.0\nbase_model: upstream/base"
_LISTED = "license: [creativeml-openrail-m, apache-2.0]\nbase_model: upstream/base"
_UNCLEAR = (Because.OFFER_UNCLEAR,)
_FAIR = "license: other\nlicense_name: fair-ai-public-license-1.0-sd\nbase_model: upstream/base"
_FRONT = f"{CARD}\ndescription: see the use restrictions in Attachment A"
_KIMI = (_of("kimi-k2-modified-mit"),)
_CHANGED = "We fine-tuned the base model."
ROWS = (
    Row("one of two arms drops them", RESTRICTIONS, FLOW_DOWN, BREACHED, _RAIL, _TWO_ARMS, place="README.md:2"),
    Row("one of two arms does not tell", RESTRICTIONS, NOTICE, BREACHED, _RAIL, _TWO_ARMS, place="README.md:2"),
    Row(
        "one of a list drops them", RESTRICTIONS, FLOW_DOWN, OPEN, _RAIL, _LISTED, because=_UNCLEAR, place="README.md:2"
    ),
    Row(
        "one of a list does not tell", RESTRICTIONS, NOTICE, OPEN, _RAIL, _LISTED, because=_UNCLEAR, place="README.md:2"
    ),
    Row("front matter tells nobody", RESTRICTIONS, NOTICE, BREACHED, _RAIL, _FRONT, place="README.md:2"),
    Row("a sentence tells", RESTRICTIONS, NOTICE, MET, _RAIL, prose="See the use restrictions.", place="README.md:5"),
    Row("a list that contains them", RESTRICTIONS, FLOW_DOWN, MET, _RAIL, _FAIR, place="README.md:3"),
    Row(
        "a list that contains them tells in the terms alone",
        *(RESTRICTIONS, NOTICE, OPEN, _RAIL, _FAIR),
        because=(Because.NOTICE_IN_TERMS,),
        note_only=True,
        place="README.md:3",
    ),
    Row("a ban on improving others, and no merge", PAIR, "mit", MET, (_of("tongyi-qianwen", name="a/x"), _of("mit"))),
    Row(
        "one of two is merged",
        *(PAIR, "mit", MET, (_of("tongyi-qianwen", name="a/x", relation="merge"), _of("mit"))),
    ),
    Row(
        "a ban on improving others, merged",
        *(PAIR, "mit", OPEN, _merged("tongyi-qianwen", "mit")),
        because=(Because.MERGING_UNSETTLED,),
        note_only=True,
    ),
    Row("two names that cannot be combined", PAIR, "exaone-nc-1.2", BREACHED, _merged("llama3.1", "exaone-nc-1.2")),
    Row(
        "the first of the two read second-hand",
        *(PAIR, "llama3.1", OPEN, _merged("glm-4", "llama3.1")),
        because=(Because.CLAUSE_SECOND_HAND,),
    ),
    Row(
        "the second of the two read second-hand",
        *(PAIR, "glm-4", OPEN, _merged("llama3.1", "glm-4")),
        because=(Because.CLAUSE_SECOND_HAND,),
    ),
    Row("a condition that the label hides", "condition-hidden", "", BREACHED, _KIMI, place="README.md:2"),
    Row(
        "a condition that the terms keep",
        *("condition-hidden", "", MET, _KIMI, "license: other\nlicense_name: kimi-k2\nbase_model: upstream/base"),
        carries=(CaseText(license="kimi-k2-modified-mit"),),
        place="README.md:3",
    ),
    Row("no condition that follows the work", "condition-hidden", "display-string", NOT, (_of("llama3.1"),)),
    Row(
        "a name in place of a link",
        *("license-not-linked", "", OPEN, (_of("cc-by-4.0"),), "license: cc-by-4.0\nbase_model: upstream/base"),
        because=(Because.LINK_REQUIRED,),
        place="README.md:2",
    ),
    Row(
        "no name and no link",
        *("license-not-linked", "", BREACHED, (_of("cc-by-4.0"),), "license: mit\nbase_model: upstream/base"),
    ),
    Row(
        "official beside the licensor's name",
        *("endorsement-implied", "", OPEN, (_of("bsd-3-clause", name="google/base"),)),
        repo="acme/official-google-tern",
        because=(Because.PERMISSION_UNKNOWN,),
    ),
    Row(
        "official beside another name",
        *("endorsement-implied", "", MET, (_of("bsd-3-clause", name="google/base"),)),
        repo="acme/official-tern",
    ),
    Row(
        "official without a name",
        *("endorsement-implied", "", NOT, (_of("bsd-3-clause", name="google/base"),)),
        repo="",
    ),
    Row("a sentence of change", CHANGES, "", MET, _GEMMA, prose=_CHANGED, place="README.md:5"),
    Row(
        "two lines below the model",
        CHANGES,
        "",
        MET,
        _GEMMA,
        prose="the base\n\nIt was quantized.",
        place="README.md:7",
    ),
    Row(
        "three lines below it",
        *(CHANGES, "", OPEN, _GEMMA),
        prose="the base\n\n\nIt was quantized.",
        because=(Because.METADATA_MAY_NOT_STATE_CHANGES,),
        place="README.md:3",
    ),
    Row(
        "without the date that the clause wants",
        *(CHANGES, "", OPEN, (_of("gpl-2.0"),)),
        prose=_CHANGED,
        because=(Because.DATE_REQUIRED,),
        note_only=True,
        place="README.md:5",
    ),
    Row("with it", CHANGES, "", MET, (_of("gpl-2.0"),), prose=f"{_CHANGED} Done in 2026.", place="README.md:5"),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.rule}: {row.says}")
def test_an_answer_at_its_edge(row: Row, knowledge: Knowledge) -> None:
    answers = [each for each in _answers(row, knowledge) if row.about in ("", each.code)]

    assert [(each.verdict, each.note_only, tuple(reason.code for reason in each.because)) for each in answers[:1]] == [
        (row.expected, row.note_only, row.because)
    ]
    assert [str(place) for place in answers[0].evidence[:1]] == ([row.place] if row.place else [])


def _answers(row: Row, knowledge: Knowledge) -> tuple[Outcome, ...]:
    case = Case(
        name=row.says,
        expect=row.expected,
        repo=row.repo or None,
        card=row.card,
        prose=row.prose,
        files=dict(row.files),
        carries=row.carries,
        upstream=row.upstream,
    )
    scene: Scene = scene_of(case, knowledge)
    return evaluate(scene, tuple(rule for rule in knowledge.rules if rule.id == row.rule))


# doubts and severities


@pytest.mark.parametrize("text_here", [False, True])
@pytest.mark.parametrize("grade", [None, *Grade])
def test_only_a_copy_is_settled_by_the_text_that_is_here(grade: Grade | None, *, text_here: bool) -> None:
    settled = grade in (None, Grade.TEXT, Grade.SEEN) or (grade is Grade.COPY and text_here)

    assert [reason.code for reason in second_hand(grade, text_here=text_here)] == (
        [] if settled else [Because.CLAUSE_SECOND_HAND]
    )


def test_outcomes_are_counted_once_each() -> None:
    def outcome(verdict: Verdict, if_confirmed: Verdict | None = None, *, note_only: bool = False) -> Outcome:
        return Outcome(rule="x", verdict=verdict, if_confirmed=if_confirmed, note_only=note_only)

    everything = (
        outcome(BREACHED),
        outcome(OPEN, BREACHED),
        outcome(OPEN, BREACHED, note_only=True),
        outcome(OPEN),
        outcome(OPEN, MET),
        outcome(OPEN, note_only=True),
        outcome(MET),
        outcome(NOT),
    )

    assert severity_key(everything) == (1, 2, 2, 1)
    assert severity_key(everything[:1]) == (1, 0, 0, 0)
    assert severity_key(everything[-2:]) == (0, 0, 0, 0)


@pytest.mark.parametrize("relation", [Relation.FINETUNE, Relation.MERGE])
def test_two_parents_of_one_license_do_not_conflict(relation: Relation, knowledge: Knowledge) -> None:
    both = tuple(_of("tongyi-qianwen", name=name, relation=relation.value) for name in ("a/x", "b/y"))
    answers = _answers(Row("the same twice", PAIR, "", MET, both), knowledge)

    assert [(each.license, each.code, each.verdict) for each in answers] == [
        ("tongyi-qianwen", "tongyi-qianwen", MET),
        ("tongyi-qianwen", "tongyi-qianwen", MET),
    ]
