"""What licenses say, beyond what `auditor rules check` compares: test_check.py runs that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from auditor.engine.users import of_use
from auditor.identify import quotes
from auditor.identify.normalize.folding import squeeze
from auditor.knowledge import Knowledge
from auditor.model import (
    About,
    AppliesTo,
    CureStart,
    Currency,
    DutyCode,
    DutyPlace,
    EditionDuties,
    GrantCode,
    GrantValue,
    Harm,
    LicenseKind,
    LimitCode,
    LimitException,
    OutboundMode,
    Period,
    PredicateName,
    Reach,
    Relation,
    StudentCondition,
    Termination,
    Trigger,
)
from auditor.pipeline.rules_check.licenses import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from auditor.model import Duty, Grant, Limit, Outbound, Profile

_KNOWLEDGE = Knowledge()
_QUOTES = quotes.load(_KNOWLEDGE.root / "texts" / "quotes.bin")
_PROFILES = pytest.mark.parametrize("profile", _KNOWLEDGE.profiles, ids=lambda profile: profile.key)


def _facts(profile: Profile) -> Iterator[tuple[str, Duty | Limit | Grant | Outbound]]:
    for fact in (*profile.grants, *_asks(profile)):
        yield f"{type(fact).__name__.lower()} {fact.code}", fact
    yield "outbound", profile.outbound


def _asks(profile: Profile) -> tuple[Duty | Limit, ...]:
    return (*profile.duties, *profile.limits)


def _students(profile: Profile) -> set[StudentCondition]:
    return {*profile.students, *(word for term in _asks(profile) for word in term.students)}


_CONDITION = re.compile(
    r"(?i)\b(?:commercial|compet\w+|foundational|general-purpose|similar\w*|only|LLMs?|language models?)\b"
)
_STUDENT = {Trigger.DISTILL, Trigger.FINETUNE, Trigger.MERGE}


@_PROFILES
def test_a_ban_under_a_condition_has_a_field_for_it(profile: Profile) -> None:
    """A word that narrows a ban on training is a field that is evaluated, or the ban is unsettled."""
    hidden = [
        (limit.value, match[0])
        for limit in profile.limits
        if limit.code is LimitCode.OUTPUT_TRAINING_BAN
        for match in [_CONDITION.search(f"{limit.value} {limit.quote}")]
        if match and not (limit.students or limit.exceptions) and not _STUDENT & set(limit.when) <= set(limit.unsettled)
    ]

    assert not hidden


@_PROFILES
def test_every_duty_is_judged_or_shown(profile: Profile) -> None:
    """A duty that no relation triggers is one of the model's users, to whom the report shows it."""
    judged = {code for rule in _KNOWLEDGE.rules if rule.subject.about is About.DUTY for code in rule.subject.codes}
    relations = {Trigger(relation.value) for relation in Relation} | {Trigger.DATASET_SHARE}
    unreachable = [
        duty.code
        for duty in profile.duties
        if not (duty.code in judged and relations & set(duty.when)) and not of_use(duty)
    ]

    assert not unreachable


def _items(profile: Profile) -> set[tuple[str, object]]:
    """Its use restrictions; of one that speaks of the Territory, with the countries that it leaves out."""
    territory = profile.limit(LimitCode.TERRITORY_EXCLUDED)
    left_out = territory.value if territory else None
    return {(squeeze(item), left_out if "Territory" in item else None) for item in profile.restrictions}


@_PROFILES
def test_what_is_passed_on_is_contained_item_by_item(profile: Profile) -> None:
    """The rows that a reader confirmed are those that the lists themselves give."""
    contained = {
        other.key
        for other in _KNOWLEDGE.profiles
        if other.restrictions and other.key != profile.key and _items(other) <= _items(profile)
    }

    assert {row.license for row in profile.passes_on} == contained
    assert all(row.confirmed_by and row.on for row in profile.passes_on)
    assert all(_verbatim(item, profile) for item in profile.restrictions)


@_PROFILES
def test_a_ban_on_improving_leaves_open_whether_a_merge_improves(profile: Profile) -> None:
    bans = [limit for limit in profile.limits if limit.code is LimitCode.OUTPUT_TRAINING_BAN]

    assert not [
        ban.quote
        for ban in bans
        if re.search(r"(?i)\bimprove\b", ban.quote) and Trigger.MERGE in set(ban.when) - set(ban.unsettled)
    ]


def _verbatim(quote: str, profile: Profile) -> bool:
    return any(_QUOTES.verbatim(quote, sha256) for sha256 in profile.texts)


@_PROFILES
def test_a_quote_with_one_word_altered_is_not(profile: Profile) -> None:
    survivors = [changed for _, quote in quoted(profile) for changed in _altered(quote) if _verbatim(changed, profile)]

    assert survivors == []


def _altered(quote: str) -> Iterator[str]:
    """The quote with each of its words made another, in turn."""
    for word in re.finditer(r"[^\W_]+", quote):
        yield f"{quote[: word.start()]}un{quote[word.start() :]}"


def test_no_text_is_kept_that_no_profile_names() -> None:
    assert set(_QUOTES.texts) == {sha256 for profile in _KNOWLEDGE.profiles for sha256 in profile.texts}


