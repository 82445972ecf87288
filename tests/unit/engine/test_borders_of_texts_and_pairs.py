"""What is found where the rules about texts, notices, pairs and acts change their answer: a row for each border."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import documents
from auditor.engine import Scene, evaluate, findings
from auditor.model import (
    Candidate,
    Case,
    CaseUpstream,
    EdgeKind,
    Evidence,
    Grade,
    Part,
    Relation,
    Rung,
    Upstream,
    Verdict,
)
from auditor.resolve.covered import holds_code
from support import stated
from support.cases import scene_of
from support.memory import MemorySource
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
ROWS = (
    Row(
        "a NOTICE here, and an empty one at the upstream",
        "notice-file-dropped",
        {
            "card": "license: apache-2.0",
            "files": {"NOTICE": "Tern\n"},
            "upstream": [{"license": "apache-2.0", "notice_file": True}],
        },
        (
            "warning notice-file-dropped:apache-2.0:upstream/base: NOTICE is here; whether it has the notices of upstream/base cannot be compared | because notice-not-read | at NOTICE:1",
        ),
    ),
    Row(
        "what the NOTICE of the upstream says under its heading is in the card",
        "notice-file-dropped",
        {
            "card": "license: apache-2.0",
            "prose": "This product has work of Acme Corporation.",
            "upstream": [
                {
                    "license": "apache-2.0",
                    "notice_file": True,
                    "notice_text": "NOTICE\n\nThis product has work of Acme Corporation.\n",
                }
            ],
        },
        ("met notice-file-dropped: the notices of the upstream's NOTICE are carried | at README.md:4",),
    ),
    Row(
        "a fine-tune under a license accepted on a condition, without the text",
        "license-text-missing",
        {"card": "license: agpl-3.0", "upstream": [{"license": "gpl-3.0"}]},
        (
            "warning license-text-missing:gpl-3.0:upstream/base: no file contains the text of the GNU GPL v3 | because in-its-place",
        ),
    ),
    Row(
        "a fine-tune under a license accepted freely, without the text",
        "license-text-missing",
        {"card": "license: gpl-3.0", "upstream": [{"license": "lgpl-3.0"}]},
        (
            "note license-text-missing:lgpl-3.0:upstream/base: no file contains the text of the GNU LGPL v3 | because in-its-place",
        ),
    ),
    Row(
        "a copy under a license accepted freely, without the text",
        "license-text-missing",
        {"card": "license: gpl-3.0", "upstream": [{"license": "lgpl-3.0", "relation": "copy"}]},
        ("error license-text-missing:lgpl-3.0:upstream/base: no file contains the text of the GNU LGPL v3",),
    ),
    Row(
        "a fine-tune under the very license, without the text",
        "license-text-missing",
        {"card": "license: lgpl-3.0", "upstream": [{"license": "lgpl-3.0"}]},
        ("error license-text-missing:lgpl-3.0:upstream/base: no file contains the text of the GNU LGPL v3",),
    ),
    Row(
        "a fine-tune under two accepted licenses, one of them on a condition, without the text",
        "license-text-missing",
        {"card": "license: GPL-3.0-only OR GPL-3.0-or-later", "upstream": [{"license": "lgpl-3.0"}]},
        (
            "warning license-text-missing:lgpl-3.0:upstream/base: no file contains the text of the GNU LGPL v3 | because in-its-place",
        ),
    ),
    Row(
        "a fine-tune under any of all the accepted licenses, without the text",
        "license-text-missing",
        {
            "card": "license: LGPL-3.0-only OR LGPL-3.0-or-later OR GPL-3.0-only OR GPL-3.0-or-later",
            "upstream": [{"license": "lgpl-3.0"}],
        },
        (
            "warning license-text-missing:lgpl-3.0:upstream/base: no file contains the text of the GNU LGPL v3 | because in-its-place",
        ),
    ),
    Row(
        "a fine-tune under a license accepted on a condition, without a link",
        "license-not-linked",
        {"card": "license: gpl-3.0", "upstream": [{"license": "cc-by-sa-4.0"}]},
        (
            "warning license-not-linked:cc-by-sa-4.0:upstream/base: neither the text of Creative Commons Attribution-ShareAlike 4.0 nor a link to it is here | because in-its-place",
        ),
    ),
    Row(
        "the label of a license is not its key, and no link",
        "license-not-linked",
        {"card": "license: odc-by", "upstream": [{"license": "odc-by-1.0"}]},
        (
            "note license-not-linked:odc-by-1.0:upstream/base: README.md:2 names ODC-By-1.0; neither its text nor a link is here | because link-required reach-arguable | at README.md:2",
        ),
    ),
    Row(
        "the name of a license, and no link",
        "license-not-linked",
        {"card": "license: other\nlicense_name: CC BY 4.0", "upstream": [{"license": "cc-by-4.0"}]},
        (
            "warning license-not-linked:cc-by-4.0:upstream/base: README.md:3 names CC-BY-4.0; neither its text nor a link is here | because link-required | at README.md:3",
        ),
    ),
    Row(
        "a copyright line within a sentence of the card",
        "copyright-holder-missing",
        {
            "card": "license: mit",
            "prose": "Portions of this are Copyright (c) 2023 Acme and used with thanks.",
            "upstream": [{"license": "mit", "copyrights": ["Copyright (c) 2023 Acme"], "copyrights_read": True}],
        },
        ("met copyright-holder-missing: the line “Copyright (c) 2023 Acme” is kept | at README.md:4",),
    ),
    Row(
        "a fine-tune of what is closed to further restrictions for copies, beside a restricted model",
        "upstreams-conflict",
        {
            "card": "license: cc-by-4.0",
            "upstream": [{"name": "a/a", "license": "cc-by-4.0"}, {"name": "b/b", "license": "llama3.1"}],
        },
        (
            "met upstreams-conflict: Creative Commons Attribution 4.0 is not known to forbid what Llama 3.1 Community License Agreement requires",
            "met upstreams-conflict: Llama 3.1 Community License Agreement is not known to forbid what Creative Commons Attribution 4.0 requires",
        ),
    ),
    Row(
        "two prescribed beginnings of a name, one for a quantized model",
        "upstreams-conflict",
        {
            "card": "license: other",
            "upstream": [
                {"name": "a/a", "license": "llama3.1", "relation": "quantized"},
                {"name": "b/b", "license": "hyperclova-x-seed"},
            ],
        },
        (
            "note upstreams-conflict:hyperclova-x-seed:b/b: HyperCLOVA X SEED Model License requires a name that begins with “HyperCLOVA X” (§3.1, last sentence), and Llama 3.1 Community License Agreement, of a/a, one that begins with “Llama” (§1.b.i): no name begins with both | because reach-arguable",
            "note upstreams-conflict:llama3.1:a/a: Llama 3.1 Community License Agreement requires a name that begins with “Llama” (§1.b.i), and HyperCLOVA X SEED Model License, of b/b, one that begins with “HyperCLOVA X” (§3.1, last sentence): no name begins with both | because reach-arguable",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


def _findings(scene: Scene, rule_id: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The findings of a rule, as `severity id: message (reasons) at places`."""
    rules = tuple(rule for rule in knowledge.rules if rule.id == rule_id)
    return tuple(
        " | ".join(
            [
                f"{finding.severity.value} {finding.id}: {finding.message}",
                *dict.fromkeys(reason.code.value for outcome in finding.outcomes for reason in outcome.because),
                *map(str, finding.evidence),
            ]
        )
        for finding in findings(scene, rules, evaluate(scene, rules))
    )


