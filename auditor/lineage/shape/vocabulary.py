"""A vocabulary resized in training: the shape of a family except for that, within what fine-tunes do to it.

The changes are counted in tokens, not in per cent: DeepSeek-Coder 6.7B has the shape of Llama 2 7B with 256 more
tokens, and is not a Llama. Chat markers and padding add up to 128; cutting padding off removes up to 0.3 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Family, Scalar

_GROWTH = 128
"""Most tokens added."""
_SHRINKAGE = 0.003
"""Largest share of the vocabulary removed; measured: 418 of Qwen's 152,064."""
_SIZES = ("hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "intermediate_size")
"""Sizes that must agree if both have them."""
_LEAST = 3


class Resized(Noun, frozen=True, kw_only=True):
    """The size of a vocabulary compared with that of a family."""

    here: int
    there: int

    @property
    def tokens(self) -> int:
        """How many tokens were added; negative if removed."""
        return self.here - self.there

    @property
    def says(self) -> str:
        """For the reader: "8 more"."""
        return f"{abs(self.tokens):,} {'more' if self.tokens > 0 else 'fewer'}"


def resized(shape: Mapping[str, Scalar], families: tuple[Family, ...]) -> tuple[tuple[Family, Resized], ...]:
    """The families of this shape with the nearest vocabulary size, within what a fine-tune changes; by key."""
    here = shape.get("vocab_size")
    if not isinstance(here, int) or isinstance(here, bool):
        return ()
    near = [
        (family, Resized(here=here, there=there))
        for family in families
        if isinstance(there := family.shape.get("vocab_size"), int)
        and -_SHRINKAGE * there <= here - there <= _GROWTH
        and _same_sizes(shape, family)
        and _same_type(shape, family)
    ]
    if not near:
        return ()
    least = min(abs(change.tokens) for _, change in near)
    return tuple((family, change) for family, change in near if abs(change.tokens) == least)


def _same_type(shape: Mapping[str, Scalar], family: Family) -> bool:
    """Whether its type is that of the family, or of a part or a variant of it: `gemma3_text`, `qwen2_5_vl`."""
    kind = shape.get("model_type")
    if not family.model_types or kind is None:
        return True
    return any(f"{kind}_".startswith(f"{own}_") for own in family.model_types)


def _same_sizes(shape: Mapping[str, Scalar], family: Family) -> bool:
    known = [key for key in _SIZES if key in family.shape and key in shape]
    return len(known) >= _LEAST and all(shape[key] == family.shape[key] for key in known)
