"""Tensors that are equal in unrelated models, as everybody computes them the same way.

A Fourier basis, mel filters, positions, masks, ones and zeros come from formulas. Silero VAD and Akiki, trained
independently, share their Fourier basis to the seventh decimal, and nothing else.
"""

from __future__ import annotations

import math
import struct
from itertools import pairwise

from auditor.patterns import regex

LEAST_BYTES = 4 * 1024
_FEW = 4
"""Most distinct values of a mask or a constant."""
_SAMPLE = 16 * 1024
_LARGEST_FILTERS = 2**20
_NAMES = regex(
    r"(?i)pos(?:ition)?_?(?:emb|enc|ids|table)|positional|rotary|inv_freq|freqs_c|sinusoid|(?:^|[._])(?:pe|rope|alibi)$"
    r"|mel_?(?:spec|scale|basis|filter|fb)|(?:^|[._])(?:mel|fb|dct(?:_mat)?|wsin|wcos)(?:$|[._])|filter_?bank|stft|basis"
    r"|window|mask|causal|attn?\.bias$|anchors|norm\w{0,20}\.weight$|ln_\w{1,5}\.weight$|relative_position_index"
)
_FILE_NAMES = regex(
    r"(?i)mel|spec(?:trogram)?s?\b|filter|stft|fbank|window|pos_?emb|scaler|mask|vocab|preproc|postproc|nms"
)
_SIZES = {"F64": ("d", 8), "F32": ("f", 4), "F16": ("e", 2), "I64": ("q", 8), "I32": ("i", 4), "I16": ("h", 2)}
_WIDTHS = {"F64": 8, "I64": 8, "U64": 8, "F32": 4, "I32": 4, "U32": 4, "F16": 2, "BF16": 2, "I16": 2, "U16": 2}
_LEAST_COLUMNS, _MOST_COLUMNS = 16, 8_192
_MATRIX = 2
_SPARSE = 0.8
_NEAR = 2e-3
"""Half precision keeps three decimals."""


def by_name(name: str, shape: tuple[int, ...], size: int) -> bool:
    """Whether a tensor is trivial by its name, shape or size (bytes): a vector is a norm or a bias."""
    return size < LEAST_BYTES or len(squeezed(shape)) < _MATRIX or bool(_NAMES.search(name[-200:]))


def by_file(name: str) -> bool:
    """Whether the name of a small file indicates that it contains filters or the like."""
    return _FILE_NAMES.search(name) is not None


def by_values(dtype: str, shape: tuple[int, ...], data: bytes) -> bool:
    """Whether a tensor is trivial by its values; `data` is its beginning, or all of it."""
    if _few_values(dtype, data):
        return True
    if dtype not in _SIZES:
        return False
    sides = squeezed(shape)
    columns = sides[-1] if len(sides) >= _MATRIX else 0
    head = _numbers(dtype, data, 0, 64)
    if _is_progression(head):
        return True
    if len(sides) != _MATRIX or not _LEAST_COLUMNS <= columns <= _MOST_COLUMNS:
        return False
    if len(data) < 4 * columns * _SIZES[dtype][1]:
        return False
    rows = [_numbers(dtype, data, row * columns, columns) for row in range(4)]
    return _is_fourier(rows) or _is_sinusoidal(rows) or _is_filters(dtype, data, columns)


def squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape without dimensions of 1, which formats add and drop."""
    return tuple(side for side in shape if side != 1)


def _few_values(dtype: str, data: bytes) -> bool:
    width = _WIDTHS.get(dtype, 1)
    return len(_values(data[:_SAMPLE], width)) <= _FEW and len(_values(data, width)) <= _FEW


def _values(data: bytes, width: int) -> set[int]:
    """The distinct values, as integers of `width` bytes each."""
    whole = memoryview(data)[: len(data) // width * width]
    if width == 8:  # noqa: PLR2004 - bytes
        return set(whole.cast("Q"))
    if width == 4:  # noqa: PLR2004
        return set(whole.cast("I"))
    return set(whole.cast("H") if width > 1 else whole)


def _numbers(dtype: str, data: bytes, first: int, count: int) -> tuple[float, ...]:
    code, size = _SIZES[dtype]
    part = data[first * size : (first + count) * size]
    return struct.unpack(f"<{len(part) // size}{code}", part[: len(part) // size * size])


def _is_progression(head: tuple[float, ...]) -> bool:
    """Whether it is 0, 1, 2 … or has any other constant step."""
    steps = [after - before for before, after in pairwise(head)]
    return len(steps) > _FEW and all(math.isclose(step, steps[0], rel_tol=1e-4) for step in steps)


def _is_fourier(rows: list[tuple[float, ...]]) -> bool:
    """Whether the rows are a window, then the window times cos(2πkn/N)."""
    window, count = rows[0], len(rows[0])
    most = max(abs(value) for value in window)
    if not 0 < most < math.inf:
        return False
    return all(
        abs(value - window[place] * math.cos(2 * math.pi * k * place / count)) < _NEAR * most
        for k, row in enumerate(rows)
        for place, value in enumerate(row)
    )


def _is_sinusoidal(rows: list[tuple[float, ...]]) -> bool:
    """Whether position 0 is all sin 0 and cos 0, and position 1 contains sin 1 and cos 1."""
    first, second = rows[0], rows[1]
    if not all(abs(value) < _NEAR or abs(value - 1) < _NEAR for value in first):
        return False
    return all(any(abs(value - wanted) < _NEAR for value in second) for wanted in (math.sin(1), math.cos(1)))


def _is_filters(dtype: str, data: bytes, columns: int) -> bool:
    """Whether nothing is negative, nearly all is zero, and each row has one run of numbers: mel filters."""
    if not dtype.startswith("F") or len(data) > _LARGEST_FILTERS:
        return False
    values = _numbers(dtype, data, 0, len(data) // _SIZES[dtype][1])
    if any(not value >= 0 for value in values) or sum(value == 0 for value in values) < _SPARSE * len(values):
        return False
    for start in range(0, len(values) - columns + 1, columns):
        row = values[start : start + columns]
        runs = sum(value > 0 and (place == 0 or row[place - 1] == 0) for place, value in enumerate(row))
        if runs > 1:
            return False
    return True