def test_an_id_leads_to_its_profile_whatever_its_case() -> None:
    for profile in _KNOWLEDGE.profiles:
        for name in (profile.key, profile.spdx, *profile.ids):
            assert _KNOWLEDGE.profile(name.upper()) is profile, name


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (DutyCode, {duty.code for profile in _KNOWLEDGE.profiles for duty in profile.duties}),
        (DutyPlace, {duty.place for profile in _KNOWLEDGE.profiles for duty in profile.duties} - {None}),
        (LimitCode, {limit.code for profile in _KNOWLEDGE.profiles for limit in profile.limits}),
        (AppliesTo, {limit.applies_to for profile in _KNOWLEDGE.profiles for limit in profile.limits} - {None}),
        (Currency, {limit.currency for profile in _KNOWLEDGE.profiles for limit in profile.limits}),
        (Period, {limit.per for profile in _KNOWLEDGE.profiles for limit in profile.limits}),
        (StudentCondition, {word for profile in _KNOWLEDGE.profiles for word in _students(profile)}),
        (
            LimitException,
            {word for profile in _KNOWLEDGE.profiles for limit in profile.limits for word in limit.exceptions},
        ),
        (EditionDuties, {edition.duties for profile in _KNOWLEDGE.profiles for edition in profile.editions}),
        (GrantCode, {grant.code for profile in _KNOWLEDGE.profiles for grant in profile.grants}),
        (GrantValue, {grant.value for profile in _KNOWLEDGE.profiles for grant in profile.grants}),
        (LicenseKind, {profile.kind for profile in _KNOWLEDGE.profiles}),
        (OutboundMode, {profile.outbound.mode for profile in _KNOWLEDGE.profiles}),
        (Termination, {end for profile in _KNOWLEDGE.profiles for end in profile.termination}),
        (CureStart, {profile.cure.starts for profile in _KNOWLEDGE.profiles if profile.cure} - {None}),
        (Harm, {rule.harm for rule in _KNOWLEDGE.rules}),
        (About, {rule.subject.about for rule in _KNOWLEDGE.rules}),
        (PredicateName, {rule.uses for rule in _KNOWLEDGE.rules}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_every_word_of_a_vocabulary_is_in_use(words: type[StrEnum], used: set[StrEnum]) -> None:
    assert set(words) == used


@_PROFILES
def test_license_is_spelled_so_outside_quotations(profile: Profile) -> None:
    own_words = [profile.name, profile.note, *profile.reach_notes.values(), *profile.termination.values()]
    own_words += [fact.note for _, fact in _facts(profile)]
    own_words += [ask.scope for ask in _asks(profile)]

    unquoted = [re.sub(r'"[^"]*"', "", words) for words in own_words]

    assert not [words for words in unquoted if "licence" in words.lower()]


@_PROFILES
def test_a_clause_that_speaks_of_the_above_copyright_notice_names_its_holder(profile: Profile) -> None:
    kept = profile.duty(DutyCode.RETAIN_COPYRIGHT_NOTICES)

    assert profile.names_holder == (kept is not None and "above copyright notice" in kept.quote)


@pytest.mark.parametrize(
    ("key", "prefix", "display", "trains_others"),
    [
        ("llama2", None, None, False),
        ("llama3", "Llama 3", "Built with Meta Llama 3", False),
        ("llama3.1", "Llama", "Built with Llama", True),
        ("llama3.2", "Llama", "Built with Llama", True),
        ("llama3.3", "Llama", "Built with Llama", True),
        ("llama4", "Llama", "Built with Llama", True),
    ],
)
def test_the_llamas_are_told_apart(key: str, prefix: str | None, display: str | None, *, trains_others: bool) -> None:
    profile = _profile(key)
    named, shown = profile.duty("name-prefix"), profile.duty("display-string")
    bans = [limit for limit in profile.limits if limit.code == "output-training-ban"]

    assert (named.words[0] if named else None) == prefix
    assert (shown.words[0] if shown else None) == display
    assert bool(bans) is not trains_others
    for ban in bans:
        assert (ban.when, ban.unsettled) == ((Trigger.MERGE, Trigger.DISTILL), (Trigger.MERGE,))


def test_the_notice_sentences_of_cousins_differ() -> None:
    sentences = [
        word
        for profile in _KNOWLEDGE.profiles
        for duty in profile.duties
        for word in duty.words
        if duty.code == "notice-file-with-text"
    ]
    apart = [sentence for sentence in sentences if sentences.count(sentence) > 1]

    # the two Hunyuan texts of 2024 ask for the same sentence
    assert {sentence.split(" is licensed", 1)[0] for sentence in apart} <= {"Tencent Hunyuan"}


def test_mit_does_not_follow_outputs_and_rail_does_for_a_purpose() -> None:
    reaches = {key: _profile(key).reach[Trigger.DISTILL] for key in ("mit", "deepseek-model-1.0", "gemma", "llama3.1")}

    assert reaches == {
        "mit": Reach.NO,
        "deepseek-model-1.0": Reach.UNCLEAR,
        "gemma": Reach.UNCLEAR,
        "llama3.1": Reach.LISTED,
    }
    assert _profile("gemma").students == _profile("deepseek-model-1.0").students == ("similar-performance",)


def test_apache_asks_for_the_notice_file_only_where_there_is_one() -> None:
    carried = _profile("apache-2.0").duty("propagate-notice-file")

    assert carried is not None
    assert carried.condition == "only if the upstream distribution includes a NOTICE file"
    assert carried.unsettled == (Trigger.COPY,)


def _profile(key: str) -> Profile:
    profile = _KNOWLEDGE.profile(key)
    assert profile is not None
    return profile
