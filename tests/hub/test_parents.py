"""Parents on the Hub: followed as far as they go, as they stood when the child was made."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from auditor.model import Because, Relation, Rung, Severity, StatementSource, Verdict
from support import lineages, models
from support.hub import Hub, Lfs
from support.hub import corners as odd
from support.hub.looking import Look, edge, finding
from support.hub.repositories import CHAIN, COPY, MERGE, MERGED
from support.hub.weights import plain, single

_EXPANDED = ("sha", "cardData", "gated", "disabled", "private", "createdAt", "lastModified")
_THEIRS = models.mit("Copyright (c) 2023 Upstream Labs")


def _child(hub: Hub, name: str, base: str, when: str = "2025-06-01T00:00:00Z", **files: str) -> None:
    """A child of another publisher, under MIT with a line of its own."""
    card = models.card(f"license: mit\nbase_model: {base}\nbase_model_relation: finetune")
    made = {"README.md": card, "LICENSE": models.mit("Copyright (c) 2025 Nova"), **plain(), **single(name), **files}
    hub.repo(name).commit(made, when=when)


def _base(hub: Hub, name: str, when: str = "2024-05-01T00:00:00Z", **about: object) -> None:
    files = {"README.md": models.card("license: mit"), "LICENSE": _THEIRS, **plain(), **single(name)}
    hub.repo(name, **about).commit(files, when=when)  # type: ignore[arg-type]


def test_four_hops_bring_the_terms_of_every_ancestor(look: Look, hub: Hub) -> None:
    audit = look(f"hf:{CHAIN[0]}")

    assert [edge.name for edge in audit.upstreams] == list(CHAIN[1:])
    assert edge(audit, CHAIN[3]).via == CHAIN[2]
    for name in CHAIN[1:]:
        source = edge(audit, name).candidates[0].source
        assert source == f"read at hf:{name} at {hub.get(name).head[:12]}"
    missing = finding(audit, f"license-text-missing:deepseek-model-1.0:{CHAIN[3]}")
    assert missing.verdict is Verdict.BREACHED
    assert finding(audit, f"limit-dropped:deepseek-model-1.0:{CHAIN[3]}").severity is Severity.ERROR


def test_a_merge_is_judged_by_each_of_its_parents(look: Look) -> None:
    audit = look(f"hf:{MERGE}")

    assert {edge.name: edge.relations for edge in audit.upstreams} == dict.fromkeys(MERGED, (Relation.MERGE,))
    assert finding(audit, f"limit-dropped:cc-by-nc-4.0:{MERGED[2]}").verdict is Verdict.UNDETERMINED


def test_the_line_of_a_parent_on_the_hub_is_asked_for(look: Look, tmp_path: Path) -> None:
    with Hub() as hub:
        _base(hub, "upstream/Base-7B")
        _child(hub, "nova/Chat-7B", "upstream/Base-7B")

        audit = Look(hub, tmp_path, look.knowledge)("hf:nova/Chat-7B")

    finding_ = finding(audit, "copyright-holder-missing:mit:upstream/Base-7B")
    assert finding_.verdict is Verdict.BREACHED
    assert "Copyright (c) 2023 Upstream Labs" in finding_.message


@pytest.mark.parametrize(
    ("shut", "says"),
    [
        ({"gated": "manual"}, "gated"),
        ({"private": True}, "is not on the Hub, or it is private"),
        ({"disabled": True}, "was disabled on the Hub"),
    ],
)
def test_a_parent_behind_a_door_is_undetermined_and_says_what_opens_it(
    look: Look, tmp_path: Path, shut: dict[str, object], says: str
) -> None:
    with Hub() as hub:
        _base(hub, "upstream/Base-7B", **shut)
        _child(hub, "nova/Chat-7B", "upstream/Base-7B")
        mine = Look(hub, tmp_path / "cache", look.knowledge)

        audit = mine("hf:nova/Chat-7B")
        opened = mine("hf:nova/Chat-7B", token=hub.token("reader", access=["upstream/Base-7B"]))

    because = [reason for finding in audit.findings for outcome in finding.outcomes for reason in outcome.because]
    unread = [reason for reason in because if reason.code in (Because.PARENT_NOT_READ, Because.UPSTREAM_NOT_READ)]
    assert [reason for reason in unread if says in reason.detail]
    assert {finding.verdict for finding in audit.findings} == {Verdict.UNDETERMINED}
    if "disabled" not in shut:
        finding(opened, "copyright-holder-missing:mit:upstream/Base-7B")


def test_a_parent_that_was_renamed_is_read_under_its_new_name(look: Look) -> None:
    audit = look(f"hf:{odd.RENAMED_CHILD}")

    assert edge(audit, odd.OLD_NAME).candidates[0].license == "MIT"
    assert audit.findings == ()


def test_a_repository_that_was_renamed_answers_under_its_new_name(look: Look) -> None:
    assert look(f"hf:{odd.OLD_NAME}").repository.name == odd.NEW_NAME
    assert look(f"hf:{odd.LEGACY}").repository.name == odd.CANONICAL


def test_a_parent_that_is_gone_leaves_its_terms_unknown(look: Look) -> None:
    finding_ = finding(look(f"hf:{odd.MISSING_CHILD}"), f"parent-unknown:any:{odd.MISSING}")

    assert finding_.verdict is Verdict.UNDETERMINED
    assert "is not on the Hub, or it is private" in finding_.outcomes[0].because[0].detail


def test_a_circle_of_parents_is_cut(look: Look, hub: Hub) -> None:
    first, other = odd.CYCLE

    finding(look(f"hf:{first}"), f"lineage-cycle:any:{other}")

    assert len(hub.api_calls()) == 4


def test_shared_ancestors_are_read_once(look: Look, tmp_path: Path) -> None:
    with Hub() as hub:
        _base(hub, "upstream/Root-7B")
        for name in ("left/Mid-7B", "right/Mid-7B"):
            _child(hub, name, "upstream/Root-7B", when="2025-01-01T00:00:00Z")
        card = models.card("license: mit\nbase_model:\n- left/Mid-7B\n- right/Mid-7B\nbase_model_relation: merge")
        files = {"README.md": card, "LICENSE": _THEIRS, **plain(), **single("nova/Both-7B")}
        hub.repo("nova/Both-7B").commit(files, when="2025-06-01T00:00:00Z")

        audit = Look(hub, tmp_path, look.knowledge)("hf:nova/Both-7B")

        assert {edge.name for edge in audit.upstreams} == {"left/Mid-7B", "right/Mid-7B", "upstream/Root-7B"}
        assert len(hub.api_calls("upstream/Root-7B")) == 2


def test_the_license_that_held_when_the_child_was_made_counts(look: Look, tmp_path: Path) -> None:
    """Non-commercial until January 2025, Apache-2.0 since."""
    with Hub() as hub:
        base = hub.repo("upstream/Dated-7B")
        first = {"README.md": models.card("license: cc-by-nc-4.0"), "LICENSE": models.license_text("cc-by-nc-4.0")}
        old = base.commit({**first, **plain(), **single("upstream/Dated-7B")}, when="2024-06-01T00:00:00Z")
        then = {"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache()}
        new = base.commit(then, when="2025-01-15T00:00:00Z")
        _child(hub, "nova/Early-7B", "upstream/Dated-7B", when="2024-09-01T00:00:00Z")
        _child(hub, "nova/Late-7B", "upstream/Dated-7B", when="2025-06-01T00:00:00Z")
        mine = Look(hub, tmp_path, look.knowledge)

        early, late = mine("hf:nova/Early-7B"), mine("hf:nova/Late-7B")

    candidate = edge(early, "upstream/Dated-7B").candidates[0]
    assert candidate.license == "CC-BY-NC-4.0"
    assert old[:12] in candidate.source
    assert "as it was on 2024-09-01" in candidate.source
    assert finding(early, "limit-dropped:cc-by-nc-4.0:upstream/Dated-7B").verdict is Verdict.UNDETERMINED
    assert edge(late, "upstream/Dated-7B").candidates[0].license == "Apache-2.0"
    assert new[:12] in edge(late, "upstream/Dated-7B").candidates[0].source
    assert not [finding for finding in late.findings if finding.rule == "limit-dropped"]


def test_where_the_dates_do_not_tell_the_earlier_terms_stay_a_candidate(look: Look, tmp_path: Path) -> None:
    with Hub() as hub:
        _busy(hub)

        audit = Look(hub, tmp_path, look.knowledge)("hf:nova/Chat-7B")

    now, earlier = edge(audit, "upstream/Busy-7B").candidates
    assert (now.license, earlier.license) == ("MIT", None)
    assert "further back than was read" in now.source
    assert {finding.verdict for finding in audit.findings} == {Verdict.UNDETERMINED}


def test_weights_that_are_the_parents_own_file_are_told_without_reading_them(look: Look, tmp_path: Path) -> None:
    with Hub() as hub:
        _base(hub, "upstream/Base-7B")
        files = {
            "README.md": models.card("license: mit\nbase_model: upstream/Base-7B"),
            "LICENSE": _THEIRS,
            **plain(),
            **single("upstream/Base-7B"),
        }
        hub.repo("nova/Renamed-7B").commit(files, when="2025-06-01T00:00:00Z")

        audit = Look(hub, tmp_path, look.knowledge)("hf:nova/Renamed-7B")

        assert Rung.EQUAL_FILE in {item.rung for item in edge(audit, "upstream/Base-7B").evidence}
        assert hub.weight_bytes <= 2 * 64 * 1024


def test_a_suspected_parent_on_the_hub_is_compared_by_its_listing(look: Look) -> None:
    audit = look(f"hf:{COPY}", against=f"hf:{MERGED[0]}")

    assert edge(audit, MERGED[0]).relations == (Relation.COPY,)
    assert Rung.EQUAL_FILE in {item.rung for item in edge(audit, MERGED[0]).evidence}


def test_of_a_suspected_parent_on_the_hub_no_weights_are_read(look: Look, hub: Hub) -> None:
    audit = look(f"hf:{COPY}", against=f"hf:{MERGED[1]}")

    assert not [edge for edge in audit.upstreams if edge.name == MERGED[1]]
    assert [entry.detail for entry in audit.unread] == [
        f"The tensors and tokenizers of {COPY} are on the Hub; download it to compare them."
    ]
    assert hub.weight_bytes <= 64 * 1024


def test_a_data_set_is_audited_too(look: Look) -> None:
    audit = look(f"hf:datasets/{odd.DATASET}")

    assert audit.concluded == "CC-BY-4.0"
    assert audit.findings == ()


def test_a_local_directory_asks_the_hub_for_parents_only_when_told_to(
    look: Look, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "model"
    place.mkdir()
    (place / "README.md").write_text(models.card(f"license: mit\nbase_model: {MERGED[2]}"), "utf-8")
    (place / "model.safetensors").write_bytes(models.WEIGHTS)

    alone = look(str(place), name="nova/Chat-7B")

    assert hub.log == ()
    finding(alone, f"parent-unknown:any:{MERGED[2]}")
    finding(look(str(place), name="nova/Chat-7B", hub_parents=True), f"limit-dropped:cc-by-nc-4.0:{MERGED[2]}")


def test_parents_are_read_several_at_a_time(look: Look, hub: Hub) -> None:
    hub.latency = 0.05

    look(f"hf:{MERGE}")

    assert hub.concurrent_peak > 1


def test_a_merge_of_more_parents_than_are_read_leaves_the_rest_open(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.pipeline.ancestors.MOST_ON_HUB", 3)
    names = [f"upstream/Part-{number}" for number in range(5)]
    with Hub() as hub:
        for name in names:
            _base(hub, name)
        listed = "\n".join(f"- {name}" for name in names)
        card = models.card(f"license: mit\nbase_model:\n{listed}\nbase_model_relation: merge")
        hub.repo("nova/Many-7B").commit({"README.md": card, "LICENSE": _THEIRS, **plain()}, when="2025-06-01T00:00:00Z")

        audit = Look(hub, tmp_path, look.knowledge)("hf:nova/Many-7B")

    assert [name for name in names if edge(audit, name).candidates] == names[:3]
    for name in names[3:]:
        assert (
            "this one was not requested" in finding(audit, f"parent-unknown:any:{name}").outcomes[0].because[0].detail
        )


def _busy(hub: Hub) -> None:
    """A parent whose history is longer than is read, and a child of the day before it grew."""
    hub.commits_page = 2
    base = hub.repo("upstream/Busy-7B")
    first = {"README.md": models.card("license: mit"), "LICENSE": _THEIRS, **plain(), **single("upstream/Busy-7B")}
    base.commit(first, when="2024-06-01T00:00:00Z")
    for day in range(1, 6):
        base.commit({"log.txt": str(day)}, when=f"2025-01-0{day}T00:00:00Z")
    _child(hub, "nova/Chat-7B", "upstream/Busy-7B", when="2024-09-01T00:00:00Z")


def test_what_the_dates_did_not_tell_is_not_told_offline_either(look: Look, tmp_path: Path) -> None:
    with Hub() as hub:
        _busy(hub)
        mine = Look(hub, tmp_path, look.knowledge)

        audits = [mine("hf:nova/Chat-7B", offline=offline) for offline in (False, True, False)]

    assert {finding.verdict for finding in audits[0].findings} == {Verdict.UNDETERMINED}
    assert audits[1:] == audits[:1] * 2


def test_an_offline_audit_leaves_no_wrong_date_of_a_parent_behind(look: Look, tmp_path: Path) -> None:
    """The parent is in the cache as it is today; which of its commits held then can only be asked."""
    with Hub() as hub:
        base = hub.repo("upstream/Dated-7B")
        first = {"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache()}
        base.commit({**first, **plain(), **single("upstream/Dated-7B")}, when="2024-06-01T00:00:00Z")
        then = {"README.md": models.card("license: cc-by-nc-4.0"), "LICENSE": models.license_text("cc-by-nc-4.0")}
        base.commit(then, when="2025-01-15T00:00:00Z")
        _child(hub, "nova/Early-7B", "upstream/Dated-7B", when="2024-09-01T00:00:00Z")
        mine = Look(hub, tmp_path, look.knowledge)
        mine("hf:upstream/Dated-7B")
        hub.fault("/commits/", "status", code=500, times=None)
        mine("hf:nova/Early-7B")
        hub.clear_faults()

        offline, online = mine("hf:nova/Early-7B", offline=True), mine("hf:nova/Early-7B")

    assert not [finding for finding in offline.findings if finding.verdict is Verdict.BREACHED]
    assert edge(offline, "upstream/Dated-7B").candidates[1].license is None
    assert edge(online, "upstream/Dated-7B").candidates[0].license == "Apache-2.0"
    assert not [finding for finding in online.findings if finding.rule == "limit-dropped"]


def test_a_parent_that_is_compared_too_is_no_surer_of_its_day(look: Look, tmp_path: Path) -> None:
    with Hub() as hub:
        _busy(hub)

        audit = Look(hub, tmp_path, look.knowledge)("hf:nova/Chat-7B", against="upstream/Busy-7B")

    assert [candidate.license for candidate in edge(audit, "upstream/Busy-7B").candidates] == ["MIT", None]


def test_the_base_of_a_known_parent_is_read_as_it_stood_when_that_was_made(look: Look, tmp_path: Path) -> None:
    """The release table names the parent and its base at once; the base took other terms afterwards."""
    child, base = "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "Qwen/Qwen2.5-Math-7B"
    with Hub() as hub:
        root = hub.repo(base)
        first = {"README.md": models.card("license: mit"), "LICENSE": _THEIRS, **plain(), **single(base)}
        old = root.commit(first, when="2024-12-26T00:00:00Z")
        then = {"README.md": models.card("license: cc-by-nc-4.0"), "LICENSE": models.license_text("cc-by-nc-4.0")}
        root.commit(then, when="2026-01-01T00:00:00Z")
        _base(hub, child, when="2025-03-24T00:00:00Z")
        _child(hub, "nova/Chat-7B", child, when="2025-06-01T00:00:00Z")

        audit = Look(hub, tmp_path, look.knowledge)("hf:nova/Chat-7B")

    assert old[:12] in edge(audit, base).candidates[0].source
    assert not [finding for finding in audit.findings if finding.rule == "limit-dropped"]


def test_an_organisation_that_was_renamed_owes_itself_nothing(look: Look, tmp_path: Path) -> None:
    """Its cards keep the old name of its bases; a child that stayed where it was is somebody else's."""
    limited = {"README.md": models.card("license: cc-by-nc-4.0"), "LICENSE": models.license_text("cc-by-nc-4.0")}
    with Hub() as hub:
        hub.repo("before/Root-7B").commit({**limited, **plain(), **single("root")}, when="2024-01-01T00:00:00Z")
        card = models.card("license: cc-by-nc-4.0\nbase_model: before/Root-7B\nbase_model_relation: finetune")
        files = {**limited, "README.md": card, **plain(), **single("base")}
        hub.repo("before/Base-7B").commit(files, when="2024-02-01T00:00:00Z")
        for name in ("before/Chat-7B", "other/Chat-7B"):
            _child(hub, name, "before/Base-7B", when="2024-06-01T00:00:00Z")
        for name in ("Root-7B", "Base-7B", "Chat-7B"):
            hub.rename(f"before/{name}", f"after/{name}")
        mine = Look(hub, tmp_path, look.knowledge)

        own, others = mine("hf:after/Chat-7B"), mine("hf:other/Chat-7B")

    assert [(node.name, node.own) for node in own.lineage] == [("before/Base-7B", True), ("before/Root-7B", True)]
    assert not [finding for finding in own.findings if finding.verdict is Verdict.BREACHED]
    assert not edge(others, "before/Base-7B").own
    assert finding(others, "limit-dropped:cc-by-nc-4.0:before/Base-7B").verdict is Verdict.UNDETERMINED


