"""Several repositories beside each other, in memory: a model, its parents, and theirs."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import auditor
from auditor.knowledge import Knowledge
from auditor.lineage import Parent
from auditor.lineage.context import Context
from support.memory import MemorySource
from support.models import WEIGHTS, card

if TYPE_CHECKING:
    from auditor.model import Audit, Repository, Upstream

Files = dict[str, str | bytes]

_KNOWLEDGE = Knowledge()
FLUX = {
    "_class_name": "FluxTransformer2DModel",
    "attention_head_dim": 128,
    "guidance_embeds": True,
    "in_channels": 64,
    "joint_attention_dim": 4096,
    "num_attention_heads": 24,
    "num_layers": 19,
    "num_single_layers": 38,
    "pooled_projection_dim": 768,
}
"""The transformer of FLUX.1-dev."""


def model(head: str, body: str = "A model.", **files: str | bytes) -> Files:
    """A repository of a card and weights; `NOTICE="…"` and the like are further files."""
    return {"model.safetensors": WEIGHTS, "README.md": card(head, body), **files}


def parent(name: str, *upstreams: Upstream, **changes: object) -> Parent:
    """One that stands beside, under MIT, without a notice or a copyright line."""
    plain = Parent(
        name=name, license="MIT", copyrights=(), notice_text="", notice_file=False, place="beside", upstreams=upstreams
    )
    return plain.replace(**changes)


def chain(length: int, *, top: Files) -> dict[str, Files]:
    """`acme/Step-0` made from `acme/Step-1` and so on, to `length` steps up, where `top` stands."""
    steps = {f"acme/Step-{n}": model(f"license: mit\nbase_model: acme/Step-{n + 1}") for n in range(length)}
    return {**steps, f"acme/Step-{length}": top}


def audit(repositories: dict[str, Files], name: str) -> Audit:
    """The audit of one of them, with the others at hand."""
    at_hand = {repo_id.lower(): MemorySource(files, target=repo_id) for repo_id, files in repositories.items()}
    return auditor.audit(
        at_hand[name.lower()],
        auditor.Options(name=name, as_of="2026-11-22", scancode=False),
        knowledge=_KNOWLEDGE,
        finder=lambda wanted: at_hand.get(wanted.lower()),
    )


def context(repository: Repository) -> Context:
    """What a tracer is given of a repository before anything is found."""
    return Context.of(repository, (), _KNOWLEDGE)


def edges(of: Audit) -> dict[str, Upstream]:
    """The ancestors by name."""
    by_name = {edge.name: edge for edge in of.lineage}
    assert len(by_name) == len(of.lineage)
    return by_name


def gguf(**keys: str | float) -> bytes:
    """A GGUF header with those keys; `general__name` is general.name, a list of tokens is its length."""
    pairs = [_pair(key.replace("__", "."), value) for key, value in keys.items()]
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs)) + b"".join(pairs)


def _pair(key: str, value: str | float) -> bytes:
    name = struct.pack("<Q", len(key)) + key.encode()
    if isinstance(value, str):
        data = value.encode()
        return name + struct.pack("<IQ", 8, len(data)) + data
    if isinstance(value, int):
        return name + struct.pack("<II", 4, value)
    return name + struct.pack("<If", 6, value)
