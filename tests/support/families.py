"""Rules with a few model families of a test's own, and configurations beside them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from auditor.knowledge import Knowledge
from auditor.model import Document, DocumentKind, Field
from support import models

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from auditor.model import Scalar

_RULES = Knowledge().root
SHAPE: dict[str, Scalar] = {
    "hidden_size": 1000,
    "num_hidden_layers": 10,
    "vocab_size": 32_000,
    "num_attention_heads": 20,
    "num_key_value_heads": 5,
    "intermediate_size": 3000,
}
"""The numbers of the family `tern`."""


def knowledge(root: Path, **families: str) -> Knowledge:
    """Rules with these families, each as its file has it, by key."""
    for folder in ("licenses", "models", "tokenizers"):
        (root / folder).mkdir()
    for key, text in families.items():
        (root / "models" / f"{key.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    for whole in ("phrases", "origins"):
        (root / whole).symlink_to(_RULES / whole)
    (root / "hub-ids.toml").touch()
    (root / "tokenizers" / "known.toml").touch()
    return Knowledge(root)


def with_licenses(known: Knowledge, *keys: str) -> Knowledge:
    """The same rules with these licenses, which a card may declare."""
    for key in keys:
        shutil.copyfile(_RULES / "licenses" / f"{key}.toml", known.root / "licenses" / f"{key}.toml")
    ids = [f'[[id]]\nid = "{key}"\nexpression = "{Knowledge().profile(key).spdx}"\nprofile = "{key}"' for key in keys]
    (known.root / "hub-ids.toml").write_text("\n".join(ids), encoding="utf-8")
    return Knowledge(known.root)


def _lines(values: dict[str, Scalar]) -> list[str]:
    return [
        f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for key, value in values.items()
    ]


def family(
    name: str,
    publisher: str,
    shape: dict[str, Scalar],
    *releases: str,
    head: str = "",
    under: Mapping[str, str] | None = None,
    **config: dict[str, Scalar],
) -> str:
    """The file of a family with these releases, as `beta/Gull from acme/Tern`.

    `under` has the SPDX ids of their licenses, and `config` what tells them apart, by their names without publisher.
    """
    lines = [f'name = "{name}"', f'publisher = "{publisher}"', head, "[shape]", *_lines(shape)]
    for release in releases:
        repo, _, base = release.partition(" from ")
        lines += ["[[release]]", f'repo = "{repo}"', f'base = "{base}"\nrelation = "finetune"' if base else ""]
        license_id = (under or {}).get(repo.rpartition("/")[2])
        lines += [f'license = "{license_id}"'] if license_id else []
        telling = config.get(repo.rpartition("/")[2], {})
        lines += ["[release.config]", *_lines(telling)] if telling else []
    return "\n".join(lines)


TERN = family("Tern", "acme", SHAPE, "acme/Tern-7b-chat")
WIDER: dict[str, Scalar] = {**SHAPE, "hidden_size": 2000}
WIDE_GULL = family("Gull", "beta", WIDER, "beta/Gull-7b")
TWO_TERNS = family(
    "Tern",
    "acme",
    SHAPE,
    "acme/A",
    "acme/B",
    A={"max_position_embeddings": 4096, "rope_theta": 1},
    B={"max_position_embeddings": 8192},
)


def config(values: dict[str, Scalar], path: str = "config.json") -> Document:
    """A configuration that was read."""
    return models.document(
        path, DocumentKind.CONFIG, fields=(Field(key=key, value=value) for key, value in values.items())
    )
