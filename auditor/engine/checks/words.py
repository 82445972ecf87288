"""Predicates about required words: a notice sentence, a phrase, a name, a statement of changes, a credit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.engine.question import absent, breached, met, not_applicable, undetermined, why
from auditor.identify.normalize.folding import find
from auditor.model import Because, DocumentKind, DutyPlace, Grade, NameSource, Relation, Rung
from auditor.patterns import letters, regex

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Document, Location

_CHANGED = regex(
    r"(?i)\b(?:fine-?tun\w+|modif\w+|adapted|further\s+(?:pre-?)?train\w+|continu\w+\s+(?:pre-?)?train\w+|post-?train\w+"
    r"|quanti[sz]\w+|convert\w+|merged?\b|merging|distill\w+|derived\s+from|trained\s+(?:on\s+top\s+of|from)|built\s+on"
    r"|based\s+on|changes?\s+(?:were\s+)?(?:made|from|to)|instruction-?tuned|abliterat\w+|pruned)"
)
_CHANGED_CJK = regex(
    r"チューニング|追加学習|継続(?:事前)?学習|改変|量子化|変更|マージ|蒸留|微调|微調|继续预训练|继续训练|量化|合并|修改"
)
_A_MODEL = regex(r"\b(?:base|original|upstream|model|weights)\b")
_CACHED_LENGTH = 64_000
"""Characters of the longest text whose lines about changes are cached."""
_LETTER = regex(r"[a-z0-9]")
_ENDORSED = regex(r"(?i)(?<![a-z])(?:official|approved|endorsed|certified|verified)(?![a-z])")
_DATE = regex(r"\b(?:19|20)\d\d\b")
_OUTSIDE = (DutyPlace.PUBLIC, DutyPlace.INTERFACE)


def sentence_present(q: Question) -> Answer:
    """The required notice sentence is where the clause requires it."""
    if not q.the_duty.words:
        return undetermined("the clause fixes a sentence, and its words are not in the profile", wanted=())
    for words in q.the_duty.words:
        place = q.scene.find(words, DocumentKind.NOTICE)
        if place:
            return met(f"{place} contains the sentence", place)
        elsewhere = _beside_the_text(q, words)
        if elsewhere and q.the_duty.place is not DutyPlace.NOTICE_FILE:
            return met(f"{elsewhere} contains the sentence", elsewhere)
        if elsewhere:
            says = f"the sentence is at {elsewhere}; the clause requires a “Notice” text file"
            return undetermined(says, elsewhere, wanted=q.the_duty.words)
    says = f"the sentence “{q.the_duty.words[0]}” was not found here"
    return absent(q, says, wanted=q.the_duty.words)


def _beside_the_text(q: Question, words: str) -> Location | None:
    """Where a sentence is, other than in the license's own text, which quotes it in order to require it."""
    quoting = {
        detection.location.path
        for detection in (*q.scene.full_text_matches(q.the_license), *q.scene.near_matches(q.the_license))
    }
    for document in q.scene.prose:
        lines = None if document.path in quoting else find(document.text, words)
        if lines is not None:
            return document.at(lines[0], last=lines[1])
    return None


def phrase_shown(q: Question) -> Answer:
    """The phrase is displayed; if the clause allows places outside the repository, absence proves nothing."""
    for words in q.the_duty.words:
        place = q.scene.find(words, DocumentKind.CARD, DocumentKind.NOTICE, DocumentKind.THIRD_PARTY)
        if place:
            return met(f"{place} shows “{words}”", place)
    phrase = _any_of(q.the_duty.words) or "the phrase"
    if q.the_duty.applies_to is not None:
        models = q.the_duty.applies_to.value
        says = f"{phrase} must be displayed for {models} models only; whether this is one is not known"
        return undetermined(says, because=why(Because.SOME_MODELS_ONLY, models), note_only=True)
    if q.the_duty.on_own_facts or q.the_duty.place is DutyPlace.INTERFACE:
        says = f"{phrase} must be displayed when {q.the_duty.condition or 'the product is offered'}"
        return undetermined(says, because=why(Because.OWN_FACTS), note_only=True)
    says = f"{phrase} is not shown in the repository"
    if q.the_duty.place in _OUTSIDE:
        because = why(Because.PLACES_OUTSIDE)
        return undetermined(says, because=because, wanted=q.the_duty.words, note_only=True)
    return absent(q, says, wanted=q.the_duty.words)


