"""SPDX expressions: choices, spelling, and what is no expression."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import spdx
from auditor.spdx.listed import listed
from support.rewrite import listed_ids


def _arms(text: str) -> tuple[tuple[str, ...], ...]:
    expression = spdx.parse(text)
    assert expression is not None
    return expression.arms


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        ("MIT", (("MIT",),)),
        ("MIT OR Apache-2.0", (("Apache-2.0",), ("MIT",))),
        ("MIT AND Apache-2.0", (("Apache-2.0", "MIT"),)),
        ("MIT AND (Apache-2.0 OR ISC)", (("Apache-2.0", "MIT"), ("ISC", "MIT"))),
        ("GPL-2.0-only WITH Classpath-exception-2.0", (("GPL-2.0-only WITH Classpath-exception-2.0",),)),
        ("LicenseRef-acme", (("LicenseRef-acme",),)),
        ("MIT OR MIT", (("MIT",),)),
        ("NOASSERTION", (("NOASSERTION",),)),
        ("NONE", (("NONE",),)),
    ],
)
def test_an_expression_is_its_choices(text: str, arms: tuple[tuple[str, ...], ...]) -> None:
    assert _arms(text) == arms


@pytest.mark.parametrize("text", ["mit", "MIT", "Mit"])
def test_an_id_is_spelled_as_spdx_spells_it(text: str) -> None:
    assert spdx.ids(text) == ("MIT",)


@pytest.mark.parametrize("text", ["", "   ", "MIT OR", "(MIT", "MIT Apache-2.0", "AND", "MIT " * 600, "(" * 500])
def test_what_is_no_expression_is_none(text: str) -> None:
    assert spdx.parse(text) is None
    assert spdx.ids(text) == ()


def test_an_unknown_id_is_named_and_a_license_ref_is_none() -> None:
    expression = spdx.parse("MIT AND no-such-license AND LicenseRef-acme")

    assert expression is not None
    assert expression.unknown == ("no-such-license",)
    assert expression.ids == ("LicenseRef-acme", "MIT", "no-such-license")


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("LLVM-exception", True),
        ("Apache-2.0 WITH LLVM-exception", False),
        ("Apache-2.0 WITH LicenseRef-acme", True),
        ("LicenseRef-acme WITH LLVM-exception", False),
        ("Acme-1.0 WITH LLVM-exception", True),
        ("eCos-2.0", False),
        ("GPL-2.0+", False),
        ("LicenseRef-", True),
        ("LicenseRef-acme.1", False),
        ("DocumentRef-x:LicenseRef-acme", False),
        ("DocumentRef-x", True),
    ],
)
def test_a_license_is_listed_or_a_license_ref_and_its_exception_is_listed(text: str, *, unknown: bool) -> None:
    expression = spdx.parse(text)
    assert expression is not None
    assert expression.unknown == ((text,) if unknown else ())


@pytest.mark.parametrize("text", ["GPL-2.0-only WITH", "MIT or", "MIT AND"])
def test_what_ends_in_an_operator_is_no_expression(text: str) -> None:
    assert spdx.parse(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MIT", True),
        ("MIT OR LicenseRef-acme", True),
        ("NONE", False),
        ("NOASSERTION", False),
        ("MIT OR NOASSERTION", False),
        ("MIT OR Acme-1.0", False),
        ("MIT OR", False),
    ],
)
def test_an_expression_names_licenses(text: str, *, names: bool) -> None:
    assert spdx.names_licenses(text) is names


def test_more_choices_than_anybody_means_are_refused() -> None:
    assert spdx.parse(" AND ".join(["(MIT OR ISC)"] * 7)) is None
    assert spdx.parse(" AND ".join(["(MIT OR ISC)"] * 3)) is not None


def test_a_conjunction_takes_each_once_and_keeps_choices_together() -> None:
    assert spdx.conjunction(["MIT", "", "MIT", "Apache-2.0 OR ISC"]) == "MIT AND (Apache-2.0 OR ISC)"
    assert spdx.conjunction(["Apache-2.0 OR ISC"]) == "Apache-2.0 OR ISC"
    assert spdx.conjunction([]) == ""


def test_two_expressions_are_the_same_by_their_choices() -> None:
    assert spdx.same("MIT OR ISC", "ISC OR MIT")
    assert not spdx.same("MIT OR ISC", "MIT AND ISC")
    assert not spdx.same("MIT", "MIT OR")


def test_the_official_spelling_of_an_id() -> None:
    assert spdx.official_spelling(" apache-2.0 ") == "Apache-2.0"
    assert spdx.official_spelling("openmdw-1.0") == "OpenMDW-1.0"
    assert spdx.official_spelling("no-such-license") is None


def test_the_list_of_ids_is_that_of_license_expression() -> None:
    written = (Path(spdx.__file__).parent / "listed.txt").read_text(encoding="utf-8")
    assert written == listed_ids(), "make expected"


def test_a_single_id_is_read_as_license_expression_reads_it() -> None:
    names = sorted(listed().meaning)
    assert len(names) > 2_600
    for name in names:
        for text in (name, name.upper(), listed().ids.get(name, name)):
            parsed = spdx._parsed(text)
            assert parsed is not None
            # license-expression does not list what is newer, and leaves its case
            assert spdx.parse(text) == parsed.replace(text=spdx.official_spelling(parsed.text) or parsed.text)


@settings(max_examples=2000, deadline=None)
@given(
    st.from_regex(r"(LicenseRef-|licenseref-|LicenseRef-scancode-)?[A-Za-z0-9.+-]{1,12}", fullmatch=True)
    | st.sampled_from(
        ["and", "OR", "With", "none", "0", "1", "TRUE", "LicenseRef-", "MIT+", "GPL-2.0+", "gpl-2.0-or-later+"]
    )
)
def test_whatever_may_be_an_id_is_read_as_license_expression_reads_it(text: str) -> None:
    parsed = spdx._parsed(text)
    if text == "NONE":
        parsed = spdx.Expression(text=text, arms=((text,),))
    assert spdx.parse(text) == parsed


def test_a_single_id_does_not_load_license_expression() -> None:
    code = (
        "import sys; from auditor import spdx\n"
        "assert spdx.ids('apache-2.0') == ('Apache-2.0',)\n"
        "assert spdx.parse('nonesuch').unknown == ('nonesuch',)\n"
        "assert spdx.ids('LicenseRef-acme') == ('LicenseRef-acme',)\n"
        "assert 'license_expression' not in sys.modules\n"
        "assert spdx.ids('MIT OR ISC') == ('ISC', 'MIT')\n"
        "assert 'license_expression' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_whatever_a_card_says_gives_an_expression_or_none(text: str) -> None:
    expression = spdx.parse(text)

    assert expression is None or expression.arms


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["MIT", "ISC", "Apache-2.0", "GPL-3.0-only", "MIT OR ISC"]), min_size=1, max_size=4))
def test_a_conjunction_parses_to_all_of_its_parts(parts: list[str]) -> None:
    together = spdx.parse(spdx.conjunction(parts))

    assert together is not None
    assert set(together.ids) == {license_id for part in parts for license_id in spdx.ids(part)}
    assert all(any(set(arm) <= set(whole) for arm in _arms(part)) for part in parts for whole in together.arms)
