"""The library as a program that embeds it sees it: every public name, called, from outside."""

from __future__ import annotations

import doctest
import importlib.util
import inspect
import os
import shutil
import subprocess
import sys
import typing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor import model
from auditor.model import FileEntry, Noun, Unread
from support import gitting, models
from support.command import ROOT
from support.memory import MemorySource

COMPLIANT = ROOT / "examples" / "03-finetune-with-its-notices" / "repo"
RELABELLED = ROOT / "examples" / "04-llama-relicensed-as-apache" / "repo"
FAST = auditor.Options(as_of="2026-11-22", scancode=False)
FUNCTIONS = (
    "audit",
    "history",
    "identify_files",
    "identify_text",
    "render",
    "render_bytes",
    "survey",
    "survey_cache",
    "trace_lineage",
)


def test_every_public_name_is_there_and_in_order() -> None:
    assert sorted(auditor.__all__) == auditor.__all__
    for name in auditor.__all__:
        assert getattr(auditor, name) is not None
    assert set(auditor.__all__) <= set(dir(auditor))
    assert issubclass(auditor.TargetError, auditor.AuditorError)


def test_no_public_name_is_that_of_a_module() -> None:
    assert [name for name in auditor.__all__ if importlib.util.find_spec(f"auditor.{name}")] == []


@pytest.mark.parametrize("name", ["Scene", "own_version", "lineages", "_homes"])
def test_a_name_that_is_not_public_is_refused(name: str) -> None:
    assert not hasattr(auditor, name)


def test_every_noun_that_a_function_takes_or_gives_is_public() -> None:
    seen: set[type] = set()

    def visit(kind: Any) -> None:  # noqa: ANN401 - whatever a hint may be
        for part in typing.get_args(kind):
            visit(part)
        if isinstance(kind, type) and kind.__module__.startswith("auditor") and kind not in seen:
            seen.add(kind)
            if issubclass(kind, Noun):
                visit_hints(kind)

    def visit_hints(thing: Any) -> None:  # noqa: ANN401 - a class or a function
        everything = {name: getattr(auditor, name) for name in auditor.__all__} | vars(typing)
        for hint in typing.get_type_hints(thing, localns={**everything, "Path": Path, **_abstract()}).values():
            visit(hint)

    for name in FUNCTIONS:
        visit_hints(getattr(auditor, name))

    assert {kind.__name__ for kind in seen} - set(auditor.__all__) == set()
    assert {"Outcome", "Words", "FileChange", "SurveyedModel", "Knowledge", "Hub"} <= {kind.__name__ for kind in seen}


def _abstract() -> dict[str, object]:
    return {name: getattr(typing, name) for name in ("Iterable", "Iterator", "Callable")}


