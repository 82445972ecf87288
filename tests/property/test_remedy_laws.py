"""What holds of every plan of edits, whatever the repository: nothing is lost, invented, admitted or done twice."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import auditor
from auditor.identify.match import texts
from auditor.knowledge import Knowledge
from auditor.model import Answer, AnswerKey, WhyOpen
from auditor.pipeline import remedy_writing
from auditor.pipeline.context import working
from auditor.pipeline.remedy import Remedied, remedied
from auditor.resolve import outbound
from support import models, remedies
from support.memory import MemorySource

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(scancode=False, as_of="2026-11-22")
_BOM = "\ufeff"
_LINE = "Copyright (c) 2024 Plover Labs"
_NOTICE_LINES = ("Tern 7B", "Copyright 2025 Tern Authors")
_MIT = remedies.kept("mit").replace(b"\n\n", f"\n\n{_LINE}\n\n".encode(), 1)
_PARENTS: dict[str, dict[str, str | bytes]] = {
    "plover/Plover-7B": {"README.md": models.card("license: mit"), "LICENSE": _MIT},
    "tern/Tern-7B": {
        "README.md": models.card("license: apache-2.0\nbase_model: plover/Plover-7B"),
        "LICENSE": remedies.kept("apache-2.0"),
        "NOTICE": "\n".join(_NOTICE_LINES) + "\n",
    },
    "heron/Heron-7B": {"README.md": models.card("license: cc-by-4.0"), "LICENSE": remedies.kept("cc-by-4.0")},
}
"""What may be at hand."""
_KNOWN = {
    "meta-llama/Llama-3.1-8B": "llama3.1",
    "deepseek-ai/DeepSeek-V3-Base": "deepseek-model-1.0",
    "deepseek-ai/DeepSeek-R1": "mit",
    "google/gemma-2-9b": "gemma",
    "Qwen/Qwen2.5-72B": "qwen-license",
    "Qwen/Qwen2.5-7B": "apache-2.0",
}
"""Releases that the rules know, with their licenses."""
_LICENSES = {**_KNOWN, "plover/Plover-7B": "mit", "tern/Tern-7B": "apache-2.0", "heron/Heron-7B": "cc-by-4.0"}
_FROM_RULES = "Copyright (c) 2023 DeepSeek"
"""The line of DeepSeek-R1, which the rules have from its own files."""
_A_MODEL = re.compile(r"(?<![\w/.])[A-Za-z][\w.-]*/[A-Z][\w.-]*(?<!\.)")


class _Made(NamedTuple):
    """A repository by chance, what is at hand beside it, and what is answered."""

    files: dict[str, bytes]
    declared: tuple[str, ...]
    at_hand: tuple[str, ...]
    answers: tuple[Answer, ...]


@st.composite
def _repositories(draw: st.DrawFn) -> _Made:
    end = draw(st.sampled_from(["\n", "\r\n"]))
    bases = draw(st.lists(st.sampled_from([*_LICENSES, "acme/Unknown-1"]), max_size=2, unique=True))
    lines = draw(
        st.lists(
            st.sampled_from(
                ["# a comment: kept", "tags: [ 'a',  b ]", "language:\n- ja", 'x: "y: z"', "", "m: |\n  é  "]
            ),
            max_size=3,
            unique=True,
        )
    )
    own = draw(st.sampled_from(["", "apache-2.0", "mit  # ours", "llama3.1", "gemma", "cc-by-nc-4.0", "other"]))
    if own:
        lines.insert(draw(st.integers(0, len(lines))), f"license: {own}")
    if bases:
        named = bases[0] if len(bases) == 1 else "".join(f"\n  - {base}" for base in bases)
        lines.insert(draw(st.integers(0, len(lines))), f"base_model: {named}".replace(": \n", ":\n"))
    body = draw(st.sampled_from(["", "# Gull 7B\n", "Fine-tuned on law.", "問い合わせ\n\n", "It is under CC BY-NC.\n"]))
    front = "\n".join(["---", *lines, "---", ""]) if lines else draw(st.sampled_from(["", "---\n---\n"]))
    card = draw(st.sampled_from(["", _BOM])) + (front + body).replace("\n", end)
    files = {"model.safetensors": models.WEIGHTS, "README.md": card.encode()}
    optional: dict[str, list[bytes]] = {
        "LICENSE": [remedies.kept("apache-2.0"), _MIT.replace(_LINE.encode(), b"Copyright (c) 2026 Gull")],
        "NOTICE": [b"Gull 7B\nCopyright 2026 Gull\n", b"no end of line", b"a\r\nb\r\n", b"\xff\xfe no text\n"],
        "LICENSES/mit.txt": [b"something else\n", remedies.kept("mit")],
        "adapter_config.json": [b'{"peft_type": "LORA"}'],
        "config.json": [b'{"model_type": "gull"}', models.config("deepseek-v3", "deepseek-ai/DeepSeek-R1").encode()],
    }
    for path, contents in optional.items():
        content = draw(st.sampled_from([None, *contents]))
        if content is not None:
            files[path] = content
    at_hand = draw(st.lists(st.sampled_from(sorted(_PARENTS)), unique=True))
    answered = draw(
        st.fixed_dictionaries(
            {},
            optional={
                AnswerKey.BASE: st.sampled_from(["plover/Plover-7B@v1", "meta-llama/Llama-3.1-8B", "no", "unknown"]),
                AnswerKey.CHANGES: st.sampled_from(["trained further on law", "added a head"]),
                AnswerKey.HOLDER: st.just("Copyright (c) 2020 Answered"),
                AnswerKey.OWN_LICENSE: st.sampled_from(["apache-2.0", "mit", "unknown"]),
            },
        )
    )
    answers = tuple(Answer(key=key, value=value, by="A. Person") for key, value in answered.items())
    return _Made(files, tuple(bases), tuple(at_hand), answers)


def _planned(made: _Made, files: dict[str, bytes]) -> Remedied:
    def find(name: str) -> MemorySource | None:
        return MemorySource(_PARENTS[name], target=name) if name in made.at_hand else None

    with working(_KNOWLEDGE, None, None, find) as context:
        return remedied(context, MemorySource(dict(files), target="model"), _OPTIONS, made.answers)


def _answered(made: _Made, key: AnswerKey) -> str:
    return next((answer.value for answer in made.answers if answer.key is key and answer.settles), "")


def _may_be_named(made: _Made) -> set[str]:
    """Models that are declared, here or by a parent that is at hand, or answered."""
    names = {*made.declared, _answered(made, AnswerKey.BASE).partition("@")[0]} - {""}
    if "tern/Tern-7B" in names & set(made.at_hand):
        names.add("plover/Plover-7B")
    return names


_laws = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_laws
@given(_repositories())
def test_no_finding_is_added_and_none_goes_without_a_hunk(made: _Made) -> None:
    plan = _planned(made, made.files).plan

    cures = {finding for hunk in plan.hunks for finding in hunk.cures}
    assert not cures & set(plan.after)
    assert {entry.finding for entry in plan.open} == set(plan.after)
    assert not [entry for entry in plan.open if entry.why is WhyOpen.STILL_OPEN]
    if not _answered(made, AnswerKey.BASE) and not _answered(made, AnswerKey.OWN_LICENSE):
        # one statement of changes is one for every model that may be meant: of the card, beside a phrase that names
        # the model, or as answered
        changes = b"Fine-tuned" in made.files["README.md"] or _answered(made, AnswerKey.CHANGES)
        stated = "changes-not-stated" if changes else "none"
        assert {finding for finding in set(plan.cured) - cures if not finding.startswith(stated)} == set()
        for finding in plan.rest:
            rule, _, about = finding.partition(":")
            # a text without the lines that nobody has seen is a text that is there: of its finding that remains
            assert rule == "upstream-unread"
            assert f"license-text-missing:{about}" in plan.cured


@_laws
@given(_repositories())
def test_what_was_done_once_is_not_done_again(made: _Made) -> None:
    first = _planned(made, made.files)

    again = _planned(made, {**made.files, **first.files})

    assert again.plan.hunks == ()
    assert set(again.plan.before) == set(first.plan.after)


@_laws
@given(_repositories())
def test_every_byte_that_was_there_is_there_in_its_order(made: _Made) -> None:
    result = _planned(made, made.files)

    for path, data in result.files.items():
        hunks = sorted(
            (hunk for hunk in result.plan.hunks if hunk.path == path), key=lambda hunk: hunk.at, reverse=True
        )
        back = data
        for number, hunk in enumerate(hunks):
            at = hunk.at + sum(len(other.text.encode()) for other in hunks[number + 1 :])
            assert back[at : at + len(hunk.text.encode())] == hunk.text.encode()
            back = back[:at] + back[at + len(hunk.text.encode()) :]
        assert back == made.files.get(path, b"")
        before = made.files.get(path, b"")
        if b"\r\n" in before and b"\n" not in before.replace(b"\r\n", b""):
            assert b"\n" not in data.replace(b"\r\n", b""), "line ends stay of one kind"


@_laws
@given(_repositories())
def test_front_matter_has_the_answered_keys_more_and_is_byte_identical_otherwise(made: _Made) -> None:
    result = _planned(made, made.files)

    before, after = (files.get("README.md", made.files["README.md"]) for files in (made.files, result.files))
    added = [line for line in _front(after) if line not in _front(before)]
    assert [line for line in _front(after) if line not in added] == _front(before) or not _front(before)
    keys = {line.partition(b":")[0] for line in added}
    asked = {b"base_model": AnswerKey.BASE, b"license": AnswerKey.OWN_LICENSE}
    assert all(_answered(made, asked[key]) for key in keys & set(asked))
    assert keys <= {*asked, b"---"}
    for key in keys & set(asked):
        assert not any(line.startswith(key + b":") for line in _front(before)), "no statement is changed"


@_laws
@given(_repositories())
def test_undo_restores_every_byte(made: _Made) -> None:
    result = _planned(made, made.files)
    with tempfile.TemporaryDirectory() as folder:
        place, state = Path(folder) / "model", Path(folder) / "state"
        for path, data in made.files.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(data)
        if not result.files:
            return

        remedy_writing.write([result.plan], result.files, place, state=state)
        written = {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}
        remedy_writing.undo(place, state=state)

        back = {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert written == {**made.files, **result.files}
    assert back == made.files


@_laws
@given(_repositories())
def test_a_text_that_is_written_is_identified_as_exactly_that_license_of_what_may_be_named(made: _Made) -> None:
    result = _planned(made, made.files)

    allowed = {_LICENSES.get(name, "") for name in _may_be_named(made)} | {_answered(made, AnswerKey.OWN_LICENSE)}
    for path, data in result.files.items():
        if not path.startswith("LICENSES/"):
            continue
        name = path.removeprefix("LICENSES/").removesuffix(".txt")
        key = max((key for key in allowed if key and f"{name}-".startswith(f"{key}-")), key=len)
        identified = texts.text(data.decode(), "LICENSE", _KNOWLEDGE)
        assert {detection.license for detection in identified if detection.carries_text} == {key}


@_laws
@given(_repositories())
def test_no_model_and_no_holder_is_named_that_is_not_declared_shown_or_answered(made: _Made) -> None:
    result = _planned(made, made.files)

    allowed = _may_be_named(made)
    lines = {_LINE, _FROM_RULES, *_NOTICE_LINES, _answered(made, AnswerKey.HOLDER)}
    fixed = {words for profile in _KNOWLEDGE.profiles for duty in profile.duties for words in duty.words}
    for hunk in result.plan.hunks:
        if hunk.path.startswith("LICENSES/"):
            continue
        words = re.sub(r"https://huggingface\.co/(\S+)", r"\1", hunk.text)
        assert set(_A_MODEL.findall(words)) <= allowed
        for line in hunk.text.splitlines():
            if line.lower().startswith("copyright"):
                assert line in lines or line in fixed
            if line.startswith("Modified by"):
                assert _answered(made, AnswerKey.CHANGES) in line
    if not allowed and not _answered(made, AnswerKey.OWN_LICENSE):
        assert result.plan.hunks == (), "nothing rests on a recognised base"


@_laws
@given(_repositories())
def test_what_the_repository_offers_itself_under_is_what_it_was(made: _Made) -> None:
    result = _planned(made, made.files)

    before, after = (
        {(statement.expression, statement.location) for statement in outbound(audit.statements)}
        for audit in (result.before, result.after)
    )
    offered = {expression for expression, _ in before}
    assert offered <= {expression for expression, _ in after}, "no statement is lost"
    if not _answered(made, AnswerKey.OWN_LICENSE):
        assert {expression for expression, _ in after} == offered, "no grant is made"


def _front(data: bytes) -> list[bytes]:
    """The lines of the front matter, fences included; none where there is none."""
    lines = data.removeprefix(_BOM.encode()).split(b"\n")
    if lines[0].rstrip() != b"---":
        return []
    ends = [number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == b"---"]
    return lines[: ends[0] + 1] if ends else []