def _with_parent(case: Case, knowledge: Knowledge, **change: object) -> Scene:
    """The scene of a case, with that change to what is known of each parent."""
    scene = scene_of(case, knowledge)
    edges: tuple[Upstream, ...] = tuple(
        edge.replace(candidates=tuple(candidate.replace(**change) for candidate in edge.candidates))
        for edge in scene.facts.upstreams
    )
    return Scene(scene.facts.replace(upstreams=edges), knowledge)


def test_a_text_without_a_copyright_line_is_to_be_passed_on_if_the_parent_has_it(knowledge: Knowledge) -> None:
    parent = CaseUpstream(license="mit", copyrights_read=True)
    case = Case(name="no line", expect=Verdict.BREACHED, card="license: mit", upstream=(parent,))
    scene = _with_parent(case, knowledge, license_files=("LICENSE",))
    assert _findings(scene, "license-text-missing", knowledge) == (
        "error license-text-missing:mit:upstream/base: no file contains the text of the MIT License",
    )


@pytest.mark.parametrize(
    ("edition", "released", "expected"),
    [
        (
            "February 21, 2024",
            "2024-04-01",
            (
                "warning license-text-missing:gemma:upstream/base: LICENSE:1 is the edition of Gemma Terms of Use (Gemma 1-3n) of 21 February 2024 | other-edition | LICENSE:1",
            ),
        ),
        ("April 1, 2026", "2026-05-01", ()),
    ],
    ids=["the day on which it was replaced", "never replaced"],
)
def test_the_text_of_an_edition_is_outdated_from_the_day_on_which_it_was_replaced(
    edition: str, released: str, expected: tuple[str, ...], knowledge: Knowledge
) -> None:
    case = Case.from_plain(
        {
            "name": "an edition",
            "expect": "met",
            "card": "license: gemma",
            "files": {"LICENSE": f"Gemma Terms of Use\n\nLast modified: {edition}\n"},
            "carries": [{"license": "gemma"}],
            "upstream": [{"license": "gemma"}],
        }
    )
    scene = _with_parent(case, knowledge, date=released)
    assert _findings(scene, "license-text-missing", knowledge) == expected