def test_importing_auditor_loads_nothing() -> None:
    program = (
        "import sys, auditor; heavy = 'click', 'rich', 'pydantic', 'msgspec'; "
        "print([name for name in heavy if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "[]"


def test_the_command_line_loads_nothing_heavy_before_a_command_runs() -> None:
    program = (
        "import sys, auditor, auditor.cli.main; "
        "heavy = 'pydantic', 'rich', 'huggingface_hub', 'licensedcode', 'yaml', 'msgspec'; "
        "print([name for name in heavy if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    alone = "import sys, auditor; print([name for name in ('click', 'rich', 'pydantic') if name in sys.modules])"
    library = subprocess.run([sys.executable, "-c", alone], capture_output=True, text=True, check=True).stdout

    assert (loaded.strip(), library.strip()) == ("[]", "[]")


def test_an_audit_takes_text_a_path_and_a_source() -> None:
    files = {path.name: path.read_bytes() for path in RELABELLED.iterdir() if path.is_file()}
    ids = [
        [finding.id for finding in auditor.audit(target, FAST).failing]
        for target in (str(RELABELLED), RELABELLED, MemorySource(files, target=str(RELABELLED)))
    ]

    assert ids[0] == ids[1] == ids[2]
    assert "limit-dropped:llama3.1:meta-llama/Llama-3.1-8B" in ids[0]


def test_a_path_is_never_a_repository_on_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for call in (auditor.audit, auditor.history, auditor.trace_lineage):
        for place in (Path("acme/Tern"), Path("hf:acme/Tern")):
            with pytest.raises(auditor.TargetError, match="No such path"):
                call(place)
    shutil.copytree(COMPLIANT, tmp_path / "hf:acme")
    assert auditor.audit(Path("hf:acme"), FAST).failing == ()


def test_a_lineage_a_survey_and_a_text() -> None:
    lineage = auditor.trace_lineage(COMPLIANT, FAST)
    assert [edge.name for edge in lineage.upstreams] == ["deepseek-ai/DeepSeek-R1"]

    surveyed = tuple(auditor.survey([COMPLIANT, "nowhere", RELABELLED], FAST))
    assert [bool(entry.audit) for entry in surveyed] == [True, False, True]
    assert [entry.problem for entry in surveyed][1] == "No such path: nowhere"
    assert surveyed[0].audit == auditor.audit(COMPLIANT, FAST)

    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    for given in (text, text.encode()):
        (detection,) = auditor.identify_text(given, scancode=False).detections
        assert detection.expression == "Apache-2.0"
    files = auditor.identify_files([ROOT / "LICENSE", str(ROOT / "nowhere")], scancode=False)
    assert (len(files.files), len(files.unread)) == (1, 1)


def test_a_survey_audits_one_model_when_it_is_asked_for() -> None:
    opened: list[str] = []

    class Watched(MemorySource):
        def files(self) -> tuple[FileEntry, ...]:
            opened.append(self.target)
            return super().files()

    targets = (Watched({"model.safetensors": models.WEIGHTS}, target=f"m/{number}") for number in range(3))
    entries = auditor.survey(targets, FAST)
    assert opened == []
    assert next(entries).target == "m/0"
    assert set(opened) == {"m/0"}


def test_one_model_that_makes_auditor_fail_does_not_hide_the_others() -> None:
    class Broken(MemorySource):
        def unread(self) -> tuple[Unread, ...]:
            raise ZeroDivisionError

    broken, good = auditor.survey([Broken({"README.md": b"x"}, target="m/broken"), COMPLIANT], FAST)
    assert broken.problem.startswith("auditor failed (ZeroDivisionError)")
    assert good.audit is not None


@pytest.mark.parametrize(
    "options",
    [
        {"name": "a/b"},
        {"compare_with": "a/b"},
    ],
    ids=lambda options: next(iter(options)),
)
def test_what_is_for_one_model_is_refused_before_a_survey_begins(options: dict[str, Any]) -> None:
    for begin in (lambda given: auditor.survey([COMPLIANT], given), auditor.survey_cache):
        with pytest.raises(auditor.ConfigError) as caught:
            begin(auditor.Options(**options))
        assert caught.value.option == next(iter(options))


@pytest.mark.parametrize("style", ["text", "json", "dot", "mermaid"])
def test_a_result_is_rendered_in_every_format_it_has(style: str) -> None:
    audit, lineage = auditor.audit(COMPLIANT, FAST), auditor.trace_lineage(COMPLIANT, FAST)
    texts = auditor.identify_files([ROOT / "LICENSE"], scancode=False)

    assert auditor.render(lineage, style)
    for result in (audit, texts):
        if style in ("text", "json"):
            assert auditor.render(result, style)
            continue
        with pytest.raises(auditor.ConfigError, match="There is no format"):
            auditor.render(result, style)


@pytest.mark.parametrize(
    ("options", "says", "tip"),
    [
        ({"fail_on": "eror"}, "fail_on: 'eror' is not a valid value", "Did you mean error?"),
        ({"fail_on": 1}, "fail_on: 1 is not a valid value", "Write one of error, warning, note, never."),
        ({"as_of": "yesterday"}, "as_of: 'yesterday' is not a date", "2026-01-31"),
        ({"as_of": "31.12.2026"}, "as_of: '31.12.2026' is not a date", "Did you mean 2026-12-31?"),
        ({"as_of": "20261231"}, "as_of: '20261231' is not a date", "Did you mean 2026-12-31?"),
        ({"as_of": "2026-02-30"}, "as_of: '2026-02-30' is not a date", "2026-01-31"),
        ({"as_of": "٢٠٢٦-01-01"}, "is not a date", "Did you mean 2026-01-01?"),
        ({"name": "a b/c/d"}, "name: 'a b/c/d' is not ORG/NAME or NAME", "acme/Tern-7B"),
        ({"name": "acme/Tern 7B"}, "name: 'acme/Tern 7B' is not ORG/NAME", "Did you mean acme/Tern-7B?"),
        ({"name": ""}, "name: '' is not ORG/NAME", "acme/Tern-7B"),
        ({"scancode": "no"}, "scancode: 'no' is not a truth value", "True or False"),
        ({"waivers": ("a:b:c",)}, "waivers: 'a:b:c' is not a waiver", "auditor.Waiver"),
        ({"waivers": "a:b:c"}, "waivers: 'a' is not a waiver", "auditor.Waiver"),
        ({"waivers": 1}, "waivers: 1 is not a list", "auditor.Waiver"),
        ({"compare_with": 7}, "compare_with: 7 is not a model", "pathlib.Path"),
    ],
)
def test_options_are_validated_when_they_are_made(options: dict[str, Any], says: str, tip: str) -> None:
    for make in (auditor.Options, auditor.Options().replace):
        with pytest.raises(auditor.ConfigError) as caught:
            make(**options)
        assert says in caught.value.message
        assert tip in caught.value.tip


def test_a_waiver_ends_on_its_day_whatever_way_a_date_is_given() -> None:
    waiver = auditor.Waiver(
        finding="limit-dropped:llama3.1:meta-llama/Llama-3.1-8B",
        reason=auditor.WaiverReason.FALSE_FINDING,
        comment="x",
        until="2026-06-30",
        target=str(RELABELLED),
    )
    states = [
        auditor.audit(RELABELLED, auditor.Options(as_of=day, waivers=[waiver], scancode=False)).waivers[0].state
        for day in ("2025-12-31", date(2026, 6, 30), date(2026, 7, 1))
    ]

    assert states == ["applied", "applied", "expired"]
    with pytest.raises(auditor.ConfigError, match=r"waivers: '30\.06\.2026' is not a date"):
        auditor.Options(waivers=[waiver.replace(until="30.06.2026")])


@pytest.mark.parametrize("target", [None, 7, b"bytes", ["a", "b"]])
def test_what_can_be_no_target_is_said(target: Any) -> None:  # noqa: ANN401 - anything
    for call in (auditor.audit, auditor.trace_lineage, auditor.history):
        with pytest.raises(auditor.ConfigError) as caught:
            call(target)
        assert caught.value.tip


@pytest.mark.parametrize("name", [None, *FUNCTIONS, "Options"])
def test_the_example_of_a_docstring_runs(name: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {path.name: path.read_bytes() for path in COMPLIANT.iterdir()}
    place = gitting.repository(tmp_path / "clone")
    gitting.commit(place, {name: data for name, data in files.items() if name != "NOTICE"}, "2026-03-17T01:00:00Z")
    gitting.commit(place, files, "2026-04-02T01:00:00Z", "Add the license of the base")
    snapshot = tmp_path / "cache" / "models--acme--Tern-7B" / "snapshots" / ("a" * 40)
    shutil.copytree(COMPLIANT, snapshot)
    monkeypatch.chdir(ROOT)
    thing = getattr(auditor, name) if name else auditor
    given = {"clone": str(tmp_path / "clone"), "cache": tmp_path / "cache"}
    (example,) = doctest.DocTestFinder(recurse=False).find(thing, name or "auditor", globs=given)

    assert example.examples
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example).failed == 0


def test_every_function_says_what_it_raises() -> None:
    for name in FUNCTIONS:
        docstring = inspect.getdoc(getattr(auditor, name)) or ""
        assert "Raises" in docstring or "raised" in docstring or "raises" in docstring, name


_EMBEDDING = """
import pathlib
from collections.abc import Iterator

import auditor
from auditor import Audit, Finding, Lineage, Options, SurveyedModel


def failing(place: pathlib.Path) -> tuple[Finding, ...]:
    audit: Audit = auditor.audit(place, Options(name="acme/Tern", as_of="2026-11-22", fail_on="error", scancode=False))
    return audit.failing


def models(places: list[str]) -> Iterator[SurveyedModel]:
    with auditor.Hub(offline=True) as hub:
        yield from auditor.survey(places, Options(waivers=[]), hub=hub, knowledge=auditor.Knowledge())


def parents(target: str) -> list[str]:
    lineage: Lineage = auditor.trace_lineage(target, Options(compare_with=pathlib.Path("x")))
    return [upstream.name for upstream in lineage.upstreams if upstream.firm]


def since(target: str) -> str:
    return auditor.history(target).since.date


def words() -> str:
    found = auditor.identify_text("MIT License")
    return auditor.__version__ + ", ".join(text.expression for text in found.detections)


def page(place: pathlib.Path) -> str:
    return auditor.render(auditor.audit(place), "json")


class Served:
    target = "mine"
    name = None
    name_source = None
    revision = None
    created = ""
    note = ""
    dated = True
    remote = False

    def ahead(self, wanted: object) -> None: ...
    def files(self) -> tuple[auditor.FileEntry, ...]:
        return (auditor.FileEntry(path="LICENSE", size=3),)
    def unread(self) -> tuple[auditor.Unread, ...]:
        return ()
    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        return b"MIT"[start : start + limit]


print(auditor.audit(Served(), Options(scancode=False)).standing.value, failing(pathlib.Path(__file__).parent / "repo"))
"""


def test_a_program_that_uses_it_is_checked_strictly_and_runs(tmp_path: Path) -> None:
    shutil.copytree(COMPLIANT, tmp_path / "repo")
    program = tmp_path / "program.py"
    program.write_text(_EMBEDDING, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MYPYPATH": str(ROOT)}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    checked = run("-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=", "program.py")
    assert (checked.returncode, checked.stdout) == (0, "Success: no issues found in 1 source file\n"), checked.stderr
    ran = run("program.py")
    assert ran.stdout == "not-a-model ()\n", ran.stderr


def test_a_wrong_use_is_caught_by_the_checker(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("import auditor\nauditor.audit('x').failling\nauditor.Options(fail_on=1)\n", encoding="utf-8")
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=", "program.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False).stdout

    assert 'has no attribute "failling"' in done
    assert 'Argument "fail_on" to "Options" has incompatible type "int"' in done


def test_the_nouns_of_the_library_are_those_of_the_model() -> None:
    for name in set(auditor.__all__) & set(model.__all__):
        assert getattr(auditor, name) is getattr(model, name)
