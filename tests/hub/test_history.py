"""The history of a repository on the Hub: what it finds, what it costs, and what it does when git is not served."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import auditor
from auditor import History, sources
from auditor.errors import SourceError, TargetError
from auditor.knowledge import Knowledge
from auditor.report.history import json as history_json
from auditor.report.history import text
from support import models
from support.gitting import git
from support.hub import Hub, Lfs, Record
from support.hub.repositories import CHAIN, DECLARED_HISTORY, DELETED, HISTORY, NOTICED, RELEASED, RESTORED
from support.hub.weights import shard, single

Look = Callable[..., History]

_DAY = "2026-11-27"
_TEXT = "license-text-missing:mit:"
_HOLDER = "copyright-holder-missing:mit:"
_RELEASE, _CARD, _NOTICE, _DELETE, _RESTORE = range(5)
"""The states of the Rakuten timeline, oldest first."""


def _course(history: History, question: str) -> list[tuple[str, str, int, int]]:
    """Verdict, what it would be, first and last state of each stretch."""
    by_name = {timeline.id: timeline for timeline in history.timelines}
    assert question in by_name, sorted(by_name)
    return [
        (
            interval.verdict.value,
            interval.if_confirmed.value if interval.if_confirmed else "",
            interval.first,
            interval.last,
        )
        for interval in by_name[question].intervals
    ]


def _git(log: tuple[Record, ...]) -> list[str]:
    return [
        f"{request.method} {request.path.rpartition('/')[2]}"
        for request in log
        if "upload-pack" in request.path + request.query
    ]


def test_the_timeline_has_the_date_and_commit_of_each_change_of_verdict(history_of: Look, hub: Hub) -> None:
    history = history_of(f"hf:{HISTORY}")

    dates = [RELEASED, "2026-03-17T12:00:00Z", NOTICED, DELETED, RESTORED]
    assert [f"{state.date}Z" for state in history.snapshots] == dates
    log = [request.sha for request in reversed(hub.get(HISTORY).log(hub.get(HISTORY).head))]
    assert [state.commit for state in history.snapshots] == log[1:]
    assert [state.standing for state in history.snapshots] == [
        *("not-shown-to-comply", "not-shown-to-comply", "undetermined", "not-shown-to-comply", "undetermined")
    ]
    for question in (f"{_TEXT}deepseek-v3", f"{_HOLDER}deepseek-v3"):
        assert _course(history, question) == [
            ("undetermined", "breached", _RELEASE, _CARD),
            ("met", "", _NOTICE, _NOTICE),
            ("undetermined", "breached", _DELETE, _DELETE),
            ("met", "", _RESTORE, _RESTORE),
        ]
    # the NOTICE of the repair carries another checkpoint's text: what that one asks never changes
    assert _course(history, "license-text-missing:deepseek-model-1.0:deepseek-v3") == [
        ("undetermined", "breached", _RELEASE, _RESTORE)
    ]
    assert history.since is history.snapshots[_RESTORE]
    assert history.whole


def test_where_the_base_is_declared_the_duty_is_breached_until_the_notice_came(history_of: Look) -> None:
    history = history_of(f"hf:{DECLARED_HISTORY}")

    assert _course(history, f"{_TEXT}deepseek-ai/DeepSeek-V3-0324") == [
        ("breached", "", _RELEASE, _CARD),
        ("met", "", _NOTICE, _NOTICE),
        ("breached", "", _DELETE, _DELETE),
        ("met", "", _RESTORE, _RESTORE),
    ]
    assert {state.standing for state in history.snapshots} == {"does-not-comply"}
    assert history.since is history.snapshots[_RELEASE]


def test_the_text_tells_since_when_what_was_before_and_which_file_made_the_difference(history_of: Look) -> None:
    history = history_of(f"hf:{DECLARED_HISTORY}")
    released, _, noticed, _, restored = [state.commit[:12] for state in history.snapshots]

    lines = text.render(history, color=False, width=100).splitlines()

    assert lines[0] == f"{DECLARED_HISTORY} on main: DOES NOT COMPLY since 2026-03-17 ({released})"
    assert f"3 duties that were once not met are met since 2026-04-02 ({restored})." in lines
    at = next(number for number, line in enumerate(lines) if noticed in line)
    about_the_notice = " ".join(line.strip() for line in lines[at : at + 6])
    assert "NOTICE added - met; before that requirement not met since 2026-03-17" in about_the_notice
    assert "retain-copyright-notices, include-license-text (mit, deepseek-ai/DeepSeek-V3-0324)" in about_the_notice
    assert all(len(line) <= 100 for line in lines)


def test_a_repair_has_a_date(history_of: Look, tmp_path: Path) -> None:
    del tmp_path
    with Hub() as hub:
        base = hub.repo("acme/Base")
        base.commit(
            {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme")},
            when="2025-01-01T00:00:00Z",
        )
        child = hub.repo("fork/Child")
        head = "license: mit\nbase_model: acme/Base\nbase_model_relation: finetune"
        first = child.commit({"README.md": models.card(head), **single("acme")}, when=RELEASED)
        repaired = child.commit({"LICENSE": models.mit("Copyright (c) 2024 Acme")}, when=NOTICED)
        child.commit({"README.md": models.card(head, "More words.")}, when=DELETED)

        history = history_of("hf:fork/Child", at=hub)

    assert [(state.commit, state.complies) for state in history.snapshots][:2] == [(first, False), (repaired, True)]
    assert history.since.commit == repaired
    lines = text.render(history, color=False, width=100).splitlines()
    assert lines[0].endswith(f" since 2026-03-18 ({repaired[:12]})")
    assert lines[1].startswith(f"Before that, from 2026-03-17 ({first[:12]}) on: does not comply.")
    assert not history.newest.failing


@pytest.mark.parametrize("name", [HISTORY, DECLARED_HISTORY])
@pytest.mark.parametrize("mirror", [True, False])
def test_a_clone_tells_the_same_field_by_field(
    history_of: Look, hub: Hub, tmp_path: Path, name: str, mirror: bool
) -> None:
    git(
        tmp_path, "clone", "--quiet", *(["--mirror"] if mirror else ["--no-local"]), str(hub.get(name).git_dir), "clone"
    )

    there = history_of(f"hf:{name}")
    here = history_of(str(tmp_path / "clone"), name=name, hub_parents=True)

    assert here.snapshots == there.snapshots
    assert here.timelines == there.timelines
    assert here.since == there.since
    assert here.newest.findings == there.newest.findings
    assert (here.commits, here.whole, here.revision) == (there.commits, there.whole, there.revision)


def test_the_newest_state_is_what_an_audit_finds(
    history_of: Look, hub: Hub, tmp_path: Path, knowledge: Knowledge
) -> None:
    history = history_of(f"hf:{DECLARED_HISTORY}")

    with sources.Hub(endpoint=hub.endpoint, token=False, store=sources.Store(tmp_path / "other")) as opened:
        audit = auditor.audit(
            f"hf:{DECLARED_HISTORY}", auditor.Options(as_of=_DAY, scancode=False), knowledge=knowledge, hub=opened
        )

    assert history.newest == audit


def test_commits_cost_two_requests_and_each_version_of_a_document_one(history_of: Look, hub: Hub) -> None:
    history_of(f"hf:{HISTORY}")

    assert _git(hub.log) == ["GET refs", "POST git-upload-pack"]
    assert [call.path.split("/")[5:6] for call in hub.api_calls(HISTORY)] == [[], ["tree"]]
    resolved = Counter(request.file for request in hub.log if "/resolve/" in request.path)
    # two versions of the card; NOTICE was deleted and came back as it was; of the weights one header, once
    assert resolved == {"README.md": 2, "NOTICE": 1, "config.json": 1, "model-00001-of-00003.safetensors": 1}
    assert sum(request.sent for request in hub.log if "upload-pack" in request.path + request.query) < 4_000
    assert all(request.range for request in hub.log if request.weight and request.status == 206)


def test_parents_are_asked_for_once_however_many_commits_there_are(history_of: Look, hub: Hub) -> None:
    history_of(f"hf:{DECLARED_HISTORY}")

    for parent in CHAIN[2:]:
        assert [call.path.split("/")[5:6] for call in hub.api_calls(parent)] == [[], ["tree"]]


def test_a_second_history_of_the_same_commit_costs_one_request_and_offline_none(history_of: Look, hub: Hub) -> None:
    first = history_of(f"hf:{HISTORY}")
    hub.reset_log()

    assert history_of(f"hf:{HISTORY}") == first
    assert len(hub.log) == 1
    assert history_of(f"hf:{HISTORY}", offline=True) == first
    assert len(hub.log) == 1


def test_offline_without_a_cache_says_what_it_lacks(history_of: Look, hub: Hub) -> None:
    with pytest.raises(SourceError, match="not in the cache"):
        history_of(f"hf:{HISTORY}", offline=True)
    assert hub.log == ()


@pytest.mark.parametrize("how", ["at", "branch"])
def test_a_tag_has_the_history_up_to_it(history_of: Look, hub: Hub, how: str) -> None:
    history = history_of(f"hf:{HISTORY}@v1.0") if how == "at" else history_of(f"hf:{HISTORY}", branch="v1.0")

    assert [state.commit for state in history.snapshots] == [hub.get(HISTORY).tags["v1.0"]]
    assert history.revision == "v1.0"
    assert history.newest.repository.revision == hub.get(HISTORY).tags["v1.0"]


def test_a_commit_has_the_history_up_to_it(history_of: Look, hub: Hub) -> None:
    notice = next(
        request.sha for request in hub.get(HISTORY).log(hub.get(HISTORY).head) if request.date.startswith(NOTICED[:10])
    )

    assert [state.number for state in history_of(f"hf:{HISTORY}@{notice}").snapshots] == [_RELEASE, _CARD, _NOTICE]


def test_a_revision_and_a_branch_exclude_each_other(history_of: Look) -> None:
    with pytest.raises(TargetError, match="--branch"):
        history_of(f"hf:{HISTORY}@v1.0", branch="dev")


def test_more_commits_than_are_judged_make_an_unfinished_history(history_of: Look) -> None:
    whole = history_of(f"hf:{HISTORY}")

    history = history_of(f"hf:{HISTORY}", most=2)

    assert [state.commit for state in history.snapshots] == [state.commit for state in whole.snapshots[-2:]]
    assert (history.left_out, history.whole) == (3, False)
    shown = text.render(history, color=False, width=100)
    assert "Its standing before 2026-03-25" in shown
    assert "Only the newest 2 of 5 commits" in shown
    assert "an unfinished history" in shown
    oldest = text.render(history_of(f"hf:{DECLARED_HISTORY}", most=2), color=False, width=100).splitlines()[0]
    assert "DOES NOT COMPLY since at least 2026-03-25" in oldest


def test_a_parent_that_changed_its_license_later_does_not_make_an_older_model_breach(history_of: Look) -> None:
    with Hub() as hub:
        base = hub.repo("acme/Base")
        text = models.mit("Copyright (c) 2024 Acme")
        base.commit({"README.md": models.card("license: mit"), "LICENSE": text}, when="2025-01-01T00:00:00Z")
        base.commit(
            {"README.md": models.card("license: cc-by-nc-4.0"), "LICENSE": models.license_text("cc-by-nc-4.0")},
            when="2026-03-20T00:00:00Z",
        )
        child = hub.repo("fork/Child", created="2026-03-16T00:00:00Z")
        head = "license: mit\nbase_model: acme/Base\nbase_model_relation: finetune"
        child.commit({"README.md": models.card(head), "LICENSE": text, **single("fork")}, when=RELEASED)
        child.commit({"README.md": models.card(head, "Edited after the base changed.")}, when=DELETED)
        child.commit({"model.safetensors": shard(13 * 10**9, "uploaded again")}, when=RESTORED)

        history = history_of("hf:fork/Child", at=hub)
        late = hub.repo("fork/Late", created="2026-03-21T00:00:00Z")
        late.commit({"README.md": models.card(head), "LICENSE": text, **single("late")}, when=DELETED)
        later = history_of("hf:fork/Late", at=hub)

    assert [state.complies for state in history.snapshots] == [True, True, True]
    assert "limit-dropped" in " ".join(later.snapshots[0].findings)


def test_weights_that_were_replaced_and_a_document_kept_as_a_large_file(history_of: Look) -> None:
    with Hub() as hub:
        repo = hub.repo("acme/Moved")
        card = models.card("license: mit")
        texts = {"LICENSE": Lfs.of(models.mit("Copyright (c) 2024 Acme").encode()), "README.md": card}
        repo.commit({**texts, "model.safetensors": shard(5 * 10**9, "one")}, when=RELEASED)
        repo.commit({"LICENSE": models.mit("Copyright (c) 2024 Acme")}, when=NOTICED)
        repo.commit({"model.safetensors": shard(6 * 10**9, "two")}, when=DELETED)

        history = history_of("hf:acme/Moved", at=hub)

        # the files of the commits whose weights are no longer there are listed by the Hub: their sizes are in no tree
        assert len([call for call in hub.api_calls("acme/Moved") if "/tree/" in call.path]) == 2
        assert {request.file for request in hub.log if "/resolve/" in request.path} == {
            "LICENSE",
            "README.md",
            "model.safetensors",
        }
    assert [state.standing for state in history.snapshots] == ["no-findings"] * 3
    assert history.whole


def test_a_dataset_and_a_renamed_repository_are_reached_under_the_name_they_have(history_of: Look) -> None:
    files = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme")}
    with Hub() as hub:
        hub.repo("acme/Data", kind="dataset").commit(files, when=RELEASED)
        hub.repo("acme/Old").commit(files, when=RELEASED)
        hub.rename("acme/Old", "acme/New")

        assert history_of("hf:datasets/acme/Data", at=hub).whole
        assert history_of("hf:acme/Old", at=hub).name == "acme/New"

    asked = [request.path for request in hub.log if "upload-pack" in request.path + request.query]
    assert asked == [
        f"/{name}/{step}" for name in ("datasets/acme/Data", "acme/New") for step in ("info/refs", "git-upload-pack")
    ]


def _repo_with(hub: Hub, files: dict[str, object]) -> str:
    hub.repo("acme/Odd").commit(files, when=RELEASED)  # type: ignore[arg-type]
    return "hf:acme/Odd"


def test_a_repository_where_nothing_speaks_has_no_history(history_of: Look) -> None:
    with Hub() as hub, pytest.raises(TargetError, match="no file of main is about licensing") as refused:
        history_of(_repo_with(hub, {"picture.png": b"p"}), at=hub)
    assert refused.value.tip


def test_a_commit_at_which_nothing_stood_is_neither_compliant_nor_a_gap(history_of: Look) -> None:
    with Hub() as hub:
        repo = hub.repo("acme/Emptied")
        files = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme")}
        repo.commit(files, when=RELEASED)
        repo.commit({**dict.fromkeys(files), "x.png": b"x"}, when=NOTICED)
        back = repo.commit(files, when=RESTORED)

        history = history_of("hf:acme/Emptied", at=hub)

    assert [state.standing for state in history.snapshots] == ["no-findings", None, "no-findings"]
    assert history.since.commit == back
    assert history.whole
    assert "NOT JUDGED" in text.render(history, color=False, width=100)


def test_the_json_fits_its_schema_and_is_the_same_twice(history_of: Look) -> None:
    made = history_json.render(history_of(f"hf:{DECLARED_HISTORY}"))

    assert made == history_json.render(history_of(f"hf:{DECLARED_HISTORY}"))
    assert list(Draft202012Validator(history_json.schema()).iter_errors(json.loads(made))) == []
