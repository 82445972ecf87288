"""`auditor fix org/name --output DIR`, and what the real client makes of the folder: a pull request that is audited."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import HfApi, constants

from auditor.knowledge import Knowledge
from auditor.model import Plan
from auditor.report.common.document import parsed
from support import models, remedies
from support.command import environment
from support.hub import Hub
from support.hub.looking import DAY, Look
from support.hub.objects import Content
from support.hub.weights import plain, single

_CHILD, _PARENT = "gull/Gull-7B", "tern/Tern-7B"
_NOTICE = "Tern 7B\nCopyright 2025 Tern Authors\n"
_ANSWERS = ("--answer", "changes=fine-tuned on support tickets", "--answer", "changed-on=2026-10-01", *remedies.BY)


@pytest.fixture
def published() -> Iterator[Hub]:
    """A fine-tune without its parent's NOTICE and text; the parent changed its license text after it."""
    with Hub() as hub:
        parent: dict[str, Content] = {
            "README.md": models.card("license: apache-2.0"),
            "LICENSE": remedies.kept("apache-2.0"),
            "NOTICE": _NOTICE,
            **plain(),
            **single(_PARENT),
        }
        hub.repo(_PARENT).commit(parent, when="2025-02-01T00:00:00Z")
        child: dict[str, Content] = {
            "README.md": models.card(f"license: mit  # ours\nbase_model: {_PARENT}", "# Gull 7B\n\nAnswers tickets."),
            "LICENSE": models.mit("Copyright (c) 2026 Gull"),
            **plain(),
            **single(_CHILD),
        }
        hub.repo(_CHILD).commit(child, when="2026-03-17T01:00:00Z")
        hub.get(_PARENT).commit({"LICENSE": models.mit("Copyright (c) 2027 Tern")}, when="2026-09-01T00:00:00Z")
        yield hub


def _fix(hub: Hub, folder: Path, *more: str) -> tuple[Plan, str, int]:
    """The plan for the child, what was said beside it, and the exit code."""
    homes = {"HOME": "home", "HF_HOME": "hf", "AUDITOR_CACHE": "cache"}
    env = environment(HF_ENDPOINT=hub.endpoint, **{name: str(folder / place) for name, place in homes.items()})
    command = [sys.executable, "-m", "auditor", "fix", _CHILD, "--as-of", DAY, "--no-scancode", "--format", "json"]
    done = subprocess.run(
        [*command, *_ANSWERS, *more], env=env, cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout, done.stderr
    content = parsed(done.stdout)
    del content["format"], content["disclaimer"]
    return Plan.from_plain(content), done.stderr, done.returncode


@pytest.mark.parametrize("with_xet", [False, True], ids=["one request", "in a pipeline"])
def test_the_pull_request_of_the_real_client_has_no_more_what_was_cured(
    published: Hub,
    with_xet: bool,
    client: None,
    tmp_path: Path,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", not with_xet)
    folder = tmp_path / "to-upload"
    plan, stderr, code = _fix(published, tmp_path, "--output", str(folder), "--for-publisher")
    before, main_files = published.get(_CHILD).head, dict(published.get(_CHILD).files())
    assert code == 1
    assert "a written notice to a publisher may start the period in which a license can be cured" in stderr

    made = HfApi(endpoint=published.endpoint, token=published.token("gull")).upload_folder(
        repo_id=_CHILD,
        folder_path=folder / "files",
        commit_message=(folder / "commit-message.txt").read_text("utf-8").strip(),
        commit_description=(folder / "description.md").read_text("utf-8"),
        create_pr=True,
    )

    repo = published.get(_CHILD)
    assert made.oid == repo.find("refs/pr/1")
    assert repo.head == before
    assert dict(repo.files()) == main_files
    commit = repo.commits[made.oid]
    assert commit.title == "Add upstream license texts and notices"
    assert not re.search(r"(?i)breach|missing|violat|requir|comply|auditor|finding|must", commit.title + commit.message)
    look = Look(published, tmp_path / "audits", knowledge)
    now = {finding.id for finding in look(f"{_CHILD}@refs/pr/1").findings}
    was = {finding.id for finding in look(_CHILD).findings}
    assert was == set(plan.before)
    assert now == set(plan.after)
    assert was - now == set(plan.cured)
    assert {finding.partition(":")[0] for finding in plan.cured} == {
        *("license-text-missing", "notice-file-dropped", "changes-not-stated"),
    }
    assert now <= was
    files = repo.files("refs/pr/1")
    changed = {path: files[path].data for path in files if files[path] != main_files.get(path)}
    assert changed == {
        "LICENSES/apache-2.0.txt": remedies.kept("apache-2.0"),
        "NOTICE": (remedies.EXPECTED / remedies.ON_THE_HUB / "NOTICE").read_bytes(),
    }
    assert set(main_files) <= set(files)


def test_the_text_is_the_parents_own_as_it_was_when_the_child_was_made(published: Hub, tmp_path: Path) -> None:
    plan, stderr, _ = _fix(published, tmp_path, "--output", str(tmp_path / "to-upload"))

    text = next(hunk for hunk in plan.hunks if hunk.path == "LICENSES/apache-2.0.txt")
    then = published.get(_PARENT).log(published.get(_PARENT).head)[-1].sha
    assert text.source == f"LICENSE of {_PARENT} at revision {then}"
    assert "Copyright (c) 2027 Tern" not in "".join(hunk.text for hunk in plan.hunks)
    assert not (tmp_path / "to-upload" / "description.md").exists()
    assert "no pull request was drafted" in stderr


def test_of_an_answered_base_the_answered_revision_is_read(published: Hub, tmp_path: Path) -> None:
    child = published.get(_CHILD)
    bare = {"README.md": models.card("license: mit", "# Gull 7B"), "adapter_config.json": '{"peft_type": "LORA"}'}
    child.commit(bare, when="2026-03-18T01:00:00Z")
    newest = published.get(_PARENT).head

    plan, _, _ = _fix(published, tmp_path, "--answer", f"base={_PARENT}@{newest}")

    assert f"What this model has from {_PARENT} (revision {newest}) is under the MIT License" in "".join(
        hunk.text for hunk in plan.hunks if hunk.path == "NOTICE"
    )
    notice = next(hunk for hunk in plan.hunks if hunk.path == "NOTICE")
    assert "\nCopyright (c) 2027 Tern\n" in notice.text, "the text of MIT is there, and the line of its holder is not"
    assert newest[:12] in notice.source


def test_the_double_refuses_what_the_hub_refuses(published: Hub, client: None, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\na: [\n---\n", "utf-8")
    known = HfApi(endpoint=published.endpoint, token=published.token("gull"))

    with pytest.raises(ValueError, match=r"Invalid metadata in README\.md"):
        known.upload_folder(repo_id=_CHILD, folder_path=tmp_path, create_pr=True)
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n", "utf-8")
    with pytest.raises(Exception, match="401"):
        HfApi(endpoint=published.endpoint, token=False).upload_folder(
            repo_id=_CHILD, folder_path=tmp_path, create_pr=True
        )
    assert published.get(_CHILD).pulls == {}
