"""What rules/ says, and how a malformed file is told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.knowledge import Knowledge

_PROFILE = """
name = "Acme License"
spdx = "LicenseRef-acme"
ids = ["acme-1.0"]
kind = "permissive"
grade = "text"

[outbound]
mode = "any"
grade = "text"

[reach]
copy = "yes"
"""
_FAMILY = """
name = "Acme 7B"
publisher = "acme"
[shape]
hidden_size = 1
[[release]]
repo = "acme/Acme-7B"
"""
_CHECK = """
title = "something"
since = "0.1.0"
why = "Because."
fix = "Do."
case = []
[subject]
about = "repository"
[check]
uses = "everything-read"
"""


def _rules(folder: Path, **files: str) -> Knowledge:
    """rules/ with these files; `licenses__acme` is licenses/acme.toml."""
    for name, text in {"hub-ids": "", **files}.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Knowledge(folder)


def test_a_profile_is_found_by_its_key_and_by_each_of_its_ids(tmp_path: Path) -> None:
    knowledge = _rules(tmp_path, licenses__acme=_PROFILE)

    found = {name: knowledge.profile(name) for name in ("acme", "LicenseRef-acme", "ACME-1.0", "other")}

    assert {name: profile.key if profile else None for name, profile in found.items()} == {
        "acme": "acme",
        "LicenseRef-acme": "acme",
        "ACME-1.0": "acme",
        "other": None,
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "acme.toml: not TOML"),
        (_PROFILE.replace('grade = "text"\n\n[outbound]', 'grade = "hearsay"\n\n[outbound]'), "acme.toml: grade:"),
        (_PROFILE.replace('kind = "permissive"\n', ""), "acme.toml: kind:"),
        (_PROFILE.replace('kind = "permissive"', 'kind = "permissive"\ncolour = "red"'), "acme.toml: colour:"),
        (_PROFILE.replace("[outbound]", 'key = "other"\n\n[outbound]'), "acme.toml: key is 'other'"),
        (
            _PROFILE + '[[duty]]\ncode = "x"\nclause = "1"\ngrade = "text"\nwhen = ["moonlight"]\n',
            "acme.toml: duties.0",
        ),
    ],
    ids=["not TOML", "no such grade", "a fact missing", "a fact too many", "another key", "no such relation"],
)
def test_a_malformed_profile_is_told_with_its_file_and_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    knowledge = _rules(tmp_path, licenses__acme=text)

    with pytest.raises(RuleError) as told:
        knowledge.profile("acme")

    assert told.value.message.startswith(says)
    assert told.value.tip.endswith(".")


def test_two_profiles_cannot_share_an_id(tmp_path: Path) -> None:
    knowledge = _rules(
        tmp_path, licenses__acme=_PROFILE, licenses__other=_PROFILE.replace("LicenseRef-acme", "LicenseRef-other")
    )

    with pytest.raises(RuleError, match=r"other\.toml: acme-1\.0 is claimed by acme\.toml too") as told:
        knowledge.profile("acme")

    assert told.value.tip == "Two profiles cannot share an id."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (_FAMILY.replace("[shape]", "[shape"), "acme-7b.toml: not TOML"),
        (_FAMILY.replace('repo = "acme/Acme-7B"', 'license = "MIT"'), "acme-7b.toml: releases.0.repo:"),
        (_FAMILY + 'grade = "guess"\n', "acme-7b.toml: releases.0.grade:"),
    ],
    ids=["not TOML", "a release without its repository", "no such grade"],
)
def test_a_malformed_family_is_told_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    knowledge = _rules(tmp_path, **{"models__acme-7b": text})

    with pytest.raises(RuleError) as told:
        _ = knowledge.families

    assert told.value.message.startswith(says)
    assert told.value.tip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (_CHECK.replace('about = "repository"', 'about = "weather"'), "some-check.toml: subject.about:"),
        (_CHECK.replace('title = "something"', ""), "some-check.toml: title:"),
        (_CHECK.replace("title", 'id = "another"\ntitle'), "some-check.toml: id is 'another'"),
    ],
    ids=["no such subject", "no title", "another id"],
)
def test_a_malformed_check_is_told_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    knowledge = _rules(tmp_path, **{"checks__some-check": text})

    with pytest.raises(RuleError) as told:
        _ = knowledge.rules

    assert told.value.message.startswith(says)
    assert told.value.tip


def test_a_check_takes_the_name_of_its_file(tmp_path: Path) -> None:
    knowledge = _rules(tmp_path, **{"checks__some-check": _CHECK})

    assert [rule.id for rule in knowledge.rules] == ["some-check"]


def test_a_malformed_table_of_hub_ids_is_told_with_its_file(tmp_path: Path) -> None:
    knowledge = _rules(tmp_path, **{"hub-ids": '[[id]]\nid = "mit"\ncertainty = "perhaps"\n'})

    with pytest.raises(RuleError, match=r"hub-ids\.toml: certainty:"):
        knowledge.hub_id("mit")


def test_hub_ids_and_license_names_are_two_tables(knowledge: Knowledge) -> None:
    tag, name = knowledge.hub_id(" MIT "), knowledge.license_name("modified-mit")

    assert tag is not None
    assert tag.expression == "MIT"
    assert name is not None
    assert knowledge.hub_id("modified-mit") is None
    assert knowledge.license_name("no-such-name") is None


def test_the_digest_tells_one_set_of_rules_from_another(tmp_path: Path) -> None:
    one = _rules(tmp_path / "one", licenses__acme=_PROFILE)
    same = _rules(tmp_path / "same", licenses__acme=_PROFILE)
    other = _rules(tmp_path / "other", licenses__acme=_PROFILE.replace("Acme License", "Acme Terms"))

    assert one.digest == same.digest
    assert one.digest != other.digest
    assert len(one.digest) == 12


_DUTY = '[[duty]]\ncode = "include-license-text"\nclause = "1"\ngrade = "text"\nwhen = ["copy"]\nplace = "public"\n'
_LIMIT = '[[limit]]\ncode = "noncommercial"\nclause = "1"\ngrade = "text"\n'
_GRANT = '[[grant]]\ncode = "derivatives"\nvalue = "yes"\ngrade = "text"\n'
_WHOLE = _PROFILE + _DUTY + _LIMIT + _GRANT + '[termination]\nrevocable = "no"\n'


@pytest.mark.parametrize(
    ("word", "where"),
    [
        ("include-license-text", "duties.0.code"),
        ("public", "duties.0.place"),
        ("noncommercial", "limits.0.code"),
        ("derivatives", "grants.0.code"),
        ("yes", "grants.0.value"),
        ("permissive", "kind"),
        ("any", "outbound.mode"),
        ("revocable", "termination.revocables"),
    ],
)
def test_a_misspelled_word_is_an_error_and_never_a_duty_that_nobody_checks(
    tmp_path: Path, word: str, where: str
) -> None:
    profile = _WHOLE.replace('[reach]\ncopy = "yes"', '[reach]\ncopy = "no"')
    assert _rules(tmp_path / "right", licenses__acme=profile).profile("acme") is not None
    slip = profile.replace(f'"{word}"', f'"{word}s"').replace(f"{word} =", f"{word}s =")

    with pytest.raises(RuleError) as told:
        _rules(tmp_path / "wrong", licenses__acme=slip).profile("acme")

    assert told.value.message.startswith(f"acme.toml: {where}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (_CHECK.replace("everything-read", "everything-reads"), "some-check.toml: check.uses: "),
        (
            _CHECK.replace('about = "repository"', 'about = "duty"\ncodes = ["registr"]'),
            "some-check.toml: subject: 'registr' is not a code of a duty; known: include-license-text, ",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "limit"\ncodes = ["register"]'),
            "some-check.toml: subject: 'register' is not a code of a limit; known: use-policy, ",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "duty"'),
            "some-check.toml: subject: a rule about a duty names the codes it is about",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "repository"\ncodes = ["register"]'),
            "some-check.toml: subject: codes and wherever_it_reaches are for duties and limits, not for a repository",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "upstream"'),
            "some-check.toml: everything-read is checked for each repository, not for each upstream",
        ),
        (
            _CHECK.replace('fix = "Do."', 'fix = "Keep the {licence}."'),
            "some-check.toml: fix: {licence} cannot be filled in; known: {license}, {upstream}, {clause}, {words}",
        ),
        (
            _CHECK.replace('fix = "Do."', 'fix = "Do."\nquestion = "Is {rule} right?"'),
            "some-check.toml: question: {rule} cannot be filled in",
        ),
        (_CHECK.replace('fix = "Do."', 'fix = "Keep {license."'), "some-check.toml: fix: braces are for {license}, "),
        (
            _CHECK.replace('fix = "Do."', 'fix = "{license:>9}"'),
            "some-check.toml: fix: {license} cannot be filled in",
        ),
    ],
    ids=[
        "no such predicate",
        "no such duty",
        "a duty as a limit",
        "no codes",
        "codes of a repository",
        "another subject",
        "no such placeholder",
        "a placeholder of a question",
        "a brace alone",
        "a layout",
    ],
)
def test_a_misspelled_word_of_a_check_is_an_error(tmp_path: Path, text: str, says: str) -> None:
    knowledge = _rules(tmp_path, **{"checks__some-check": text})

    with pytest.raises(RuleError) as told:
        _ = knowledge.rules

    assert told.value.message.startswith(says)
