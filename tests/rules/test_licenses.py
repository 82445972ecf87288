"""What a license asks is quoted, cited, graded and said in closed vocabularies."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest
from meanings import meanings
from rules_index import VOCABULARIES, index, rows, vocabulary, written

from auditor import spdx
from auditor.knowledge import Knowledge
from auditor.model import (
    About,
    AppliesTo,
    Currency,
    DutyCode,
    DutyPlace,
    Grade,
    GrantCode,
    GrantValue,
    LicenseKind,
    LimitCode,
    OutboundMode,
    Period,
    PredicateName,
    Reach,
    Relation,
    Termination,
    Trigger,
)
from support import quotes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from auditor.model import Duty, Grant, Limit, Outbound, Profile

_KNOWLEDGE = Knowledge()
_README = _KNOWLEDGE.root / "README.md"
_QUOTES = quotes.load(_KNOWLEDGE.root / "texts" / "quotes.bin")
_PROFILES = pytest.mark.parametrize("profile", _KNOWLEDGE.profiles, ids=lambda profile: profile.key)


def _facts(profile: Profile) -> Iterator[tuple[str, Duty | Limit | Grant | Outbound]]:
    for fact in (*profile.grants, *_asks(profile)):
        yield f"{type(fact).__name__.lower()} {fact.code}", fact
    yield "outbound", profile.outbound


def _asks(profile: Profile) -> tuple[Duty | Limit, ...]:
    return (*profile.duties, *profile.limits)


def _quoted(profile: Profile) -> Iterator[tuple[str, str]]:
    """Each fact of a profile and words that it has from the license's text."""
    for where, fact in _facts(profile):
        if fact.quote:
            yield where, fact.quote
    for duty in profile.duties:
        if duty.grade is Grade.TEXT:
            yield from ((f"words of {duty.code}", words) for words in duty.words)


def _verbatim(quote: str, profile: Profile) -> bool:
    return any(_QUOTES.verbatim(quote, sha256) for sha256 in profile.texts)


@_PROFILES
def test_every_quote_is_verbatim_in_a_text_it_was_read_from(profile: Profile) -> None:
    assert [(where, quote) for where, quote in _quoted(profile) if not _verbatim(quote, profile)] == []


@_PROFILES
def test_a_quote_with_one_word_altered_is_not(profile: Profile) -> None:
    survivors = [changed for _, quote in _quoted(profile) for changed in _altered(quote) if _verbatim(changed, profile)]

    assert survivors == []


def _altered(quote: str) -> Iterator[str]:
    """The quote with each of its words made another, in turn."""
    for word in re.finditer(r"[^\W_]+", quote):
        yield f"{quote[: word.start()]}un{quote[word.start() :]}"


def test_the_texts_that_profiles_name_are_known_and_no_others() -> None:
    assert set(_QUOTES.texts) == {sha256 for profile in _KNOWLEDGE.profiles for sha256 in profile.texts}


@_PROFILES
def test_every_fact_has_a_clause_and_what_was_read_is_quoted(profile: Profile) -> None:
    uncited = [where for where, fact in _facts(profile) if not fact.clause]
    unquoted = [where for where, fact in _facts(profile) if fact.grade is Grade.TEXT and not fact.quote]
    unread = [where for where, fact in _facts(profile) if fact.grade is Grade.TEXT and not profile.texts]

    assert not uncited
    assert not unquoted
    assert not unread


@_PROFILES
def test_only_a_text_that_was_read_carries_a_breach(profile: Profile) -> None:
    settled = {where for where, fact in _facts(profile) if fact.grade.settles}

    assert (profile.grade is Grade.TEXT) == bool(settled), settled


@_PROFILES
def test_what_is_unsettled_is_among_what_triggers_it(profile: Profile) -> None:
    outside = [(ask.code, trigger) for ask in _asks(profile) for trigger in ask.unsettled if trigger not in ask.when]

    assert not outside
    assert all(duty.when for duty in profile.duties)


@_PROFILES
def test_the_reach_answers_for_every_relation(profile: Profile) -> None:
    relations = {Trigger(relation.value) for relation in Relation}

    assert relations - set(profile.reach) == set()


@_PROFILES
def test_a_relation_that_lists_its_terms_has_some(profile: Profile) -> None:
    named = {trigger for ask in _asks(profile) for trigger in ask.when}
    silent = [
        trigger
        for trigger, reach in profile.reach.items()
        if reach in (Reach.LISTED, Reach.LIMIT)
        and trigger not in named
        # hosting leaves no trace in files: a limit of every use covers it without naming it
        and trigger is not Trigger.HOSTED
    ]

    assert not silent


