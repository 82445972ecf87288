"""The files of rules/ that are one table each."""

from __future__ import annotations

from auditor.model import HubId, KnownTokenizer, Noun


class HubTable(Noun, frozen=True, kw_only=True):
    """`rules/hub-ids.toml`."""

    ids: tuple[HubId, ...] = ()
    """What a card means by `license: <id>`."""
    names: tuple[HubId, ...] = ()
    """What it means by `license_name` under `license: other`."""


class TokenizerTable(Noun, frozen=True, kw_only=True):
    """`rules/tokenizers/known.toml`."""

    tokenizer: tuple[KnownTokenizer, ...] = ()
    """The tokenizers of known releases."""
