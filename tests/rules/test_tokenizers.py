"""The table of tokenizers: each row of families that are there, told once, by a named source."""

from __future__ import annotations

from collections import Counter

from auditor.knowledge import Knowledge

_KNOWLEDGE = Knowledge()


def test_every_family_with_a_tokenizer_is_known_and_has_one() -> None:
    counted = Counter(family for tokenizer in _KNOWLEDGE.tokenizers for family in tokenizer.families)

    assert set(counted) <= {family.key for family in _KNOWLEDGE.families}
    assert set(counted.values()) == {1}


def test_a_vocabulary_is_no_larger_than_that_of_its_models() -> None:
    sizes = {family.key: family.shape["vocab_size"] for family in _KNOWLEDGE.families if "vocab_size" in family.shape}
    for tokenizer in _KNOWLEDGE.tokenizers:
        for family in tokenizer.families:
            size = sizes[family]
            assert isinstance(size, int)
            assert 0.9 * size < tokenizer.tokens <= size, (tokenizer.name, family)


def test_no_two_tokenizers_share_a_part_and_each_has_a_source() -> None:
    parts = Counter(part for tokenizer in _KNOWLEDGE.tokenizers for part in tokenizer.parts)

    assert set(parts.values()) == {1}
    assert all(tokenizer.source and not tokenizer.grade.settles for tokenizer in _KNOWLEDGE.tokenizers)
