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
_CHECK = """harm = "text"
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
    for name, text in {"hub-ids": "", "tokenizers__known": "", **files}.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Knowledge(folder)


def test_a_profile_is_found_by_its_key_and_by_each_of_its_ids(tmp_path: Path) -> None:
    knowledge = _rules(tmp_path, licenses__acme=_PROFILE)

    entry = {name: knowledge.profile(name) for name in ("acme", "LicenseRef-acme", "ACME-1.0", "other")}

    assert {name: profile.key if profile else None for name, profile in entry.items()} == {
        "acme": "acme",
        "LicenseRef-acme": "acme",
        "ACME-1.0": "acme",
        "other": None,
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "licenses/acme.toml:1: not TOML"),
        (
            _PROFILE.replace('grade = "text"\n\n[outbound]', 'grade = "hearsay"\n\n[outbound]'),
            "licenses/acme.toml:6: grade: unknown word 'hearsay'; known: text, ",
        ),
        (_PROFILE.replace('kind = "permissive"\n', ""), "licenses/acme.toml:1: kind: is missing"),
        (
            _PROFILE.replace('kind = "permissive"', 'kind = "permissive"\nwavelength = "red"'),
            "licenses/acme.toml:6: wavelength: unknown key; known: key, name, ",
        ),
        (
            _PROFILE.replace("[outbound]", 'key = "other"\n\n[outbound]'),
            "licenses/acme.toml:8: key: is 'other'; it must be the name of the file, 'acme'",
        ),
        (
            _PROFILE + '[[duty]]\ncode = "x"\nclause = "1"\ngrade = "text"\nwhen = ["moonlight"]\n',
            "licenses/acme.toml:15: duty 1, code: unknown word 'x'; known: include-license-text, ",
        ),
    ],
    ids=["not TOML", "no such grade", "a fact missing", "a fact too many", "another key", "no such relation"],
)
def test_a_malformed_profile_is_told_with_its_file_and_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    knowledge = _rules(tmp_path, licenses__acme=text)

    with pytest.raises(RuleError) as raised:
        knowledge.profile("acme")

    assert raised.value.message.startswith(says)
    assert raised.value.tip.endswith(".")


def test_two_profiles_cannot_share_an_id(tmp_path: Path) -> None:
    knowledge = _rules(
        tmp_path, licenses__acme=_PROFILE, licenses__other=_PROFILE.replace("LicenseRef-acme", "LicenseRef-other")
    )

    with pytest.raises(RuleError, match=r"other\.toml:4: ids 1: acme-1\.0 is claimed by acme\.toml too") as raised:
        knowledge.profile("acme")

    assert "two profiles cannot share an id" in raised.value.message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (_FAMILY.replace("[shape]", "[shape"), "models/acme-7b.toml:4: not TOML"),
        (
            _FAMILY.replace('repo = "acme/Acme-7B"', 'license = "MIT"'),
            "models/acme-7b.toml:6: release 1, repo: is missing",
        ),
        (_FAMILY + 'grade = "guess"\n', "models/acme-7b.toml:8: release 1, grade: unknown word 'guess'"),
    ],
    ids=["not TOML", "a release without its repository", "no such grade"],
)
def test_a_malformed_family_is_told_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    knowledge = _rules(tmp_path, **{"models__acme-7b": text})

    with pytest.raises(RuleError) as raised:
        _ = knowledge.families

    assert raised.value.message.startswith(says)
    assert raised.value.tip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            _CHECK.replace('about = "repository"', 'about = "weather"'),
            "checks/some-check.toml:8: subject, about: unknown word 'weather'",
        ),
        (_CHECK.replace('title = "something"', ""), "checks/some-check.toml:1: title: is missing"),
        (_CHECK.replace("title", 'id = "another"\ntitle'), "checks/some-check.toml:2: id: is 'another'; "),
    ],
    ids=["no such subject", "no title", "another id"],
)
def test_a_malformed_check_is_told_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    knowledge = _rules(tmp_path, **{"checks__some-check": text})

    with pytest.raises(RuleError) as raised:
        _ = knowledge.rules

    assert raised.value.message.startswith(says)
    assert raised.value.tip


def test_a_check_takes_the_name_of_its_file(tmp_path: Path) -> None:
    knowledge = _rules(tmp_path, **{"checks__some-check": _CHECK})

    assert [rule.id for rule in knowledge.rules] == ["some-check"]


def test_a_malformed_table_of_hub_ids_is_told_with_its_file(tmp_path: Path) -> None:
    knowledge = _rules(tmp_path, **{"hub-ids": '[[id]]\nid = "mit"\ncertainty = "perhaps"\n'})

    with pytest.raises(
        RuleError, match=r"hub-ids\.toml:3: id 1, certainty: unknown word 'perhaps'; known: identified, "
    ):
        knowledge.hub_id("mit")


def test_hub_ids_and_license_names_are_two_tables(knowledge: Knowledge) -> None:
    tag, name = knowledge.hub_id(" MIT "), knowledge.license_name("modified-mit")

    assert tag is not None
    assert tag.expression == "MIT"
    assert name is not None
    assert knowledge.hub_id("modified-mit") is None
    assert knowledge.license_name("no-such-name") is None


def test_the_digest_tells_one_set_of_rules_from_another(tmp_path: Path) -> None:
    rules = _rules(tmp_path / "one", licenses__acme=_PROFILE)
    same = _rules(tmp_path / "same", licenses__acme=_PROFILE)
    other = _rules(tmp_path / "other", licenses__acme=_PROFILE.replace("Acme License", "Acme Terms"))

    assert rules.digest == same.digest
    assert rules.digest != other.digest
    assert len(rules.digest) == 12


_DUTY = '[[duty]]\ncode = "include-license-text"\nclause = "1"\ngrade = "text"\nwhen = ["copy"]\nplace = "public"\n'
_LIMIT = '[[limit]]\ncode = "noncommercial"\nclause = "1"\ngrade = "text"\n'
_GRANT = '[[grant]]\ncode = "derivatives"\nvalue = "yes"\ngrade = "text"\n'
_WHOLE = _PROFILE + _DUTY + _LIMIT + _GRANT + '[termination]\nrevocable = "no"\n'


@pytest.mark.parametrize(
    ("word", "where"),
    [
        ("include-license-text", "duty 1, code"),
        ("public", "duty 1, place"),
        ("noncommercial", "limit 1, code"),
        ("derivatives", "grant 1, code"),
        ("yes", "grant 1, value"),
        ("permissive", "kind"),
        ("any", "outbound, mode"),
        ("revocable", "termination, revocables"),
    ],
)
def test_a_misspelled_word_is_an_error_and_never_a_duty_that_nobody_checks(
    tmp_path: Path, word: str, where: str
) -> None:
    profile = _WHOLE.replace('[reach]\ncopy = "yes"', '[reach]\ncopy = "contains"')
    assert _rules(tmp_path / "right", licenses__acme=profile).profile("acme") is not None
    slip = profile.replace(f'"{word}"', f'"{word}s"').replace(f"{word} =", f"{word}s =")

    with pytest.raises(RuleError) as raised:
        _rules(tmp_path / "wrong", licenses__acme=slip).profile("acme")

    (problem,) = raised.value.problems
    assert (problem.file, problem.where) == ("licenses/acme.toml", where)
    assert slip.splitlines()[problem.line - 1].split(" ")[0] in where
    assert f"did you mean {word}?" in problem.says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            _CHECK.replace("everything-read", "everything-reads"),
            "checks/some-check.toml:10: check, uses: unknown word 'everything-reads'; did you mean everything-read?",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "duty"\ncodes = ["registr"]'),
            "checks/some-check.toml:9: subject, codes: 'registr' is not a code of a duty; did you mean register?",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "limit"\ncodes = ["register"]'),
            "checks/some-check.toml:9: subject, codes: 'register' is not a code of a limit; ",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "duty"'),
            "checks/some-check.toml:7: subject: a rule about a duty names the codes it is about",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "repository"\ncodes = ["register"]'),
            "checks/some-check.toml:7: subject: codes and wherever_it_reaches are for duties and limits",
        ),
        (
            _CHECK.replace('about = "repository"', 'about = "upstream"'),
            "checks/some-check.toml:9: check: everything-read is checked for each repository, not for each upstream",
        ),
        (
            _CHECK.replace('fix = "Do."', 'fix = "Keep the {licence}."'),
            "checks/some-check.toml:5: fix: {licence} cannot be filled in; did you mean {license}?",
        ),
        (
            _CHECK.replace('fix = "Do."', 'fix = "Do."\nquestion = "Is {rule} right?"'),
            "checks/some-check.toml:6: question: {rule} cannot be filled in",
        ),
        (
            _CHECK.replace('fix = "Do."', 'fix = "Keep {license."'),
            "checks/some-check.toml:5: fix: braces are for ",
        ),
        (
            _CHECK.replace('fix = "Do."', 'fix = "{license:>9}"'),
            "checks/some-check.toml:5: fix: {license} cannot be filled in",
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

    with pytest.raises(RuleError) as raised:
        _ = knowledge.rules

    assert raised.value.message.startswith(says)