@_PROFILES
def test_what_a_lock_allows_are_license_ids(profile: Profile) -> None:
    for duty in profile.duties:
        for entry in duty.allowed:
            assert spdx.official_spelling(entry.id) == entry.id, entry
        assert not duty.allowed or duty.code == "same-license"


@_PROFILES
def test_the_note_of_a_duty_does_not_hide_words_to_look_for(profile: Profile) -> None:
    for duty in profile.duties:
        asks_words = duty.code in {"notice-file-with-text", "notice-with-text", "display-string", "name-prefix"}

        assert bool(duty.words) <= asks_words, duty.code
        if asks_words and duty.grade.settles and not duty.on_own_facts:
            assert duty.words, duty.code


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (DutyCode, {duty.code for profile in _KNOWLEDGE.profiles for duty in profile.duties}),
        (DutyPlace, {duty.place for profile in _KNOWLEDGE.profiles for duty in profile.duties} - {None}),
        (LimitCode, {limit.code for profile in _KNOWLEDGE.profiles for limit in profile.limits}),
        (AppliesTo, {limit.applies_to for profile in _KNOWLEDGE.profiles for limit in profile.limits} - {None}),
        (Currency, {limit.currency for profile in _KNOWLEDGE.profiles for limit in profile.limits}),
        (Period, {limit.per for profile in _KNOWLEDGE.profiles for limit in profile.limits}),
        (GrantCode, {grant.code for profile in _KNOWLEDGE.profiles for grant in profile.grants}),
        (GrantValue, {grant.value for profile in _KNOWLEDGE.profiles for grant in profile.grants}),
        (LicenseKind, {profile.kind for profile in _KNOWLEDGE.profiles}),
        (OutboundMode, {profile.outbound.mode for profile in _KNOWLEDGE.profiles}),
        (Termination, {end for profile in _KNOWLEDGE.profiles for end in profile.termination}),
        (About, {rule.subject.about for rule in _KNOWLEDGE.rules}),
        (PredicateName, {rule.uses for rule in _KNOWLEDGE.rules}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_every_word_of_a_vocabulary_is_in_use(words: type[StrEnum], used: set[StrEnum]) -> None:
    assert set(words) == used


@pytest.mark.parametrize("heading", VOCABULARIES)
def test_the_readme_has_every_word_with_its_meaning(heading: str) -> None:
    readme = _README.read_text(encoding="utf-8")
    words = VOCABULARIES[heading]

    assert "" not in meanings(words).values()
    assert rows(_README, heading) == tuple(words)
    assert vocabulary(readme, heading, words) == readme, "run: python tests/rules/rules_index.py"


def test_the_index_of_the_readme_is_that_of_the_files() -> None:
    assert written(_README) == index(_KNOWLEDGE), "run: python tests/rules/rules_index.py"


def test_no_two_profiles_share_an_id() -> None:
    seen: dict[str, str] = {}
    for profile in _KNOWLEDGE.profiles:
        for name in {profile.key, profile.spdx.lower(), *(other.lower() for other in profile.ids)}:
            assert seen.setdefault(name, profile.key) == profile.key, name
            assert _KNOWLEDGE.profile(name.upper()) is profile, name


@_PROFILES
def test_the_id_of_a_profile_is_one_that_a_report_may_write(profile: Profile) -> None:
    expression = spdx.parse(profile.spdx)

    assert expression is not None
    assert expression.ids == (profile.spdx,)
    assert not expression.unknown


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


def test_mit_does_not_follow_outputs_and_rail_does() -> None:
    reaches = {key: _profile(key).reach[Trigger.DISTILL] for key in ("mit", "deepseek-model-1.0", "gemma", "llama3.1")}

    assert reaches == {
        "mit": Reach.NO,
        "deepseek-model-1.0": Reach.YES,
        "gemma": Reach.YES,
        "llama3.1": Reach.LISTED,
    }


def test_apache_asks_for_the_notice_file_only_where_there_is_one() -> None:
    carried = _profile("apache-2.0").duty("propagate-notice-file")

    assert carried is not None
    assert carried.condition == "only if the upstream distribution includes a NOTICE file"
    assert carried.unsettled == (Trigger.COPY,)


def test_every_key_is_a_file_name_that_needs_no_quoting() -> None:
    allowed = set(string.ascii_lowercase + string.digits + ".-+")

    assert not [profile.key for profile in _KNOWLEDGE.profiles if set(profile.key) - allowed]


def _profile(key: str) -> Profile:
    profile = _KNOWLEDGE.profile(key)
    assert profile is not None
    return profile
