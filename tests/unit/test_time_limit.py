"""An audit takes no more time than it may: what it had no time for is not read, and a user's interrupt is answered."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.errors import ConfigError
from auditor.identify.match import texts
from auditor.identify.repository import identify
from auditor.knowledge import Knowledge
from auditor.model import Match, Standing, UnreadReason
from auditor.model.budget import Budget
from auditor.pipeline.models import divide
from auditor.pipeline.survey import audit_all
from auditor.verdict import survey_exit_code
from support import models
from support.command import environment

if TYPE_CHECKING:
    from pathlib import Path

_KNOWLEDGE = Knowledge()
_MIT = models.mit("Copyright (c) 2026 Acme Ltd")


def test_what_there_is_no_time_for_is_not_read_and_matters() -> None:
    files: dict[str, str | bytes] = {"README.md": models.card("license: mit"), "LICENSE": _MIT}
    limit = auditor.Options(as_of="2026-11-22", scancode=False, time_limit=1e-9)
    audit = auditor.audit(models.MemorySource(files), limit, knowledge=_KNOWLEDGE)

    assert {(entry.path, entry.reason, entry.matters) for entry in audit.unread} == {
        ("", UnreadReason.TIME_LIMIT, True),
        ("LICENSE", UnreadReason.TIME_LIMIT, True),
        ("README.md", UnreadReason.TIME_LIMIT, True),
    }
    assert "not-read" in {failure.rule for failure in audit.failing}


def test_a_text_that_takes_too_long_is_left_at_a_piece() -> None:
    repository = models.read({"NOTICE": "\n".join(f"package {number}" for number in range(200_000))})
    seconds = iter(range(100))
    identified = identify(repository, _KNOWLEDGE, scancode=False, budget=Budget(2, clock=lambda: float(next(seconds))))

    assert [(note.path, note.reason) for note in identified.notes] == [("NOTICE", UnreadReason.TIME_LIMIT)]


def test_wherever_the_time_ends_the_audit_says_so_and_passes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | bytes] = {
        "README.md": models.card("license: mit\nbase_model: acme/Tern-7B", "# Own\n\nReleased under MIT.\n"),
        "LICENSE": _MIT,
        "NOTICE": f"Copyright (c) 2019 Another\n\n{_MIT}",
        "model.safetensors": models.WEIGHTS,
    }
    parent = models.MemorySource({"README.md": models.card("license: mit"), "LICENSE": _MIT}, name="acme/Tern-7B")
    options = auditor.Options(as_of="2026-11-22", scancode=False, name="acme/Own-7B")
    details, ended = set(), 0
    for steps in range(1, 400):
        seconds = itertools.count()
        monkeypatch.setattr(
            "auditor.pipeline.audit.Budget",
            lambda _, steps=steps, seconds=seconds: Budget(steps, clock=lambda: float(next(seconds))),
        )
        source = models.MemorySource(files)
        audit = auditor.audit(source, options, knowledge=_KNOWLEDGE, finder={"acme/Tern-7B": parent}.get)
        late = [entry for entry in audit.unread if entry.reason is UnreadReason.TIME_LIMIT]
        unopened = [edge for edge in audit.upstreams if "time limit" in edge.doubts.unopened]
        if not late and not unopened:
            break
        ended += 1
        details |= {entry.detail.partition("before ")[2] for entry in late}
        assert audit.standing is not Standing.NO_FINDINGS, (steps, late)
        assert audit.failing
    assert audit.standing is Standing.NO_FINDINGS
    assert 10 < ended < 399
    assert details == {
        "the target was divided into models (--time-limit).",
        "it was read (--time-limit).",
        "every license was judged (--time-limit).",
    }


@pytest.mark.parametrize("limit", [0, -1, float("nan"), float("inf"), "60", True, None])
def test_a_limit_that_is_none_is_refused(limit: object) -> None:
    with pytest.raises(ConfigError, match="time_limit"):
        auditor.Options(time_limit=limit)  # type: ignore[arg-type] - what is refused


def test_licenses_of_a_long_notice_are_found_at_their_lines() -> None:
    heads = "".join(f"Copyright (c) 2019 Person Number {number}\n" for number in range(3_000))
    text = "".join(f"{heads}{body}\n" for body in (_MIT, models.apache(), _MIT) * 4)
    values = [
        detection
        for detection in texts.text(text, "NOTICE", _KNOWLEDGE, expected=False)
        if detection.match is Match.EXACT
    ]

    starts = [
        number for number, line in enumerate(text.split("\n"), 1) if line.startswith("Permission is hereby granted")
    ]
    assert len(text) > 1_000_000
    assert [value.license for value in values] == ["mit", "apache-2.0", "mit"] * 4
    for start, detection in zip(starts, (value for value in values if value.license == "mit"), strict=True):
        assert (detection.location.first or 0) <= start <= (detection.location.last or 0)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_is_answered_within_a_second(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(models.card("license: mit"))
    for number in range(60):
        (tmp_path / f"LICENSE-{number}").write_text(f"{number}" + "\u0301\u0327" * 400_000, encoding="utf-8")
    command = [sys.executable, "-m", "auditor", "audit", str(tmp_path), "--no-scancode"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as running:
        time.sleep(2)
        assert running.poll() is None
        sent = time.monotonic()
        running.send_signal(signal.SIGINT)
        running.wait(timeout=60)
        took = time.monotonic() - sent
    assert running.returncode == 130
    # a busy machine may take longer than the second that is promised
    assert took < 5


def test_a_target_that_there_is_no_time_to_divide_is_one_model_and_never_a_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files: dict[str, str | bytes] = {f"d{number}/model.safetensors": models.WEIGHTS for number in range(50)}
    files |= {"README.md": models.card("license: mit"), "LICENSE": _MIT}
    seconds = itertools.count()
    division = divide(models.MemorySource(files), (), Budget(5, clock=lambda: float(next(seconds))))
    monkeypatch.setattr("auditor.pipeline.audit.Budget", lambda _: Budget(5, clock=lambda: float(next(seconds) % 20)))
    audit = auditor.audit(models.MemorySource(files), auditor.Options(as_of="2026-11-22", scancode=False))

    assert len(division.subjects) == 1
    assert [(entry.path, entry.reason, entry.matters) for entry in division.subjects[0].source.unread()] == [
        ("", UnreadReason.TIME_LIMIT, True)
    ]
    assert len(divide(models.MemorySource(files), (), Budget(60)).subjects) == 50
    assert audit.standing is not Standing.NO_FINDINGS


def test_so_many_models_beside_so_many_files_of_all_of_them_are_not_divided() -> None:
    files: dict[str, str | bytes] = {f"w{number}.safetensors": b"" for number in range(2_100)}
    files |= {f"other {number}.txt": b"" for number in range(2_100)}
    division = divide(models.MemorySource(files), (), Budget(60))

    assert [entry.reason for entry in division.subjects[0].source.unread()] == [UnreadReason.TOO_MANY]


@pytest.mark.parametrize(
    "name", ["d{0}/model.safetensors", "w{0}.safetensors", "a/b{1}/c{0}/model.gguf", "licenses/{0}.gguf"]
)
def test_a_tree_is_divided_in_time_in_proportion_to_its_files(name: str) -> None:
    def taken(count: int) -> float:
        source = models.MemorySource({name.format(number, number % 10): b"" for number in range(count)})
        began = time.process_time()
        divide(source)
        return time.process_time() - began

    taken(100)
    assert min(taken(8_000), taken(8_000)) < 8 * max(taken(2_000), taken(2_000))


def test_the_models_of_one_target_share_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 200
    files = {f"m{number}/{name}": data for number in range(40) for name, data in _A_MODEL.items()}
    ticks = itertools.count()
    monkeypatch.setattr(
        "auditor.pipeline.survey.Budget", lambda seconds: Budget(seconds, clock=lambda: float(next(ticks)))
    )
    options = auditor.Options(as_of="2026-11-22", scancode=False, time_limit=limit)
    models_of_it = list(auditor.survey([models.MemorySource(files)], options, knowledge=_KNOWLEDGE))

    audits = [model.audit for model in models_of_it if model.audit is not None]
    assert audits[0].standing is Standing.NO_FINDINGS
    assert len(audits) == len(models_of_it) - 1
    assert models_of_it[-1].problem == (
        f"{40 - len(audits)} of its 40 models were not audited: the time limit of {limit} s was reached."
    )


def test_of_a_target_of_more_models_than_are_audited_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"m{number}/{name}": data for number in range(5) for name, data in _A_MODEL.items()}
    monkeypatch.setattr("auditor.pipeline.survey._MOST", 3)
    options = auditor.Options(as_of="2026-11-22", scancode=False)
    survey = audit_all([models.MemorySource(files)], options, knowledge=_KNOWLEDGE)

    assert isinstance(survey, auditor.Survey)
    assert [entry.not_audited for entry in survey.entries if entry.not_audited] == [
        "2 of its 5 models were not audited."
    ]
    assert survey_exit_code(survey) == 3


_A_MODEL: dict[str, str | bytes] = {
    "README.md": models.card("license: mit"),
    "LICENSE": _MIT,
    "model.safetensors": models.WEIGHTS,
}
