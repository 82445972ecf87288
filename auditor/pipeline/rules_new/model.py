"""`auditor rules new model`: a model's file with the shape from its config.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from auditor import documents
from auditor.errors import RuleError
from auditor.lineage.shape.signature import shape_of
from auditor.model import DocumentKind
from auditor.patterns import regex
from auditor.pipeline.rules_check.models import DIMENSIONS
from auditor.pipeline.rules_new import New
from auditor.sources.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from auditor.knowledge import Knowledge
    from auditor.model import Family, Scalar

_REPO = regex(r"[\w.-]+/[\w.-]+")
_OF_THE_SHAPE = (
    *DIMENSIONS,
    "num_experts_per_tok",
    "moe_intermediate_size",
    "n_shared_experts",
    "first_k_dense_replace",
    "head_dim",
    "q_lora_rank",
    "kv_lora_rank",
    "qk_rope_head_dim",
    "qk_nope_head_dim",
    "v_head_dim",
    "decoder_layers",
    "num_mel_bins",
)
_OF_A_RELEASE = ("model_type", "architectures", "max_position_embeddings", "rope_theta")
_LARGEST = 2_000_000
"""Bytes of a config.json."""
_LEAST = 5
"""Least keys of a shape that is compared."""

_RELEASE = """\
[[release]]
repo = "{repo}"
# the SPDX expression of the weights' license at that release; leave it out if unknown
license = ""
grade = "seen"
# where the license was read, and when the release was published: YYYY-MM or YYYY-MM-DD
source = ""
date = ""
"""


def model_file(repo: str, config: Path, knowledge: Knowledge) -> New:
    """The file of a release, in its publisher's folder; raises `RuleError`, also if another has its shape already."""
    if not _REPO.fullmatch(repo):
        raise RuleError(f"{repo!r} is not publisher/name", tip="Name the repository as the Hub does: acme/Tern-7B.")
    values = _values(config)
    shape = {key: values[key] for key in _OF_THE_SHAPE if values.get(key) is not None}
    if len(shape) < _LEAST:
        tip = f"A shape has {_LEAST} of these or more: {', '.join(_OF_THE_SHAPE[:7])}, …"
        raise RuleError(f"{config}: too few numbers to recognize a model: {', '.join(shape) or 'none'}", tip=tip)
    publisher, _, name = repo.partition("/")
    twins = [family for family in knowledge.families if _same(family, shape)]
    for family in twins:
        if family.publisher.lower() == publisher.lower():
            tip = f"Add to that file:\n{_RELEASE.format(repo=repo)}"
            raise RuleError(f"models/{family.publisher}/{family.key}.toml has exactly this shape", tip=tip)
    key = name.lower()
    if any(family.key == key for family in knowledge.families):
        raise RuleError(f"a file {key}.toml of models/ exists already", tip="Give the new one another name.")
    collides = ", ".join(_quoted(family.publisher) for family in twins)
    written = "\n".join(
        (
            "#:schema ../../schema/model.json",
            f"name = {_quoted(name.replace('-', ' '))}",
            f"publisher = {_quoted(publisher)}",
            *([f"collides = [{collides}]"] if twins else []),
            *(
                [f"model_types = [{_quoted(values['model_type'])}]"]
                if isinstance(values.get("model_type"), str)
                else []
            ),
            "",
            "[shape]",
            *(f"{key} = {_quoted(value)}" for key, value in shape.items()),
            "",
            _RELEASE.format(repo=repo),
            "[release.config]",
            *(f"{_key(key)} = {_quoted(value)}" for key, value in _discriminators(values).items()),
            "",
        )
    )
    also = [
        f"Name {publisher} in `collides` of models/{family.publisher}/{family.key}.toml too: it has this shape."
        for family in twins
    ]
    todo = f'Fill in license, source and date of models/{publisher}/{key}.toml, then run "auditor rules check".'
    return New(made={f"models/{publisher}/{key}.toml": written.encode()}, changed={}, next=(todo, *also))


def _values(path: Path) -> dict[str, Scalar]:
    """The configuration under the keys of the release table."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}", tip="Name a config.json.") from error
    repository = documents.read(MemorySource({"config.json": data}), name=None)
    configs = repository.of_kind(DocumentKind.CONFIG)
    if len(data) > _LARGEST or not configs or not configs[0].fields:
        raise RuleError(f"{path}: is not a configuration", tip="Name the config.json of the model.")
    return dict(shape_of(configs[0]))


def _same(family: Family, shape: Mapping[str, Scalar]) -> bool:
    return all((family.shape.get(key) or None) == (shape.get(key) or None) for key in DIMENSIONS)


def _discriminators(values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    return {key: values[key] for key in _OF_A_RELEASE if values.get(key) is not None}


def _key(key: str) -> str:
    return f'"{key}"' if "." in key else key


def _quoted(value: Scalar) -> str:
    """A TOML value; its strings are written as in JSON."""
    return json.dumps(value, ensure_ascii=False)
