"""One table of formats: each is there, and each is asked for in the same way."""

from __future__ import annotations

import inspect
import json
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

import auditor
from auditor.cli.main import main
from auditor.errors import ConfigError
from auditor.model import (
    ComparedModel,
    FailOn,
    Hunk,
    Identification,
    IdentifiedText,
    LeftOpen,
    ModelComparison,
    Plan,
    Plans,
    Standing,
    Survey,
    Use,
    Verdict,
    WhyOpen,
)
from auditor.report import formats
from auditor.report.license_diff.comparison import compare
from auditor.verdict import surveyed
from support import histories, samples

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

_REPORT = Path(formats.__file__).parent
_COMMANDS = {
    "audit": ("audit", "survey"),
    "report": ("audit",),
    "history": ("history",),
    "lineage": ("lineage",),
    "identify": ("identify",),
    "compare": ("comparison",),
    "fix": ("plan", "plans"),
}


@pytest.fixture(scope="module")
def results(knowledge: Knowledge) -> dict[str, Any]:
    """A result of each subject."""
    mit, isc = knowledge.profile("mit"), knowledge.profile("isc")
    assert mit is not None
    assert isc is not None
    entry = surveyed(samples.rakuten(), name="acme/One", kind="model", commit="")
    file = IdentifiedText(path="LICENSE", sha256="0", size=1, detections=(), copyrights=())
    made_by = {"version": "0", "rules_digest": "0"}
    plan = Plan(
        **made_by,
        target="a",
        name="acme/One",
        revision="",
        answers=(),
        hunks=(
            Hunk(
                path="NOTICE",
                sha256="",
                at=0,
                line=1,
                text="Words.\n",
                reason="r",
                clause="c",
                source="s",
                cures=(),
            ),
        ),
        open=(LeftOpen(finding="limit-dropped:mit:a", why=WhyOpen.TERMS, advice="Ask."),),
        before=("limit-dropped:mit:a",),
        after=("limit-dropped:mit:a",),
        exit_code=1,
        exit_code_after=1,
    )
    return {
        "audit": samples.rakuten(),
        "survey": Survey(**made_by, as_of="2026-11-22", fail_on=FailOn.WARNING, entries=(entry,)),
        "history": histories.history(Verdict.BREACHED, Verdict.MET),
        "lineage": samples.rakuten(),
        "identify": Identification(**made_by, scancode=False, files=(file,), unread=()),
        "licenses": (mit, isc),
        "license": mit,
        "license-diff": compare(mit, isc),
        "plan": plan,
        "plans": Plans(target="a", plans=(plan, plan.replace(path="b"))),
        "comparison": ModelComparison(
            **made_by,
            use=Use(commercial=True),
            as_of="2026-11-22",
            names={},
            models=(
                ComparedModel(target="a", name="acme/One", standing=Standing.UNDETERMINED, license="MIT"),
                ComparedModel(target="b", name="acme/Two", problem="No such path: b"),
            ),
        ),
    }


@pytest.mark.parametrize(("subject", "style"), formats.FORMATS)
def test_every_format_is_rendered_the_same_twice(subject: str, style: str, results: dict[str, Any]) -> None:
    page = formats.render_bytes(results[subject], style, subject=subject)

    assert page == formats.render_bytes(results[subject], style, subject=subject)
    if style == "pdf":
        with pytest.raises(ConfigError, match="A PDF is bytes"):
            formats.render(results[subject], style, subject=subject)
        return
    assert page.endswith(b"\n")
    assert page.decode() == formats.render(results[subject], style, subject=subject)
    if subject != "lineage":
        assert page.decode() == auditor.render(results[subject], style)


@pytest.mark.parametrize(("style", "home"), [(style, home) for (_, style), home in formats.FORMATS.items()])
def test_modules_of_a_format_are_asked_in_the_same_way(style: str, home: str) -> None:
    first, *rest = inspect.signature(import_module(home).render).parameters.values()

    assert first.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert {parameter.kind for parameter in rest} <= {inspect.Parameter.KEYWORD_ONLY}
    if style in formats.DOCUMENTS:
        assert [parameter.name for parameter in rest] == ["report"]
        return
    looks = {"text": [("color", False), ("width", 100), ("verbosity", 0)], "sarif": [("verbosity", 0)]}
    assert [(parameter.name, parameter.default) for parameter in rest] == looks.get(style, [])


def test_every_module_that_renders_is_in_the_table() -> None:
    paths = [path for path in _REPORT.rglob("*.py") if "\ndef render(" in path.read_text(encoding="utf-8")]
    homes = {".".join(("auditor.report", *path.relative_to(_REPORT).with_suffix("").parts)) for path in paths}

    assert homes - {"auditor.report.formats"} == set(formats.FORMATS.values())


@pytest.mark.parametrize("subject", dict.fromkeys(subject for subject, _ in formats.FORMATS))
def test_a_json_document_begins_with_its_format(subject: str, results: dict[str, Any]) -> None:
    document = json.loads(formats.render(results[subject], "json", subject=subject))

    name, _, major = document["format"].partition("/")
    assert next(iter(document)) == "format"
    assert name == f"auditor-{'report' if subject == 'audit' else subject}"
    assert major.isdigit()


@pytest.mark.parametrize(("command", "subjects"), _COMMANDS.items())
def test_a_command_offers_the_formats_of_its_subjects(command: str, subjects: tuple[str, ...]) -> None:
    render_command = main.get_command(click.Context(main), command)
    assert render_command is not None
    (option,) = (parameter for parameter in render_command.params if "--format" in parameter.opts)
    assert isinstance(option.type, click.Choice)

    first, *others = subjects
    assert tuple(option.type.choices) == formats.styles(first)
    # what a survey cannot say is what it let go of each model: the texts that have to travel on
    assert all(set(option.type.choices) - set(formats.styles(other)) <= {"notice"} for other in others)


@pytest.mark.parametrize(
    ("result", "style", "says"),
    [
        (samples.rakuten(), "docx", "no format 'docx' of audit.*text, json"),
        (samples.rakuten(), "dot", "no format 'dot' of audit"),
        ("audit", "text", "no format 'text' of such a result.*Audit"),
    ],
)
def test_a_format_that_there_is_not_is_an_error_with_those_that_are(result: object, style: str, says: str) -> None:
    with pytest.raises(ConfigError) as refused:
        auditor.render(result, style)

    assert re.search(says, f"{refused.value.message} {refused.value.tip}")


def test_color_width_and_verbosity_reach_the_page() -> None:
    audit = samples.rakuten()

    assert "\x1b[" in auditor.render(audit, color=True)
    assert max(map(len, auditor.render(audit, width=60).splitlines())) <= 60
    assert (
        len(auditor.render(audit, verbosity=-1)) < len(auditor.render(audit)) < len(auditor.render(audit, verbosity=1))
    )
