from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from auditor.model import (
    Copyright,
    Detection,
    Identification,
    IdentifiedText,
    Location,
    Match,
    Unread,
    UnreadReason,
    Words,
)
from auditor.report.identify import json as identify_json
from auditor.report.identify import text as identify
from support.deceiving import deceives

PATH = "models/LICENSE"


def detection(match: Match = Match.EXACT, **changed: Any) -> Detection:  # noqa: ANN401 - any field
    given = {
        "location": Location(path=PATH, first=3, last=21),
        "license": "mit",
        "expression": "MIT",
        "match": match,
        "matcher": "digest",
        "score": 1.0,
        "license_coverage": 1.0,
        "file_coverage": 0.778,
    }
    return Detection(**(given | changed))


def identified(*detections: Detection, **changed: Any) -> IdentifiedText:  # noqa: ANN401 - any field
    given = {
        "path": PATH,
        "sha256": "ab" * 32,
        "size": 1_234,
        "detections": detections,
        "copyrights": (),
        "names": {"mit": "MIT License"},
    }
    return IdentifiedText(**(given | changed))


def line(statement: str = "Copyright (c) 2023 DeepSeek", **changed: Any) -> Copyright:  # noqa: ANN401 - any field
    given = {"statement": statement, "holder": "DeepSeek", "years": "2023", "location": Location(path=PATH, first=3)}
    return Copyright(**(given | changed))


def identification(*files: IdentifiedText, unread: tuple[Unread, ...] = ()) -> Identification:
    return Identification(version="1", rules_digest="0" * 12, scancode=False, files=files, unread=unread)


def text(*files: IdentifiedText, verbosity: int = 0, width: int = 100) -> str:
    return identify.render(identification(*files), color=False, width=width, verbosity=verbosity)


def data(*files: IdentifiedText, unread: tuple[Unread, ...] = ()) -> Any:  # noqa: ANN401 - JSON
    return json.loads(identify_json.render(identification(*files, unread=unread)))


def words(page: str) -> str:
    return " ".join(page.replace("│ ", "").split())


def test_a_license_is_told_with_name_comparison_place_and_coverage() -> None:
    shown = words(text(identified(detection())))
    assert shown.startswith("── models/LICENSE ─")
    for part in (
        "MIT License compares the exact text SPDX MIT · key mit",
        "lines 3-21 · found by digest",
        "coverage 100.0% of the license's words are here; they are 77.8% of the file's",
    ):
        assert part in shown


@pytest.mark.parametrize(
    ("match", "says"),
    [
        (Match.EXACT, "the exact text"),
        (Match.EXTRA, "the exact text, with other words before or after it"),
        (Match.NEAR, "nearly the text"),
        (Match.MODIFIED, "a modified text"),
        (Match.REFERENCE, "named, without its text"),
    ],
)
def test_each_way_to_compare_has_its_words(match: Match, says: str) -> None:
    assert f"compares {says} SPDX MIT" in words(text(identified(detection(match))))
    assert data(identified(detection(match)))["files"][0]["detections"][0]["match"] == match.value


def test_a_use_policy_is_not_called_the_agreement() -> None:
    policy = detection(policy=True)
    assert "the exact text: a use policy, not the agreement" in words(text(identified(policy)))
    assert text(identified(policy), verbosity=-1) == "models/LICENSE:3-21  exact: MIT (use policy)\n"
    assert data(identified(policy))["files"][0]["detections"][0]["policy"] is True


def test_an_unknown_text_and_one_left_open_name_no_license() -> None:
    nothing = {"license": "", "expression": "NOASSERTION", "license_coverage": 0.0, "file_coverage": 0.0}
    unknown = detection(Match.UNKNOWN, note="no known license resembles it", matcher="", **nothing)
    either = detection(Match.NEAR, note="one of: mit, isc", **nothing)
    shown = words(text(identified(unknown)))
    assert "Unknown compares an unrecognized license text SPDX NOASSERTION lines 3-21 note no known" in shown
    assert "coverage" not in shown
    assert "No single license compares nearly the text SPDX NOASSERTION" in words(text(identified(either)))


def test_differing_words_are_quoted_with_their_lines_and_what_is_missing_without() -> None:
    changed = detection(
        Match.MODIFIED,
        added=(Words(text="pay a fee", first=9, last=9), Words(text="each year", first=10, last=12)),
        missing=(Words(text="free of charge"),),
    )
    shown = words(text(identified(changed)))
    assert "added line 9 pay a fee added lines 10-12 each year" in shown
    assert "missing words of the license that are not in the file free of charge" in shown
    assert data(identified(changed))["files"][0]["detections"][0]["added"] == [
        {"text": "pay a fee", "first": 9, "last": 9},
        {"text": "each year", "first": 10, "last": 12},
    ]


def test_missing_words_that_are_not_known_are_counted() -> None:
    changed = detection(Match.MODIFIED, missing=(Words(text="(12 words)"), Words(text="(1 words)")))
    shown = words(text(identified(changed), verbosity=1))
    assert "missing 13 words in 2 places; the license is known here by its fingerprint" in shown
    mixed = detection(Match.MODIFIED, missing=(Words(text="(12 words)"), Words(text="free of charge")))
    assert "(12 words) missing words of the license that are not in the file free of charge" in words(
        text(identified(mixed))
    )