def _any_of(words: tuple[str, ...]) -> str:
    return " or ".join(f"“{each}”" for each in words)


def name_begins(q: Question) -> Answer:
    """The model's name begins with the required word; case, punctuation, the owner and "Meta-" do not count."""
    if not q.the_duty.words:
        return undetermined("the clause fixes how the name begins, and the word is not in the profile")
    name = (q.scene.repository.name or "").rpartition("/")[2]
    any_word = _any_of(q.the_duty.words)
    if not name:
        says = f"the name must begin with {any_word}, and the model's name is not known"
        return undetermined(says, because=why(Because.NAME_UNKNOWN), wanted=q.the_duty.words)
    place = f" ({q.scene.repository.name_location})" if q.scene.repository.name_location else ""
    for word in q.the_duty.words:
        if _letters(name).startswith(_letters(word)):
            return met(f"“{name}”{place} begins with “{word}”")
    says = f"“{name}”{place} does not begin with {any_word}"
    if q.relation in (Relation.DISTILL, Relation.TRAINED_ON) and not q.the_edge.by_publisher:
        because = why(Because.USER_OF_OUTPUTS_UNKNOWN)
        return undetermined(says, because=because, wanted=q.the_duty.words)
    if q.scene.repository.name_source is NameSource.HEADING:
        # a heading of the card is a title: the model may be distributed under another name
        return undetermined(says, because=why(Because.NAME_IS_A_TITLE), wanted=q.the_duty.words)
    return breached(says, wanted=q.the_duty.words)


def no_endorsement_implied(q: Question) -> Answer:
    """The model's name does not imply that the licensor endorses it: "official" or "approved" with its name."""
    name = (q.scene.repository.name or "").rpartition("/")[2]
    if not name or q.the_edge.is_own_terms:
        return not_applicable()
    whose = {_owner(q.the_edge.name), _owner(q.the_candidate.name)} - {""}
    whose |= {_letters(word) for word in q.the_license.steward.split()[:1]}
    claim = _ENDORSED.search(name)
    if claim is None or not any(owner in _letters(name) for owner in whose):
        return met(f"“{name}” does not imply that the licensor endorses it")
    says = f"“{name}” has “{claim.group(0)}” next to the licensor's name"
    return undetermined(says, because=why(Because.PERMISSION_UNKNOWN))


def _owner(repo: str) -> str:
    return _letters(repo.rpartition("/")[0])


def changes_stated(q: Question) -> Answer:
    """A card, NOTICE or header says that the upstream's model was changed; metadata or a recipe does not settle it."""
    if q.the_edge.is_own_terms:
        return not_applicable()
    for document in q.scene.repository.of_kind(DocumentKind.CARD, DocumentKind.NOTICE, DocumentKind.THIRD_PARTY):
        place = _statement_of_changes(document, q)
        if place:
            return _where_and_when(q, document, place)
    says = f"no file states that the model was modified, or how, as the license of {q.from_whom} requires"
    tagged = [
        card.at(line)
        for card in q.scene.repository.of_kind(DocumentKind.CARD)
        for _, line in (*card.texts("base_model"), *card.texts("base_model_relation"))
    ]
    recipes = {recipe.path for recipe in q.scene.repository.of_kind(DocumentKind.MERGE_CONFIG)}
    places = (evidence.location for evidence in q.the_edge.evidence)
    tagged += [place for place in places if place is not None and (place.path in recipes or _in_front_matter(place, q))]
    if tagged:
        return undetermined(says, tagged[0], because=why(Because.METADATA_MAY_NOT_STATE_CHANGES))
    return absent(q, says)


def _in_front_matter(place: Location, q: Question) -> bool:
    """Whether a place is in the metadata of a card."""
    for card in q.scene.repository.of_kind(DocumentKind.CARD):
        if card.path == place.path:
            return (place.first or card.body_line) < card.body_line
    return False


