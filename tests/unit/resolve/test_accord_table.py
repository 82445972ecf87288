"""Which two statements about one part do not agree: a row for each set of statements."""

# ruff: noqa: E501 - a table, a row a line

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from auditor.knowledge import Knowledge
from auditor.model import Certainty, Part, Plainness, Statement, StatementKind, StatementSource, StatementTime
from auditor.resolve.accord import differences
from support.offers import offer

if TYPE_CHECKING:
    from auditor.model import HubId

DETECTED, INHERITED = StatementSource.DETECTED, StatementSource.INHERITED
CODE, UNCLEAR, DATA = Part.CODE, Part.UNCLEAR, Part.DATA
UNKNOWN, FAMILY = Certainty.UNKNOWN, Certainty.FAMILY


def _in_a_file(path: str, expression: str, **changes: object) -> Statement:
    return offer(expression, path=path, source=DETECTED, by=f"{path}, whole text", **changes)


def _in_words(expression: str, line: int, **changes: object) -> Statement:
    return offer(expression, line, by="model card", quote=f"{expression} in line {line}", **changes)


def _limit(code: str, line: int, **changes: object) -> Statement:
    words = _in_words("NOASSERTION", line, kind=StatementKind.LIMIT, limit=code, certainty=UNKNOWN, outbound=False)
    return words.replace(plainness=Plainness.FREE, **changes)


def _denied(expression: str, line: int) -> Statement:
    return _in_words(expression, line, kind=StatementKind.DENIED, outbound=False)


def _family(raw: str, *names: str, **changes: object) -> Statement:
    return offer("NOASSERTION", raw=raw, certainty=FAMILY, names=names, **changes)


class Row(NamedTuple):
    """Statements, and the places of each two that do not agree; "for some files" where one covers only some."""

    says: str
    statements: tuple[Statement, ...]
    differences: tuple[str, ...] = ()


