"""The files of rules/ that are one table each."""

from __future__ import annotations

from auditor.model import HubId, KnownTokenizer, Noun


class HubTable(Noun, frozen=True, kw_only=True):
    """`rules/hub-ids.toml`."""

    ids: tuple[HubId, ...] = ()
    """The meanings of `license: <id>` in a card."""
    names: tuple[HubId, ...] = ()
    """The meanings of `license_name` under `license: other`."""


class TokenizerTable(Noun, frozen=True, kw_only=True):
    """`rules/tokenizers/known.toml`."""

    tokenizer: tuple[KnownTokenizer, ...] = ()
    """The tokenizers of known releases."""
