"""Twice the input takes about twice the time, in every text stage and every parser, whatever stands there.

Here at sizes that take milliseconds; `make corpus` measures all of it again at the sizes of real files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.pipeline.models import divide
from auditor.sources.memory import MemorySource
from support import growth

if TYPE_CHECKING:
    from collections.abc import Callable

_STEEPEST = 1.3
_LEAST = 0.001
"""Seconds of processor time that a measurement begins with; less is noise."""
_LARGEST = 12_000


def test_there_are_eighty_generators() -> None:
    assert len(growth.TEXTS) + len(growth.PARSERS) >= 80


@pytest.mark.parametrize("stage", growth.STAGES)
def test_a_text_stage_is_linear(stage: str) -> None:
    steep = {}
    for piece in growth.TEXTS:
        measured = growth.steepest(growth.text_work(stage, piece), limit=_STEEPEST, least=_LEAST, largest=_LARGEST)
        if measured.exponent >= _STEEPEST:
            steep[piece] = measured
    assert not steep


@pytest.mark.parametrize("parser", growth.PARSERS)
def test_a_parser_is_linear(parser: str) -> None:
    measured = growth.steepest(growth.file_work(parser), limit=_STEEPEST, least=_LEAST, largest=8 * _LARGEST)
    assert measured.exponent < _STEEPEST, measured


_MODELS = {
    "folders": (
        "{}/config.json",
        "{}/README.md",
        "{}/LICENSE",
        "{}/model.safetensors.index.json",
        "{}/model.safetensors",
    ),
    "files": ("{}.gguf", "{}.md"),
    "adapters": ("{}/adapter_config.json", "{}/README.md", "{}/checkpoint-1/adapter_model.safetensors"),
    "pipelines": (
        "{}/model_index.json",
        "{}/unet/config.json",
        "{}/unet/model.safetensors",
        "{}/vae/model.safetensors",
    ),
    "packages": ("packages/{}/package.json", "packages/{}/LICENSE", "packages/{}/assets/model.onnx"),
    "samples": ("{}/pyproject.toml", "{}/tests/m/config.json", "{}/tests/m/model.safetensors"),
    "cache": ("models--o--{}/refs/main", "models--o--{}/snapshots/a/config.json", "models--o--{}/snapshots/a/m.gguf"),
}
"""The files of one of many models of a target."""


@pytest.mark.parametrize("layout", _MODELS)
def test_a_target_of_many_models_is_divided_in_linear_time(layout: str) -> None:
    def work(size: int) -> Callable[[], object]:
        paths = ["README.md", "LICENSE"]
        paths += [path.format(f"m{number}") for number in range(size) for path in _MODELS[layout]]
        source = MemorySource(dict.fromkeys(paths, b""))
        return lambda: divide(source)

    measured = growth.steepest(work, limit=_STEEPEST, least=0.01, largest=1_000)
    assert measured.exponent < _STEEPEST, measured


def test_what_is_quadratic_is_found() -> None:
    def work(size: int):  # type: ignore[no-untyped-def] # noqa: ANN202 - any work
        return lambda: sum(1 for a in range(size // 20) for b in range(size // 20) if a == b)

    assert growth.steepest(work, limit=_STEEPEST, least=_LEAST, largest=_LARGEST).exponent > 1.6