_PACKED = offer("ISC", path="package/package.json", part=UNCLEAR, by="b")
_MIT, _APACHE, _NC = offer("MIT"), _in_a_file("LICENSE", "Apache-2.0"), _in_words("CC-BY-NC-4.0", 9)
ROWS = (
    Row("nothing", ()),
    Row("one", (_MIT,)),
    Row("two that say the same", (_MIT, _in_a_file("LICENSE", "MIT"))),
    Row("-only and -or-later are one text", (offer("GPL-3.0-only"), _in_a_file("LICENSE", "GPL-3.0-or-later"))),
    Row("two that differ", (_MIT, _APACHE), ("README.md:1 LICENSE:1",)),
    Row("the narrower first", (_MIT, _NC), ("README.md:9 README.md:1",)),
    Row("the narrower first, as it is", (_NC, _MIT), ("README.md:9 README.md:1",)),
    Row("both narrow: as they come", (_in_words("CC-BY-NC-4.0", 9), offer("CC-BY-NC-SA-4.0")), ("README.md:9 README.md:1",)),
    Row("a list of one field is one statement", (_MIT, offer("Apache-2.0", by="card, license"))),
    Row("two fields of one file are two", (_MIT, offer("Apache-2.0", 3, by="card, license_name")), ("README.md:1 README.md:3",)),
    Row("one field for other files is another", (_MIT, offer("Apache-2.0", 3, covers=("b/*",))), ("README.md:1 README.md:3 for some files",)),
    Row("for some files, the other way round", (offer("MIT", covers=("b/*",)), offer("Apache-2.0", 3)), ("README.md:1 README.md:3 for some files",)),
    Row("two texts of one file are one statement", (_in_a_file("LICENSE", "MIT"), _in_a_file("LICENSE", "Apache-2.0"))),
    Row("two texts of two files are two", (_in_a_file("COPYING", "MIT"), _APACHE), ("COPYING:1 LICENSE:1",)),
    Row("two sentences are two", (_in_words("MIT", 4), _in_words("Apache-2.0", 9)), ("README.md:4 README.md:9",)),
    Row("one sentence is one", (_in_words("MIT", 4), offer("Apache-2.0", 4, by="model card", quote="MIT in line 4"))),
    Row("a third that has both joins them", (_MIT, _APACHE, _in_words("MIT OR Apache-2.0", 9))),
    Row("a third that has the first of them does not", (_MIT, _APACHE, _in_words("ISC OR MIT", 9)), ("README.md:1 LICENSE:1", "LICENSE:1 README.md:9")),
    Row("two that share one, and a third", (_MIT, _in_words("Apache-2.0 OR MIT", 4), _in_words("ISC", 9)), ("README.md:1 README.md:9", "README.md:4 README.md:9")),
    Row("a third that has the other of them does not", (_MIT, _APACHE, _in_words("Apache-2.0 OR ISC", 9)), ("README.md:1 LICENSE:1", "README.md:1 README.md:9")),
    Row(
        "of two that say the same the plain one is shown",
        (_in_words("MIT", 4, plainness=Plainness.FREE), _in_words("MIT", 7), _APACHE),
        ("README.md:7 LICENSE:1",),
    ),
    Row("of two plain ones the first", (_in_words("MIT", 4), _in_words("MIT", 7), _APACHE), ("README.md:4 LICENSE:1",)),
    Row(
        "of two free ones the first",
        (_in_words("MIT", 4, plainness=Plainness.FREE), _in_words("MIT", 7, plainness=Plainness.FREE), _APACHE),
        ("README.md:4 LICENSE:1",),
    ),
    Row(
        "of a plain one and a free one the plain one",
        (_in_words("MIT", 4), _in_words("MIT", 7, plainness=Plainness.FREE), _APACHE),
        ("README.md:4 LICENSE:1",),
    ),
    Row("three that differ, each with each", (_MIT, _APACHE, _in_words("ISC", 9)), ("README.md:1 LICENSE:1", "README.md:1 README.md:9", "LICENSE:1 README.md:9")),
    Row("what is restricted first", (_MIT, _APACHE, _NC), ("README.md:9 README.md:1", "README.md:9 LICENSE:1", "README.md:1 LICENSE:1")),
    Row("a limit is a restriction", (_MIT, _APACHE, _limit("mau-threshold", 9)), ("README.md:9 README.md:1", "README.md:1 LICENSE:1")),
    Row("one of two texts of a file", (_MIT, _in_a_file("LICENSE", "MIT"), _in_a_file("LICENSE", "Apache-2.0"))),
    Row("one of two texts of a file, the other narrow", (_MIT, _in_a_file("LICENSE", "MIT"), _in_a_file("LICENSE", "CC-BY-NC-4.0")), ("LICENSE:1 README.md:1",)),
    Row("the narrow one of two texts of a file", (offer("CC-BY-NC-4.0"), _in_a_file("LICENSE", "MIT"), _in_a_file("LICENSE", "CC-BY-NC-4.0"))),
    Row("a label beside a file of several texts, which a third joins", (offer("ISC"), _in_a_file("LICENSE", "MIT"), _in_a_file("LICENSE", "CC-BY-NC-4.0"), _in_words("ISC OR MIT", 9)), ("LICENSE:1 README.md:9",)),
    Row("a file of several texts before a file of the free one", (_in_a_file("COPYING", "MIT"), _in_a_file("COPYING", "CC-BY-NC-4.0"), _in_a_file("LICENSE", "MIT")), ("COPYING:1 LICENSE:1",)),
    Row("a package in its folder above a text", (_PACKED, _in_a_file("package/b/LICENSE", "MIT"))),
    Row("a package in its folder beside a text", (_PACKED, _in_a_file("package/LICENSE", "MIT")), ("package/package.json:1 package/LICENSE:1",)),
    Row("a file of some folder is not above the text in another", (offer("ISC", path="debian/copyright", part=UNCLEAR, by="b"), _in_a_file("b/LICENSE", "MIT")), ("debian/copyright:1 b/LICENSE:1",)),
    Row("a text among the papers of a package is not in a folder of it", (offer("ISC", path="package.json", part=UNCLEAR, by="b"), _in_a_file("a-1.0.dist-info/licenses/MODEL_LICENSES", "MIT")), ("package.json:1 a-1.0.dist-info/licenses/MODEL_LICENSES:1",)),
    Row("the papers of a package above a text", (offer("ISC", path="a-1.0.dist-info/METADATA", part=UNCLEAR, by="b"), _in_a_file("a/LICENSE", "MIT"))),
    Row("a package above a card and a header in folders", (offer("ISC", path="package.json", part=UNCLEAR, by="b"), offer("MIT", path="b/README.md"), offer("MIT", path="b/model.gguf"))),
    Row(
        "a package above a text in a folder, and a narrow text of nothing named",
        (offer("ISC", path="package.json", part=UNCLEAR, by="b"), offer("CC-BY-NC-4.0", path="LICENSE", part=UNCLEAR, by="c"), _in_a_file("b/LICENSE", "MIT")),
        ("LICENSE:1 b/LICENSE:1",),
    ),
    Row("denied, and offered", (_denied("MIT", 9), _MIT), ("README.md:9 README.md:1",)),
    Row("denied, and named without being offered", (_denied("MIT", 9), _in_words("MIT", 4, outbound=False, plainness=Plainness.FREE))),
    Row("denied, named, and offered", (_denied("MIT", 9), _in_words("MIT", 4, outbound=False), _in_a_file("LICENSE", "MIT")), ("README.md:9 LICENSE:1",)),
    Row("denied, and another offered", (_denied("ISC", 9), _MIT)),
    Row("a package above a text in a folder", (offer("ISC", path="package.json", part=UNCLEAR, by="b"), _in_a_file("b/LICENSE", "MIT"))),
    Row("a package above a text for some files", (offer("ISC", path="package.json", part=UNCLEAR, by="b"), _in_a_file("b/LICENSE", "MIT", covers=("b/*",))), ("package.json:1 b/LICENSE:1 for some files",)),
    Row("a package beside a text", (offer("ISC", path="package.json", part=UNCLEAR, by="b"), _in_a_file("LICENSE", "MIT")), ("package.json:1 LICENSE:1",)),
    Row("another part", (_MIT, _in_a_file("LICENSE", "Apache-2.0", part=CODE))),
    Row("two of the code", (offer("MIT", part=CODE), _in_a_file("LICENSE", "Apache-2.0", part=CODE)), ("README.md:1 LICENSE:1",)),
    Row("of the code, one for some files", (offer("MIT", part=CODE), _in_a_file("LICENSE", "Apache-2.0", part=CODE, covers=("a.py",)))),
    Row("two of the data", (offer("MIT", part=DATA), _in_a_file("LICENSE", "Apache-2.0", part=DATA))),
    Row("of nothing named, fits the weights", (_MIT, offer("MIT", 3, part=UNCLEAR, by="b"))),
    Row("of nothing named, fits nothing", (_MIT, offer("ISC", 3, part=UNCLEAR, by="b")), ("README.md:3 README.md:1",)),
    Row("of nothing named, fits the code", (_MIT, _in_a_file("LICENSE", "ISC", part=CODE), offer("ISC", 3, part=UNCLEAR, by="b"))),
    Row("of nothing named, beside code alone", (_in_a_file("LICENSE", "MIT", part=CODE), offer("ISC", 3, part=UNCLEAR, by="b")), ("README.md:3 LICENSE:1",)),
    Row("two of nothing named", (offer("MIT", 3, part=UNCLEAR, by="a"), offer("ISC", 4, part=UNCLEAR, by="b")), ("README.md:4 README.md:3",)),
    Row(
        "of nothing named, narrower or not",
        (offer("CC-BY-NC-4.0"), offer("ISC", 3, part=UNCLEAR, by="b")),
        ("README.md:1 README.md:3",),
    ),
    Row("two of nothing named that agree", (offer("MIT", 3, part=UNCLEAR, by="a"), offer("MIT", 4, part=UNCLEAR, by="b"))),
    Row(
        "two of nothing named that agree, beside code",
        (_in_a_file("LICENSE", "MIT", part=CODE), offer("ISC", 3, part=UNCLEAR, by="a"), offer("ISC", 4, part=UNCLEAR, by="b")),
        ("README.md:3 LICENSE:1", "README.md:4 LICENSE:1"),
    ),
    Row("one of nothing named", (offer("MIT", part=UNCLEAR),)),
    Row("what is no offer and no words", (_MIT, _in_a_file("LICENSE", "Apache-2.0", outbound=False))),
    Row("words that offer nothing", (_MIT, _in_words("Apache-2.0", 9, outbound=False)), ("README.md:1 README.md:9",)),
    Row("what is inherited", (_MIT, offer("Apache-2.0", 3, by="acme/base", source=INHERITED))),
    Row("what will be", (_MIT, _in_words("Apache-2.0", 9, time=StatementTime.LATER))),
    Row("a family with it", (_family("gpl", "GPL-2.0-only", "GPL-3.0-only"), _in_a_file("LICENSE", "GPL-3.0-only"))),
    Row("a family without it", (_family("gpl", "GPL-2.0-only", "GPL-3.0-only"), _in_a_file("LICENSE", "MIT")), ("README.md:1 LICENSE:1",)),
    Row("a family that a tag names", (_family("openrail", "bigscience-openrail-m"), _in_a_file("LICENSE", "bigscience-openrail-m"))),
    Row("a family that a name names", (_family("other: modified-mit", "kimi-k2-modified-mit"), _in_a_file("LICENSE", "ISC")), ("README.md:1 LICENSE:1",)),
    Row("a family by a name may have others of its name", (_family("other: exaone", "exaone-nc-1.1"), _in_a_file("LICENSE", "LicenseRef-exaone-2.0"))),
    Row("a family has no others of another name", (_family("other: exaone", "exaone-nc-1.1"), _in_a_file("LICENSE", "LicenseRef-solar-2.0")), ("README.md:1 LICENSE:1",)),
    Row("one license has no others of its name", (offer("MIT", raw="mit"), _in_a_file("LICENSE", "LicenseRef-kimi-k2-modified-mit")), ("README.md:1 LICENSE:1",)),
    Row("what a family lists counts, not what its word may mean", (_family("openrail", "MIT"), _in_a_file("LICENSE", "creativeml-openrail-m")), ()),
    Row("a family in words that nobody knows", (_family("acme", quote="It is Acme.", by="model card"), _APACHE), ("README.md:1 LICENSE:1",)),
    Row("a family in a field that nobody knows", (_family("acme"), _APACHE)),
    Row("what nobody knows", (offer("NOASSERTION", certainty=UNKNOWN), _APACHE)),
    Row("what nobody knows before two that differ", (offer("NOASSERTION", certainty=UNKNOWN), _MIT, _APACHE), ("README.md:1 LICENSE:1",)),
    Row("a list with a narrow one is narrow", (_APACHE, _MIT, offer("CC-BY-NC-4.0", 3)), ("README.md:3 LICENSE:1",)),
    Row("limit, all offers without", (_MIT, _in_words("Apache-2.0", 4), _limit("non-commercial", 9)), ("README.md:9 README.md:1", "README.md:1 README.md:4")),
    Row("limit, one offer with", (_MIT, _NC, _limit("non-commercial", 12)), ("README.md:9 README.md:1",)),
    Row("limit, said twice", (_MIT, _limit("non-commercial", 9), _limit("non-commercial", 12)), ("README.md:9 README.md:1",)),
    Row("two limits", (_MIT, _limit("non-commercial", 9), _limit("region:EU", 12)), ("README.md:9 README.md:1", "README.md:12 README.md:1")),
    Row("two regions", (_MIT, _limit("region:EU", 9), _limit("region:CN", 12)), ("README.md:9 README.md:1",)),
    Row("limit for some files", (_MIT, _limit("non-commercial", 9, covers=("b/*",))), ("README.md:9 README.md:1 for some files",)),
    Row("limit of data", (_MIT, _limit("non-commercial", 9, part=DATA))),
    Row("limit of nothing named", (_MIT, _limit("non-commercial", 9, part=UNCLEAR)), ("README.md:9 README.md:1",)),
    Row("limit beside words that offer nothing", (_in_words("MIT", 4, outbound=False), _limit("non-commercial", 9))),
    Row("limit nobody knows", (_MIT, _limit("no-such-limit", 9)), ("README.md:9 README.md:1",)),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_these_do_not_agree_and_no_others(row: Row, knowledge: Knowledge) -> None:
    pairs = tuple(
        f"{each.first.location} {each.second.location}{' for some files' if each.scoped else ''}"
        for each in differences(row.statements, knowledge)
    )

    assert pairs == row.differences


class _Complete(Knowledge):
    """What is known, with every list of a family's members taken as complete."""

    def hub_id(self, value: str) -> HubId | None:
        """The family or license, with its list complete."""
        known = super().hub_id(value)
        return known and known.replace(complete=True)


def test_a_complete_family_has_no_others_of_its_name() -> None:
    family = _family("openrail", "bigscience-openrail-m")
    text = _in_a_file("LICENSE", "LicenseRef-openrail-2.0")

    assert not differences((family, text), Knowledge())
    assert len(differences((family, text), _Complete())) == 1


def test_no_number_of_statements_hides_one_that_does_not_agree(knowledge: Knowledge) -> None:
    """Neither in the order in which they are read, nor by what they are about."""
    same = tuple(_in_words("MIT", line) for line in range(1, 500))
    unclear = tuple(statement.replace(part=UNCLEAR) for statement in same)
    other = _in_words("CC-BY-NC-4.0", 500)

    assert [str(each.first.location) for each in differences((*same, other), knowledge)] == ["README.md:500"]
    assert [str(each.first.location) for each in differences((*unclear, other), knowledge)] == ["README.md:500"] * 499
    assert [str(each.first.location) for each in differences((*same, other.replace(part=UNCLEAR)), knowledge)] == [
        "README.md:500"
    ]
    assert [
        str(each.first.location)
        for each in differences((*same, offer("ISC", 500, by="a"), _denied("ISC", 501)), knowledge)
    ] == ["README.md:1", "README.md:501"]
