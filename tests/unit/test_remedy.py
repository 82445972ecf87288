"""What `auditor fix` plans and writes: worked cases, laws, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import auditor
from auditor.errors import ConfigError, TargetError
from auditor.identify.match import texts
from auditor.knowledge import Knowledge
from auditor.model import Answer, AnswerKey, Plan, WhyOpen
from auditor.pipeline import remedy_writing
from auditor.pipeline.context import working
from auditor.pipeline.remedy import Remedied, remedied
from auditor.remedy import edited
from auditor.sources.git.index import changed
from support import models

_ROOT = Path(__file__).resolve().parents[2]
_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(scancode=False, as_of="2026-11-22")
_LLAMA = "meta-llama/Llama-3.1-8B"


def _answers(**values: str) -> tuple[Answer, ...]:
    return tuple(
        Answer(key=AnswerKey(key.replace("_", "-")), value=value, by="A. Person") for key, value in values.items()
    )


def _made(place: Path, *answers: Answer, findings: tuple[str, ...] = ()) -> Remedied:
    with working(_KNOWLEDGE, None, None) as context:
        return remedied(context, str(place), _OPTIONS, answers, findings=findings)


def _repository(place: Path, base: str = "", *, license_id: str = "apache-2.0", body: str = "", **files: str) -> Path:
    """A fine-tune with its own text, beside nothing."""
    place.mkdir(parents=True, exist_ok=True)
    head = f"license: {license_id}\n" + (f"base_model: {base}\n" if base else "")
    (place / "README.md").write_bytes(f"---\n{head}---\n# Gull 7B\n\n{body}".encode())
    (place / "config.json").write_text('{"model_type": "gull"}', encoding="utf-8")
    (place / "model.safetensors").write_bytes(models.WEIGHTS)
    (place / "LICENSE").write_bytes((_ROOT / "rules/texts/verbatim/apache-2.0.txt").read_bytes())
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


class _Worked(NamedTuple):
    """A declared base, what is planned about it, and which of the findings stay."""

    base: str
    files: tuple[str, ...]
    texts: tuple[str, ...]
    stays: tuple[str, ...]


_WORKED = (
    _Worked(
        _LLAMA,
        ("LICENSES/llama3.1.txt", "NOTICE", "README.md"),
        ("llama3.1",),
        ("limit-dropped", "name-prefix-missing"),
    ),
    _Worked(
        "deepseek-ai/DeepSeek-V3-Base",
        ("LICENSES/deepseek-model-1.0.txt", "NOTICE"),
        ("deepseek-model-1.0",),
        ("limit-dropped", "use-restrictions-not-passed-on"),
    ),
    _Worked("stabilityai/stable-diffusion-2-1", (), (), ("limit-dropped", "use-restrictions-not-passed-on")),
    _Worked("Qwen/Qwen2.5-72B", ("README.md",), (), ("limit-dropped", "license-text-missing")),
    _Worked("google/gemma-2-9b", (), (), ("limit-dropped", "license-text-missing")),
    _Worked("deepseek-ai/DeepSeek-R1", ("LICENSES/mit.txt", "NOTICE"), ("mit",), ()),
)


def test_what_is_known_of_a_base_from_memory_alone_is_written_with_that_doubt(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model", "Qwen/Qwen2.5-72B")

    unanswered = _made(place).plan
    answered = _made(place, *_answers(base="Qwen/Qwen2.5-72B")).plan

    (card,) = (hunk for hunk in unanswered.hunks if hunk.path == "README.md")
    assert card.reason.startswith("The license fixes this phrase. That Qwen/Qwen2.5-72B came under the Qwen License")
    assert card.reason.endswith("is known from memory alone: read it there first.")
    assert not [hunk for hunk in answered.hunks if "memory" in hunk.reason]


def test_a_base_that_was_answered_with_no_is_not_asked_for_again(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model")
    (place / "config.json").write_text(models.config("llama-3-8b", _LLAMA), encoding="utf-8")

    plan = _made(place, *_answers(base="no")).plan

    about = [left for left in plan.open if left.finding.endswith(":llama-3-8b") and "A. Person" in left.advice]
    assert plan.hunks == ()
    assert about
    assert not [left for left in plan.open if AnswerKey.BASE in left.needs]
    assert {left.why for left in about} == {WhyOpen.NO_FILE_CURES_IT}


def test_of_two_offers_only_the_line_of_the_one_that_has_it_is_written(tmp_path: Path) -> None:
    """OpenAI's line is of the MIT file beside its code; nobody read one of what it offers as Apache-2.0."""
    changed = "Modified on 2026-01-02: openai/whisper-small was fine-tuned on Serbian speech."
    place = _repository(tmp_path / "model", "openai/whisper-small", body=changed)
    (place / "LICENSE").unlink()

    made = _made(place)

    assert "LICENSES/apache-2.0.txt" in made.files
    assert b"Copyright (c) 2022 OpenAI" not in b"".join(made.files.values())