def test_the_terms_of_a_parent_that_came_later_and_changed_stay_open(look: Look, tmp_path: Path) -> None:
    """The child's repository was made first, and filled when the base was there; the base changed its terms since."""
    with Hub() as hub:
        base = hub.repo("upstream/Dated-7B")
        first = {"README.md": models.card("license: mit"), "LICENSE": _THEIRS, **plain(), **single("base")}
        base.commit(first, when="2024-06-02T00:00:00Z")
        then = {"README.md": models.card("license: cc-by-nc-4.0"), "LICENSE": models.license_text("cc-by-nc-4.0")}
        base.commit(then, when="2025-01-15T00:00:00Z")
        _base(hub, "upstream/Same-7B", when="2024-06-02T00:00:00Z")
        for name in ("Dated", "Same"):
            _child(hub, f"nova/{name}-7B", f"upstream/{name}-7B", when="2024-06-01T00:00:00Z")
        mine = Look(hub, tmp_path, look.knowledge)

        changed, same = mine("hf:nova/Dated-7B"), mine("hf:nova/Same-7B")

    assert [candidate.license for candidate in edge(changed, "upstream/Dated-7B").candidates] == ["CC-BY-NC-4.0", None]
    assert not [finding for finding in changed.findings if finding.verdict is Verdict.BREACHED]
    assert [candidate.license for candidate in edge(same, "upstream/Same-7B").candidates] == ["MIT"]
    assert finding(same, "copyright-holder-missing:mit:upstream/Same-7B").verdict is Verdict.BREACHED