def _where_and_when(q: Question, document: Document, place: Location) -> Answer:
    """The answer for a statement of changes: met if it is where the clause requires it, with any required date."""
    says = f"{place} says that it was changed"
    notices = q.scene.repository.of_kind(DocumentKind.NOTICE)
    in_a_notice = any(_statement_of_changes(notice, q) for notice in notices)
    if q.the_duty.place is DutyPlace.NOTICE_FILE and not in_a_notice:
        because = why(Because.STATED_ELSEWHERE, "in a text file named Notice")
        return undetermined(says, place, because=because)
    if q.the_duty.with_date and not _DATE.search(document.text):
        return undetermined(says, place, because=why(Because.DATE_REQUIRED), note_only=True)
    return met(says, place)


def creator_named(q: Question) -> Answer:
    """The upstream's creator is identified in a reasonable manner: by name in the prose, or its repository linked."""
    if q.the_edge.is_own_terms:
        return not_applicable()
    names = _names_of(q)
    for document in q.scene.prose:
        for number, line in enumerate(document.text.split("\n"), start=1):
            if number < document.body_line:
                continue
            if any(_contains_word(name, line) for name in names):
                return met(f"{document.at(number)} names {q.from_whom}", document.at(number))
    says = f"no document names the creator of {q.from_whom}"
    cards = [
        (card, line) for card in q.scene.repository.of_kind(DocumentKind.CARD) for _, line in card.texts("base_model")
    ]
    named = [
        evidence.location
        for evidence in q.the_edge.evidence
        if evidence.location and (evidence.rung is Rung.NAMED or _in_front_matter(evidence.location, q))
    ]
    places = [*(card.at(tagged) for card, tagged in cards), *named]
    if places:
        return undetermined(says, places[0], because=why(Because.METADATA_MAY_NOT_CREDIT))
    return absent(q, says)


def not_shown_by_files(q: Question) -> Answer:
    """No file can show this duty: registration, content filters, an impact report, source on request."""
    condition = f" ({q.the_duty.condition})" if q.the_duty.condition else ""
    says = f"required of anyone who distributes{condition}; no file in a repository can show it"
    because = why(Because.NOT_IN_FILES if q.the_duty.grade is Grade.TEXT else Because.CLAUSE_NOT_READ)
    return undetermined(says, because=because, note_only=True)


def _statement_of_changes(document: Document, q: Question) -> Location | None:
    """A passage that mentions a change, and a model, a base or the upstream by name.

    The name of any candidate suffices: to say what was changed is to say that it was.
    """
    names = tuple(name for candidate in q.the_edge.candidates for name in _parts_of(candidate.name))
    changes = _cached_changes if len(document.text) <= _CACHED_LENGTH else _changes
    for number, around in changes(document.text, document.body_line):
        if not around or _A_MODEL.search(around) or any(_contains_word(name, around) for name in names):
            return document.at(number)
    return None


def _changes(text: str, first: int) -> tuple[tuple[int, str], ...]:
    """The lines from `first` on that mention a change, each with the lines around it; "" if those are not needed."""
    lines = text.split("\n")
    changes = []
    for number, line in enumerate(lines[first - 1 :], start=first):
        if not line.isascii() and _CHANGED_CJK.search(line):
            changes.append((number, ""))
        elif _CHANGED.search(line):
            changes.append((number, " ".join(lines[max(0, number - 3) : number + 2]).lower()))
    return tuple(changes)


_cached_changes = lru_cache(maxsize=8)(_changes)
"""Cached, as it is needed for each candidate and each license; at most half a megabyte is kept."""


def _names_of(q: Question) -> tuple[str, ...]:
    """The names by which prose may refer to the upstream: its id, the last part of it, its publisher."""
    return _parts_of(q.the_candidate.name)


def _parts_of(repo: str) -> tuple[str, ...]:
    owner, _, name = repo.rpartition("/")
    return tuple(part for part in (repo, name, owner) if len(part) >= len("ibm"))


def _contains_word(name: str, text: str) -> bool:
    """Whether the text contains the name as a separate word."""
    name, text = name.lower(), text.lower()
    at = text.find(name)
    while at >= 0:
        if not _LETTER.match(text, at + len(name)) and not (at and _LETTER.match(text, at - 1)):
            return True
        at = text.find(name, at + 1)
    return False


def _letters(text: str) -> str:
    return letters(text.lower().removeprefix("meta-"))