@pytest.mark.parametrize("worked", _WORKED, ids=lambda worked: worked.base)
def test_what_files_cure_is_cured_and_nothing_else_is_touched(worked: _Worked, tmp_path: Path) -> None:
    place = _repository(tmp_path / "model", worked.base)
    before = {path.name: path.read_bytes() for path in place.iterdir()}

    made = _made(place)

    assert set(worked.files) <= {hunk.path for hunk in made.plan.hunks}, made.plan.open
    assert {"limit-dropped", *worked.stays} & {finding.partition(":")[0] for finding in made.plan.after} == set(
        worked.stays
    )
    assert set(made.plan.after) <= set(made.plan.before)
    for key in worked.texts:
        written = made.files[f"LICENSES/{key}.txt"].decode()
        assert {
            detection.license for detection in texts.text(written, "LICENSE", _KNOWLEDGE) if detection.carries_text
        } == {key}
    for path, data in made.files.items():
        assert data.startswith(before.get(path, b"")) or path == "README.md"
    planned = {finding for hunk in made.plan.hunks for finding in hunk.cures}
    assert not planned & set(made.plan.after)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_the_rakuten_example_writes_nothing_without_an_answer() -> None:
    place = next((_ROOT / "examples").glob("01-*")) / "repo"

    made = _made(place)

    assert made.plan.hunks == ()
    assert made.plan.after == made.plan.before
    asked = {key for entry in made.plan.open for key in entry.needs}
    assert asked == {AnswerKey.BASE, AnswerKey.RELATION, AnswerKey.OWN_LICENSE}


def test_the_rakuten_example_with_its_base_answered_leaves_the_holders_line_open() -> None:
    place = next((_ROOT / "examples").glob("01-*")) / "repo"

    made = _made(place, *_answers(base="deepseek-ai/DeepSeek-V3-0324"))

    assert [hunk.path for hunk in made.plan.hunks] == ["LICENSES/mit.txt", "NOTICE", "README.md"]
    assert b"\nbase_model: deepseek-ai/DeepSeek-V3-0324\n" in made.files["README.md"]
    assert b"Copyright (c) 2023 DeepSeek" not in b"".join(made.files.values())
    assert "upstream-unread:mit:deepseek-ai/DeepSeek-V3-0324" in made.plan.after
    assert not any(finding.startswith("license-text-missing:mit") for finding in made.plan.after)

    line = "Copyright (c) 2023 DeepSeek"
    answered = _made(place, *_answers(base="deepseek-ai/DeepSeek-V3-0324", holder=line))
    assert line.encode() in answered.files["NOTICE"]