@pytest.mark.parametrize(("untold", "licenses"), [("createdAt", ["CC-BY-NC-4.0", None]), ("lastModified", ["MIT"])])
def test_a_hub_that_tells_no_date_makes_no_breach_of_what_came_later(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, untold: str, licenses: list[str | None]
) -> None:
    """As a mirror may be; of a parent whose last change is not told the commits are asked."""
    monkeypatch.setattr("auditor.sources.hub.hub._EXPANDED", tuple({*_EXPANDED} - {untold}))
    with Hub() as hub:
        base = hub.repo("upstream/Dated-7B")
        first = {"README.md": models.card("license: mit"), "LICENSE": _THEIRS, **plain(), **single("base")}
        base.commit(first, when="2024-01-01T00:00:00Z")
        then = {"README.md": models.card("license: cc-by-nc-4.0"), "LICENSE": models.license_text("cc-by-nc-4.0")}
        base.commit(then, when="2025-01-15T00:00:00Z")
        _child(hub, "nova/Chat-7B", "upstream/Dated-7B", when="2024-06-01T00:00:00Z")

        audit = Look(hub, tmp_path, look.knowledge)("hf:nova/Chat-7B")

    assert [candidate.license for candidate in edge(audit, "upstream/Dated-7B").candidates] == licenses
    assert not [
        finding for finding in audit.findings if finding.rule == "limit-dropped" and finding.verdict is Verdict.BREACHED
    ]


