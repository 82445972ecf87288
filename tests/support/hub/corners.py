"""Repositories at the edges: shut, gone, moved, dated, huge, odd and empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support import models
from support.hub.objects import Content, Lfs
from support.hub.weights import ATTRIBUTES, plain, shards, single

if TYPE_CHECKING:
    from support.hub.hub import Hub

Files = dict[str, Content]

GATED, AUTO_GATED, GATED_CHILD = "acme/Keep-13B", "acme/Auto-13B", "acme/Keep-13B-chat"
MISSING, MISSING_CHILD = "missing/Ghost-7B", "acme/Orphan-7B"
OLD_NAME, NEW_NAME, RENAMED_CHILD = "acme/Old-Name-7B", "acme/New-Name-7B", "acme/Old-Name-7B-chat"
DISABLED, DISABLED_CHILD = "acme/Withdrawn-7B", "acme/Withdrawn-7B-chat"
PRIVATE, PRIVATE_CHILD = "acme/Secret-7B", "acme/Secret-7B-chat"
LEGACY, CANONICAL = "gpt2", "openai-community/gpt2"
DATASET = "acme/corpus-ja"
MANY_SHARDS, ONE_SHARD = "acme/Wide-700B", "acme/Narrow-7B"
MANY_FILES = "acme/Many-Files"
DATED, BEFORE, AFTER = "acme/Dated-7B", "acme/Dated-7B-early-chat", "acme/Dated-7B-late-chat"
RELICENSED = "2025-01-15T00:00:00Z"
ODD_PATHS, EMPTY, NO_WEIGHTS = "acme/Odd-Paths", "acme/Empty", "acme/Papers-Only"
CYCLE = ("acme/Ouro-7B", "acme/Boros-7B")
MOVING = "acme/Moving-7B"
LARGE_LICENSE = "acme/Large-License-7B"
ODD = ("weights/日本語 の モデル.txt", "a b/100%/c#d.txt", "what?.md", "%41.txt", "a&b=c+d.txt", "naïve/LICENSE")


def corners(hub: Hub) -> None:
    """All of them."""
    _shut(hub)
    _gone(hub)
    _dated(hub)
    _large(hub)
    _odd(hub)


def mit(of: str, base: str = "") -> Files:
    """A model under MIT with its text and weights of its own, made from `base` perhaps."""
    head = "license: mit" + (f"\nbase_model: {base}\nbase_model_relation: finetune" if base else "")
    return {"README.md": models.card(head), "LICENSE": models.mit("Copyright (c) 2024 Acme"), **plain(), **single(of)}


def _shut(hub: Hub) -> None:
    hub.repo(GATED, gated="manual").commit(mit(GATED), when="2024-05-01T00:00:00Z")
    hub.repo(AUTO_GATED, gated="auto").commit(mit(AUTO_GATED), when="2024-05-01T00:00:00Z")
    hub.repo(GATED_CHILD).commit(mit(GATED_CHILD, GATED), when="2024-06-01T00:00:00Z")
    hub.repo(PRIVATE, private=True).commit(mit(PRIVATE), when="2024-05-01T00:00:00Z")
    hub.repo(PRIVATE_CHILD).commit(mit(PRIVATE_CHILD, PRIVATE), when="2024-06-01T00:00:00Z")


def _gone(hub: Hub) -> None:
    hub.repo(MISSING_CHILD).commit(mit(MISSING_CHILD, MISSING), when="2024-06-01T00:00:00Z")
    hub.repo(OLD_NAME).commit(mit(OLD_NAME), when="2024-05-01T00:00:00Z")
    hub.rename(OLD_NAME, NEW_NAME)
    hub.repo(RENAMED_CHILD).commit(mit(RENAMED_CHILD, OLD_NAME), when="2024-06-01T00:00:00Z")
    hub.repo(DISABLED, disabled=True).commit(mit(DISABLED), when="2024-05-01T00:00:00Z")
    hub.repo(DISABLED_CHILD).commit(mit(DISABLED_CHILD, DISABLED), when="2024-06-01T00:00:00Z")
    hub.repo(CANONICAL).commit(mit(CANONICAL), when="2022-03-02T23:29:04Z")
    hub.alias(LEGACY, CANONICAL)
    for child, base in (CYCLE, CYCLE[::-1]):
        hub.repo(child).commit(mit(child, base), when="2025-06-01T00:00:00Z")


def _dated(hub: Hub) -> None:
    """Non-commercial until January 2025, Apache-2.0 since; one child before that, one after."""
    base = hub.repo(DATED)
    first = {"README.md": models.card("license: cc-by-nc-4.0"), "LICENSE": models.license_text("cc-by-nc-4.0")}
    base.commit({**first, **plain(), **single(DATED)}, when="2024-06-01T00:00:00Z")
    then: Files = {"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache()}
    base.commit(then, when=RELICENSED, title="Relicense under Apache-2.0")
    for name, when in ((BEFORE, "2024-09-01T00:00:00Z"), (AFTER, "2025-06-01T00:00:00Z")):
        card = models.card(f"license: apache-2.0\nbase_model: {DATED}\nbase_model_relation: finetune")
        hub.repo(name).commit({"README.md": card, "LICENSE": models.apache(), **plain(), **single(name)}, when=when)
    moving = hub.repo(MOVING)
    moving.commit(mit(MOVING), when="2025-01-01T00:00:00Z")


def _large(hub: Hub) -> None:
    documents = {path: data for path, data in mit("").items() if path != "model.safetensors"}
    hub.repo(MANY_SHARDS).commit({**documents, **shards(163, MANY_SHARDS)}, when="2025-01-01T00:00:00Z")
    hub.repo(ONE_SHARD).commit({**documents, **shards(1, ONE_SHARD)}, when="2025-01-01T00:00:00Z")
    many: Files = {f"checkpoints/{n // 100:03}/state-{n:05}.txt": f"step {n}\n" for n in range(2500 - 4)}
    hub.repo(MANY_FILES).commit({**mit(MANY_FILES), **many}, when="2025-01-01T00:00:00Z")
    text = models.mit("Copyright (c) 2024 Acme").encode()
    hub.repo(LARGE_LICENSE).commit({**mit(LARGE_LICENSE), "LICENSE": Lfs.of(text)}, when="2025-01-01T00:00:00Z")


def _odd(hub: Hub) -> None:
    odd: Files = {path: f"This is {path}\n" for path in ODD}
    hub.repo(ODD_PATHS).commit({**mit(ODD_PATHS), **odd}, when="2025-01-01T00:00:00Z")
    hub.repo(EMPTY).commit({".gitattributes": ATTRIBUTES}, when="2025-01-01T00:00:00Z", title="initial commit")
    papers: Files = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme")}
    hub.repo(NO_WEIGHTS).commit(papers, when="2025-01-01T00:00:00Z")
    data: Files = {
        "README.md": models.card("license: cc-by-4.0\nlanguage:\n- ja"),
        "LICENSE": models.license_text("cc-by-4.0"),
        "data/train-00000.parquet": Lfs(900_000_000, b"PAR1"),
    }
    hub.repo(DATASET, kind="dataset").commit(data, when="2025-01-01T00:00:00Z")