def test_of_two_models_whose_lines_nobody_has_seen_a_line_is_written_only_for_the_one_it_names(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model", "[Qwen/Qwen2.5-7B, mistralai/Mistral-7B-v0.1]")

    for line, names in (("Copyright 2024 One", set()), ("Qwen/Qwen2.5-7B: Copyright 2024 One", {"Qwen/Qwen2.5-7B"})):
        notice = _made(place, *_answers(holder=line)).files.get("NOTICE", b"").decode()
        about = {paragraph.split()[5] for paragraph in notice.split("\n\n") if "\nCopyright 2024 One" in paragraph}
        assert about == names


def test_the_relation_is_written_as_answered_beside_the_base() -> None:
    place = next((_ROOT / "examples").glob("01-*")) / "repo"

    made = _made(place, *_answers(base="deepseek-ai/DeepSeek-V3-0324", relation="finetune"))

    keys = b"\nbase_model: deepseek-ai/DeepSeek-V3-0324\nbase_model_relation: finetune\n---\n"
    assert keys in made.files["README.md"]
    assert _made(place, *_answers(relation="finetune")).plan.hunks == ()
    with pytest.raises(ConfigError, match="'grandchild' is no relation"):
        _answers(relation="grandchild")


@pytest.mark.parametrize("value", ["null", "1.0", "yes", "a: b", "mit", "apache-2.0", 'q"t'])
def test_an_answered_license_is_read_back_as_the_text_that_it_is(value: str, tmp_path: Path) -> None:
    place = _repository(tmp_path / "model")
    (place / "README.md").write_text("# Gull 7B\n", encoding="utf-8")

    card = _made(place, *_answers(own_license=value)).files["README.md"].decode()

    assert yaml.safe_load(card.split("---\n")[1]) == {"license": value}


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_an_answer_that_settles_nothing_writes_nothing(answer: str) -> None:
    place = next((_ROOT / "examples").glob("01-*")) / "repo"

    assert _made(place, *_answers(base=answer)).plan.hunks == ()


def test_an_answer_needs_somebody_who_stands_for_it() -> None:
    with pytest.raises(ConfigError, match="statement of the publisher"):
        Answer(key=AnswerKey.BASE, value="a/b", by="")
    with pytest.raises(ConfigError, match="one line"):
        Answer(key=AnswerKey.HOLDER, value="a\nb", by="A. Person")


def test_a_card_with_crlf_and_a_byte_order_mark_keeps_both(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model")
    card = "\ufeff---\r\nlicense: apache-2.0   # ours\r\ntags: [ 'a',  b ]\r\n---\r\n# 鷗\r\n".encode()
    (place / "README.md").write_bytes(card)
    (place / "adapter_config.json").write_text('{"peft_type": "LORA"}', encoding="utf-8")

    made = _made(place, *_answers(base=_LLAMA))

    written = made.files["README.md"]
    assert b"\r\nbase_model: meta-llama/Llama-3.1-8B\r\n---\r\n" in written
    assert b"\n" not in written.replace(b"\r\n", b"")
    head, _, tail = written.partition(b"base_model: meta-llama/Llama-3.1-8B\r\n")
    assert card.startswith(head)
    assert (head + tail).startswith(card)


def test_nothing_is_written_about_a_declared_base_that_the_configuration_contradicts(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model", "google/gemma-2-9b")
    (place / "config.json").write_text(models.config("deepseek-v3", "deepseek-ai/DeepSeek-R1"), encoding="utf-8")

    assert _made(place).plan.hunks == ()
    assert (
        b"What this model has from google/gemma-2-9b"
        in _made(place, *_answers(base="google/gemma-2-9b")).files["NOTICE"]
    )


def test_an_answered_base_settles_what_the_card_says_in_words(tmp_path: Path) -> None:
    body = "This model is a fine-tuned version of Llama 3.1 8B on support tickets.\n"
    place = _repository(tmp_path / "model", body=body)

    made = _made(place, *_answers(base=_LLAMA))

    assert _made(place).plan.hunks == ()
    assert f"\nbase_model: {_LLAMA}\n".encode() in made.files["README.md"]
    assert [hunk.path for hunk in made.plan.hunks][:2] == ["LICENSES/llama3.1.txt", "NOTICE"]
    assert {finding.partition(":")[0] for finding in made.plan.after} == {"limit-dropped", "name-prefix-missing"}


def test_a_key_that_is_there_is_never_changed(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model", "acme/nobody-knows-it")

    made = _made(place, *_answers(base=_LLAMA, own_license="mit"))

    assert "README.md" not in made.files or b"base_model: acme/nobody-knows-it\n" in made.files["README.md"]
    assert all(b"license: apache-2.0\n" in data for path, data in made.files.items() if path == "README.md")


def test_a_notice_is_only_added_to(tmp_path: Path) -> None:
    notice = "Gull 7B\nCopyright (c) 2026 Acme\n"
    place = _repository(tmp_path / "model", _LLAMA, NOTICE=notice)

    made = _made(place)

    assert made.files["NOTICE"].startswith(notice.encode() + b"\n")
    assert b"The license of this model's own contributions is stated in README.md." in made.files["NOTICE"]


def test_changes_are_stated_only_as_answered(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model", "deepseek-ai/DeepSeek-V3-Base")
    without = _made(place)
    answered = _made(place, *_answers(changes="trained on 2 billion tokens of law", changed_on="2026-03-01"))

    assert b"Modified by" not in b"".join(without.files.values())
    assert b"Modified by A. Person on 2026-03-01: trained on 2 billion tokens of law" in answered.files["NOTICE"]


def test_writing_twice_is_writing_once_and_undo_restores_every_byte(tmp_path: Path) -> None:
    place, state = _repository(tmp_path / "model", _LLAMA), tmp_path / "state"
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}

    made = _made(place)
    remedy_writing.write([made.plan], made.files, place, state=state)
    written = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    again = _made(place)

    assert again.plan.hunks == ()
    assert set(again.plan.before) == set(made.plan.after)
    assert {str(path.relative_to(place)) for path in written} - {str(path.relative_to(place)) for path in before} == {
        "LICENSES/llama3.1.txt",
        "NOTICE",
    }
    remedy_writing.undo(place, state=state)
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
    assert not (place / "LICENSES").exists()
    with pytest.raises(TargetError, match="nothing to undo"):
        remedy_writing.undo(place, state=state)


def test_only_the_finding_that_was_named_is_cured(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model", _LLAMA)
    made = _made(place, findings=(f"attribution-phrase-missing:llama3.1:{_LLAMA}",))

    assert [hunk.path for hunk in made.plan.hunks] == ["README.md"]


@pytest.mark.parametrize("what", ["changed", "link", "folder-link"])
def test_a_file_that_is_not_as_planned_stops_the_whole_write(what: str, tmp_path: Path) -> None:
    place, outside = _repository(tmp_path / "model", _LLAMA), tmp_path / "outside"
    outside.mkdir()
    made = _made(place)
    if what == "changed":
        (place / "README.md").write_text("other", encoding="utf-8")
    elif what == "link":
        (place / "NOTICE").symlink_to(outside / "NOTICE")
    else:
        (place / "LICENSES").symlink_to(outside)
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}

    with pytest.raises(TargetError):
        remedy_writing.write([made.plan], made.files, place, state=tmp_path / "state")

    assert {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()} == before
    assert list(outside.iterdir()) == []


def test_two_runs_at_once_do_not_write_both(tmp_path: Path) -> None:
    place, state = _repository(tmp_path / "model", _LLAMA), tmp_path / "state"
    made = _made(place)

    with (
        remedy_writing._locked(remedy_writing.state_folder(place, state)),
        pytest.raises(TargetError, match="running"),
    ):
        remedy_writing.write([made.plan], made.files, place, state=state)

    assert not (place / "NOTICE").exists()


_KILLED = """
import os, sys
from pathlib import Path
from auditor.model import Plan
from auditor.pipeline import remedy_writing
calls = int(sys.argv[4])
real = os.fsync
def counting(handle):
    global calls
    calls -= 1
    if calls < 0:
        os.kill(os.getpid(), 9)
    real(handle)
os.fsync = counting
replace = Path.replace
def renaming(self, other):
    global calls
    calls -= 1
    if calls < 0:
        os.kill(os.getpid(), 9)
    return replace(self, other)
Path.replace = renaming
place = Path(sys.argv[1])
plan = Plan.from_json(Path(sys.argv[2]).read_bytes())
files = {path.name.replace("!", "/"): path.read_bytes() for path in Path(sys.argv[3]).iterdir()}
remedy_writing.write([plan], files, place, state=place.parent / "state")
"""


def test_a_run_that_is_killed_leaves_every_file_old_or_new(tmp_path: Path) -> None:
    first = _repository(tmp_path / "first", _LLAMA)
    made = _made(first)
    (tmp_path / "plan.json").write_bytes(made.plan.to_json())
    (tmp_path / "files").mkdir()
    for path, data in made.files.items():
        (tmp_path / "files" / path.replace("/", "!")).write_bytes(data)
    whole = False
    for moment in range(20):
        place = _repository(tmp_path / str(moment) / "model", _LLAMA)
        before = {path.name: path.read_bytes() for path in place.iterdir()}
        arguments = [str(place), str(tmp_path / "plan.json"), str(tmp_path / "files"), str(moment)]
        ended = subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False, capture_output=True)
        whole = whole or ended.returncode == 0
        for path, data in made.files.items():
            place_of = place / path
            seen = place_of.read_bytes() if place_of.exists() else None
            assert seen in (data, before.get(path)), (moment, path)
        remedy_writing.recover(place, state=place.parent / "state")
        rest = _made(place)
        remedy_writing.write([rest.plan], rest.files, place, state=place.parent / "state")
        assert not list(place.rglob(".auditor-fix.*"))
        assert {path: (place / path).read_bytes() for path in made.files} == made.files
    assert whole


@pytest.mark.skipif(not Path("/usr/bin/git").exists(), reason="no git here to make the tree with")
def test_a_git_tree_with_changes_is_seen(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model")
    assert changed(place) == ()
    environment = {"GIT_CONFIG_GLOBAL": "/dev/null", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["/usr/bin/git", *command], cwd=place, env=environment, check=True)
    assert changed(place) == ()
    (place / "config.json").write_text("{}", encoding="utf-8")
    assert changed(place) == ("config.json",)
    (place / "config.json").unlink()
    assert changed(place) == ("config.json",)
    (place / ".git" / "index").write_bytes(b"DIRC\0\0\0\x04\0\0\0\0")
    assert changed(place) is None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    base=st.sampled_from(["", _LLAMA, "deepseek-ai/DeepSeek-R1", "Qwen/Qwen2.5-72B", "acme/unknown"]),
    license_id=st.sampled_from(["apache-2.0", "mit", "llama3.1", "cc-by-nc-4.0", "other"]),
    body=st.sampled_from(["", "Fine-tuned from meta-llama/Llama-3.1-8B.\n", "The license is CC BY-NC.\n", "é\r\nx"]),
    answered=st.dictionaries(
        st.sampled_from([AnswerKey.BASE, AnswerKey.CHANGES, AnswerKey.HOLDER]),
        st.sampled_from(["deepseek-ai/DeepSeek-V3-0324", "Copyright (c) 2023 DeepSeek", "no"]),
        max_size=2,
    ),
)
def test_a_plan_adds_no_finding_and_is_done_once(
    base: str, license_id: str, body: str, answered: dict[AnswerKey, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = _repository(tmp_path_factory.mktemp("law"), base, license_id=license_id, body=body)
    answers = tuple(Answer(key=key, value=value, by="A. Person") for key, value in answered.items())

    made = _made(place, *answers)
    card = (place / "README.md").read_bytes()

    if AnswerKey.BASE not in answered:
        assert set(made.plan.after) <= set(made.plan.before)
    for path, data in made.files.items():
        (place / path).parent.mkdir(exist_ok=True)
        (place / path).write_bytes(data)
    assert _made(place, *answers).plan.hunks == ()
    for hunk in made.plan.hunks:
        if hunk.path == "README.md":
            assert sha256(card).hexdigest() == hunk.sha256
    kept = (place / "README.md").read_bytes()
    for hunk in made.plan.hunks:
        kept = kept.replace(hunk.text.encode(), b"", 1) if hunk.path == "README.md" else kept
    assert kept == card


def test_a_plan_is_data_that_reads_back_equal(tmp_path: Path) -> None:
    place = _repository(tmp_path / "model", _LLAMA)
    plan = auditor.plan_remedy(place, _OPTIONS, knowledge=_KNOWLEDGE)

    assert Plan.from_json(plan.to_json()) == plan
    files = {"README.md": (place / "README.md").read_bytes()}
    assert edited(files, plan.hunks)["README.md"].endswith(b"\nBuilt with Llama\n")
    assert all(entry.why is not WhyOpen.FILE_NOT_EDITED for entry in plan.open)