def test_what_stands_behind_a_vocabulary_on_the_hub_is_read(look: Look, tmp_path: Path) -> None:
    """The publisher picks the order of the keys, and may put its license behind two thousand tokens."""
    tokens = [f"t{number}" for number in range(2_000)]
    base = "https://huggingface.co/meta-llama/Llama-3.1-8B"
    head = _with_tokens(lineages.gguf(general__architecture="llama"), tokens)
    header = _with_pairs(head, {"general.license": "llama3.1", "general.base_model.0.repo_url": base})
    files = {"README.md": models.card("license: mit"), "LICENSE": _THEIRS}
    with Hub() as hub:
        hub.repo("nova/Small-gguf").commit({**files, "model.gguf": Lfs(10**9, header)}, when="2025-06-01T00:00:00Z")
        looking = Look(hub, tmp_path / "cache", look.knowledge)
        there = looking("hf:nova/Small-gguf")
        place = tmp_path / "model"
        place.mkdir()
        for path, text in files.items():
            (place / path).write_text(text)
        (place / "model.gguf").write_bytes(header)
        os.truncate(place / "model.gguf", 10**9)
        here = looking(str(place), name="nova/Small-gguf", hub_parents=True)

    assert there.unread == ()
    assert [(finding.id, finding.verdict) for finding in there.findings] == [
        (finding.id, finding.verdict) for finding in here.findings
    ]
    assert finding(there, "card-and-file-disagree:any:self").verdict is Verdict.UNDETERMINED
    assert finding(there, "license-text-missing:llama3.1:meta-llama/Llama-3.1-8B").severity is Severity.ERROR


