"""Every code in the profiles has its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from auditor.knowledge import Knowledge
from auditor.model import (
    AppliesTo,
    Duty,
    DutyCode,
    DutyPlace,
    Grade,
    GrantCode,
    GrantValue,
    LicenseKind,
    Limit,
    LimitCode,
    OutboundMode,
    Reach,
    Termination,
    Trigger,
)
from auditor.report.common import terms

if TYPE_CHECKING:
    from enum import StrEnum

    from auditor.model import Profile

PROFILES = Knowledge().profiles
ACCUSES = re.compile(r"infring|stole|plagiar|\bcopied\b|\btheft|violat", re.IGNORECASE)
TABLES = (
    terms.DUTIES,
    terms.LIMITS,
    terms.GRANTS,
    terms.ANSWERS,
    terms.OUTBOUND,
    terms.KINDS,
    terms.PLACES,
    terms.TRIGGERS,
    terms.REACHES,
    terms.ENDINGS,
    terms.MODELS,
)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (terms.DUTIES, DutyCode),
        (terms.LIMITS, LimitCode),
        (terms.GRANTS, GrantCode),
        (terms.ANSWERS, GrantValue),
        (terms.OUTBOUND, OutboundMode),
        (terms.KINDS, LicenseKind),
        (terms.PLACES, DutyPlace),
        (terms.MODELS, AppliesTo),
        (terms.ENDINGS, Termination),
        (terms.TRIGGERS, Trigger),
        (terms.REACHES, Reach),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_every_word_of_a_vocabulary_has_words_for_people(table: dict[str, str], words: type[StrEnum]) -> None:
    assert set(table) == set(words)


def test_no_two_codes_of_a_table_have_the_same_words() -> None:
    for table in TABLES:
        words = list(table.values())
        assert [word for word in words if words.count(word) > 1 or not word.strip()] == []


def test_the_words_accuse_nobody_and_spell_license_so() -> None:
    words = [value for table in TABLES for value in table.values()]

    assert [word for word in words if ACCUSES.search(word) or "licence" in word.lower()] == []


@pytest.mark.parametrize(
    ("key", "code", "words"),
    [
        ("llama3", "include-license-text", "give recipients a copy of the license text"),
        ("llama3", "name-prefix", "begin the model's name with “Llama 3”"),
        ("llama3", "display-string", "display “Built with Meta Llama 3”"),
        ("qwen-license", "display-string", "display “Built with Qwen” or “Improved using Qwen”"),
        ("tencent-hunyuan-large", "display-string", "display “Powered by Tencent Hunyuan” (encouraged only)"),
        ("llama3", "output-training-ban", "training other large language models on its outputs is banned"),
        ("exaone-nc-1.2", "output-training-ban", "training competing models on its outputs is banned"),
        ("llama3", "mau-threshold", "above 700 million monthly users, no license until Meta grants one"),
        ("tongyi-qianwen", "mau-threshold", "above 100 million monthly users, the license does not suffice"),
        ("baichuan2-community", "dau-threshold", "above 1 million daily users, the license does not suffice"),
        ("stability-community", "revenue-threshold", "above a revenue of 1 million US dollars, license terminates"),
        (
            "tencent-hunyuan-community",
            "territory-excluded",
            "some countries are excluded: the European Union, the United Kingdom, South Korea",
        ),
        ("deepseek-model-1.0", "use-policy", "some uses are forbidden by a use policy: Attachment A (in the license)"),
        ("cc-by-nc-4.0", "noncommercial", "commercial purposes are excluded"),
        ("llama3", "sublicense", "sublicensing: the text has no word on it"),
        ("cc-by-nd-4.0", "derivatives", "making derivatives: in private only"),
    ],
)
def test_a_term_is_said_with_its_own_words_and_values(key: str, code: str, words: str) -> None:
    profile = next(profile for profile in PROFILES if profile.key == key)
    facts = [fact for fact in (*profile.duties, *profile.limits, *profile.grants) if fact.code == code]

    assert [terms.says(fact) for fact in facts] == [words]


def test_a_number_that_is_no_round_million_is_written_out() -> None:
    limit = Limit(code="mau-threshold", value=1_500_000, clause="§1", grade=Grade.TEXT)

    assert terms.value(limit) == "1,500,000"


def test_words_that_were_not_read_are_said_to_be_unread() -> None:
    duty = Duty(code="display-string", when=(Trigger.COPY,), clause="not read", grade=Grade.SECONDARY)

    assert terms.says(duty) == "display given words (which words was not read)"


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.key)
def test_no_code_is_left_in_a_remark(profile: Profile) -> None:
    codes = "|".join(re.escape(code) for table in (terms.DUTIES, terms.LIMITS, terms.GRANTS) for code in table)
    facts = (*profile.duties, *profile.limits, *profile.grants, profile.outbound)
    notes = [profile.note, *profile.reach_notes.values(), *(fact.note for fact in facts)]
    coded = re.compile(rf"(?<![\w-])(?=[\w-]*-)(?:{codes})(?![\w-])")

    assert [note for note in notes if coded.search(terms.remark(note))] == []