def test_what_may_be_a_copy_or_a_fine_tune_breaches_no_terms_about_copies(knowledge: Knowledge) -> None:
    relations = (Relation.COPY, Relation.FINETUNE)
    parents = (
        CaseUpstream(name="a/a", license="cc-by-4.0", relation=relations),
        CaseUpstream(name="b/b", license="llama3.1"),
    )
    case = Case(name="two parents", expect=Verdict.MET, card="license: cc-by-4.0", upstream=parents)
    answers = _findings(scene_of(case, knowledge), "upstreams-conflict", knowledge)
    assert not any(answer.startswith("error") for answer in answers)


def test_limits_that_are_known_from_memory_breach_no_terms_of_another_parent(knowledge: Knowledge) -> None:
    parents = (CaseUpstream(name="a/a", license="gpl-3.0"), CaseUpstream(name="b/b", license="jamba-open-model"))
    case = Case(name="two parents", expect=Verdict.MET, card="license: gpl-3.0", upstream=parents)
    answers = _findings(scene_of(case, knowledge), "upstreams-conflict", knowledge)
    assert not any(answer.startswith("error") for answer in answers)


_TEACHER = {"name": "up/teacher", "license": "llama2", "relation": "distill"}


def _with_edge(case: dict[str, object], edge: Upstream, knowledge: Knowledge) -> Scene:
    """The scene of a case, with one more edge."""
    scene = scene_of(Case.from_plain({"name": "acts", "expect": "met", "card": "license: mit", **case}), knowledge)
    return Scene(scene.facts.replace(upstreams=(*scene.facts.upstreams, edge)), knowledge)


def test_a_student_made_from_its_teacher_may_have_terms_of_its_own(knowledge: Knowledge) -> None:
    own = Upstream(
        name="self",
        title="acme/Tern",
        kind=EdgeKind.OWN_TERMS,
        relations=(Relation.COPY,),
        candidates=(Candidate(name="acme/Tern", license="MIT", grade=Grade.SEEN),),
        evidence=(Evidence(rung=Rung.DECLARED, says="its own license"),),
        part=Part.WEIGHTS,
    )
    case: dict[str, object] = {"upstream": [_TEACHER, {"name": "up/base", "license": "llama2"}]}
    assert _findings(_with_edge(case, own, knowledge), "act-not-permitted", knowledge) == ()


def test_a_parent_without_a_license_excepts_no_student_of_a_teacher_that_bans(knowledge: Knowledge) -> None:
    parent = Upstream(
        name="up/base",
        title="up/base",
        relations=(Relation.FINETUNE,),
        candidates=(Candidate(name="up/base", license=None, grade=Grade.SEEN),),
        evidence=(Evidence(rung=Rung.DECLARED, says="a base"),),
        part=Part.WEIGHTS,
    )
    assert _findings(_with_edge({"upstream": [_TEACHER]}, parent, knowledge), "act-not-permitted", knowledge) == (
        "note act-not-permitted:llama2:up/teacher: outputs of up/teacher may not be used to train other LLMs | teacher-unknown | student-condition",
    )


def test_a_line_without_a_colon_does_not_empty_the_license_of_a_stanza(knowledge: Knowledge) -> None:
    form = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    layout = stated.Row("a bare word", {"debian/copyright": f"{form}\nFiles: *\nLicense: ISC\nLicense\n"}, ())
    assert stated.stated(layout, knowledge)[0] == (
        "debian/copyright:4 (copyright, Files: *): ISC → ISC, identified, weights"
    )


def test_code_in_other_folders_is_not_in_the_folder_of_a_license() -> None:
    repository = documents.read(MemorySource({"papers/LICENSE": "MIT\n", "src/run.py": "", "run.py": ""}))
    assert not holds_code(repository, "papers")
    assert holds_code(repository, "src")


_MISSING = "error license-text-missing:apache-2.0:upstream/base: no file contains the text of the Apache License 2.0"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "The text is in /usr/share/common-licenses/Apache-2.0.",
            "note license-text-missing:apache-2.0:upstream/base: debian/copyright:2 names the file of the system that has the text of Apache License 2.0; none is here | because text-in-the-system | at debian/copyright:2",
        ),
        ("The text is in /usr/share/common-licenses/GPL-3.", _MISSING),
        ("The text is at www.apache.org.", _MISSING),
    ],
)
def test_a_file_of_the_system_has_the_text_of_the_license_that_it_is_called_after(
    line: str, expected: str, knowledge: Knowledge
) -> None:
    case: dict[str, object] = {
        "card": "license: apache-2.0\nbase_model: upstream/base",
        "files": {"debian/copyright": f"Of the upstream authors.\n{line}\n"},
        "upstream": [{"license": "apache-2.0"}],
    }
    assert answers_of(Row("", "license-text-missing", case, ()), knowledge) == (expected,)