def test_a_vocabulary_that_thirty_files_repeat_is_fetched_once(look: Look, tmp_path: Path) -> None:
    tokens = [f"token {number:09}" for number in range(200_000)]
    head = _with_tokens(lineages.gguf(general__architecture="llama"), tokens)
    kinds = ("Q2_K", "Q3_K_M", "Q4_0", "Q4_K_M", "Q5_0", "Q5_K_M", "Q6_K", "Q8_0")
    names = [f"Many-7B.{kind}.gguf" for kind in kinds]
    quants = {name: Lfs(10**9, _with_pairs(head, {"general.license": "mit"})) for name in names}
    other = _with_tokens(lineages.gguf(general__architecture="llama"), [*tokens[:-3], *"abc"])
    quants["Many-7B.IQ4_XS.gguf"] = Lfs(10**9, _with_pairs(other, {"general.license": "llama3.1"}))
    with Hub() as hub:
        hub.repo("nova/Many-gguf").commit(
            {"README.md": models.card("license: mit"), "LICENSE": _THEIRS, **quants}, when="2025-06-01T00:00:00Z"
        )
        looking = Look(hub, tmp_path, look.knowledge)
        audit = looking("hf:nova/Many-gguf")
        served = hub.bytes()

    declared = {
        statement.location.path: statement.raw
        for statement in audit.statements
        if statement.source is StatementSource.DECLARED and statement.location and statement.location.key
    }
    assert declared == dict.fromkeys(names, "mit") | {"Many-7B.IQ4_XS.gguf": "llama3.1"}
    assert served < 4 * len(head)


def _with_pairs(head: bytes, pairs: dict[str, str]) -> bytes:
    """The header with further keys behind all that it has."""
    made = b"".join(
        struct.pack("<Q", len(key)) + key.encode() + struct.pack("<IQ", 8, len(value)) + value.encode()
        for key, value in pairs.items()
    )
    count = struct.unpack_from("<Q", head, 16)[0]
    return head[:16] + struct.pack("<Q", count + len(pairs)) + head[24:] + made


def _with_tokens(head: bytes, tokens: list[str]) -> bytes:
    """The header with one key more: a vocabulary."""
    key = b"tokenizer.ggml.tokens"
    made = struct.pack("<Q", len(key)) + key + struct.pack("<IIQ", 9, 8, len(tokens))
    made += b"".join(struct.pack("<Q", len(token)) + token.encode() for token in tokens)
    count = struct.unpack_from("<Q", head, 16)[0]
    return head[:16] + struct.pack("<Q", count + 1) + head[24:] + made