def test_long_and_many_passages_are_cut_unless_all_is_asked_for() -> None:
    runs = tuple(Words(text=f"run{number} " + "word " * 200 + "last", first=number) for number in range(1, 8))
    page = text(identified(detection(Match.MODIFIED, added=runs)))
    assert "run4" in page
    assert "run5" not in page
    assert "last" not in page
    assert "3 more passages added; -v shows all" in page
    loud = text(identified(detection(Match.MODIFIED, added=runs)), verbosity=1)
    assert loud.count("last") == len(runs)
    assert "more passages" not in loud
    assert len(data(identified(detection(Match.MODIFIED, added=runs)))["files"][0]["detections"][0]["added"]) == len(
        runs
    )


def test_copyright_lines_have_holder_years_and_place_and_a_form_says_so() -> None:
    form = line("Copyright (c) [year] [fullname]", holder="[fullname]", years="", template=True)
    shown = words(text(identified(copyrights=(line(), form))))
    assert "Copyright lines (2) line 3 Copyright (c) 2023 DeepSeek holder DeepSeek · years 2023" in shown
    assert "Copyright (c) [year] [fullname] a form left unfilled" in shown
    lines = data(identified(copyrights=(line(), form)))["files"][0]["copyrights"]
    assert [
        (copyright_["holder"], copyright_["years"], copyright_["template"], copyright_["location"]["first"])
        for copyright_ in lines
    ] == [
        ("DeepSeek", "2023", False, 3),
        ("[fullname]", "", True, 3),
    ]


def test_many_copyright_lines_are_cut_unless_all_is_asked_for() -> None:
    many = tuple(line(f"Copyright 2023 Holder{number}") for number in range(20))
    page = text(identified(copyrights=many))
    assert "Holder11" in page
    assert "Holder12" not in page
    assert "8 more; -v shows all" in page
    assert "Holder19" in text(identified(copyrights=many), verbosity=1)


def test_a_file_without_a_license_says_so() -> None:
    assert "It contains no license and names none." in text(identified())
    assert text(identified(), verbosity=-1) == "models/LICENSE  no license\n"


def test_what_could_not_be_asked_is_told() -> None:
    note = Unread(path=PATH, reason=UnreadReason.FAILED, detail="ScanCode could not be loaded.")
    assert "note ScanCode could not be loaded." in words(text(identified(detection(), notes=(note,))))
    by_name = {"path": PATH, "reason": "failed", "detail": "ScanCode could not be loaded.", "matters": True}
    assert data(identified(detection(), notes=(note,)))["files"][0]["notes"] == [by_name]


def test_quiet_is_one_line_per_license_with_its_place() -> None:
    apache = detection(
        Match.NEAR, license="apache-2.0", expression="Apache-2.0", location=Location(path=PATH, first=30)
    )
    page = text(identified(detection(Match.EXTRA), apache), verbosity=-1)
    assert page == "models/LICENSE:3-21  exact with further terms: MIT\nmodels/LICENSE:30  near: Apache-2.0\n"


def test_files_stand_in_the_order_given_and_the_unread_beside_them() -> None:
    files = tuple(identified(detection(), path=path) for path in ("b", "a"))
    assert text(*files).index("── b ") < text(*files).index("── a ")
    unread = (Unread(path="c", reason=UnreadReason.EMPTY, detail="It is empty."),)
    report = data(*files, unread=unread)
    assert [file["path"] for file in report["files"]] == ["b", "a"]
    assert report["unread"] == [{"path": "c", "reason": "empty", "detail": "It is empty.", "matters": True}]
    assert report["format"] == "auditor-identify/2"
    assert (report["version"], report["rules_digest"], report["scancode"]) == ("1", "0" * 12, False)


def test_the_same_files_give_the_same_bytes() -> None:
    given = identified(detection(), copyrights=(line(),))
    assert data(given) == data(given)
    assert text(given) == text(given)


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_no_character_of_a_file_deceives(verbosity: int) -> None:
    evil = "\x1b[2J\u202eevil\x07\u200b\n::error::x\x9b31m"
    hostile = identified(
        detection(
            Match.MODIFIED,
            note=evil,
            matcher=evil,
            expression=f"LicenseRef-{evil}",
            location=Location(path=evil, first=1),
            added=(Words(text=evil, first=1, last=2),),
            missing=(Words(text=evil),),
        ),
        path=evil,
        copyrights=(line(evil, holder=evil, years=evil, location=Location(path=evil, first=1)),),
        notes=(Unread(path=evil, reason=UnreadReason.FAILED, detail=evil),),
        names={"mit": evil},
    )
    page = text(hostile, verbosity=verbosity)
    assert "evil" in page
    assert [character for character in page if deceives(character)] == []
    assert not any(row.startswith("::") for row in page.splitlines())
    raw = identify_json.render(
        identification(hostile, unread=(Unread(path=evil, reason=UnreadReason.EMPTY, detail=evil),))
    )
    assert [character for character in raw if deceives(character)] == []
    assert json.loads(raw)["files"][0]["path"] == evil


def test_the_json_fits_its_schema() -> None:
    schema = identify_json.schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data(identified(detection(), copyrights=(line(),))))


@pytest.mark.parametrize("width", [20, 60, 100, 400])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    long = detection(Match.MODIFIED, note="word " * 100, added=(Words(text="x" * 500, first=1),))
    page = text(identified(long, copyrights=(line("Copyright " + "y" * 300),)), width=width)
    assert max(map(len, page.splitlines())) <= max(60, min(120, width))
