"""What the small files of a target show about its models: shapes, members of pipelines, origins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.documents import front_matter
from auditor.documents.content import Unreadable
from auditor.documents.decode import decode
from auditor.documents.models import headers, names
from auditor.documents.weights import base_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model.budget import Budget

LARGEST = 256 * 1024
"""Bytes read of a file: the beginning of a card; a JSON file is read whole or not at all."""

_OF_A_MODEL = frozenset(
    """
    architectures model_type _class_name _name_or_path auto_map peft_type base_model_name_or_path hidden_size d_model
    dim n_layers n_layer num_layers num_hidden_layers vocab_size torch_dtype quantization_config quantization lora
    adapter_path model model_name transformers_version
    """.split()  # noqa: SIM905 - twenty quoted words would hide the words
)
_OF_A_CARD = frozenset({"license", "license_name", "base_model", "library_name", "pipeline_tag", "model-index"})
_OF_A_DATA_SET = frozenset({"task_categories", "dataset_info", "size_categories", "annotations_creators", "sdk"})
_VOLATILE = ("model_type", "hidden_size", "num_hidden_layers", "n_layers", "dim", "vocab_size")


class Contents:
    """The small files of a target, each read once, on demand."""

    def __init__(
        self,
        read: Callable[[str], bytes | None] | None = None,
        *,
        peeks: bool = True,
        budget: Budget | None = None,
    ) -> None:
        """`read` returns the beginning of a file, None if it cannot; without it only names are known.

        `peeks` means that reads cost nothing, so that weights are read too. `budget` is the time for the cut.
        """
        self._budget = budget
        self._read = read
        self._peeks = peeks and read is not None
        self._kinds: dict[str, dict[str, str]] = {}
        self._json: dict[str, dict[str, Any] | None] = {}
        self._card: dict[str, dict[str, tuple[str, ...]] | None] = {}

    def check(self) -> None:
        """Raise `OutOfTimeError` if the cut has no time left."""
        if self._budget is not None:
            self._budget.check()

    @property
    def known(self) -> bool:
        """Whether files can be read."""
        return self._read is not None

    def json(self, path: str) -> dict[str, Any]:
        """The object in a JSON file; empty if it has none or is not read."""
        if path not in self._json:
            self._json[path] = self._object(path)
        return self._json[path] or {}

    def front_matter(self, path: str) -> dict[str, tuple[str, ...]] | None:
        """The texts of a card's front matter by key; None if it has none or is not read."""
        if path not in self._card:
            self._card[path] = self._matter(path)
        return self._card[path]

    def is_hub_card(self, path: str) -> bool:
        """Whether a card's front matter is that of a model on the Hub, not of a data set or a website's page."""
        keys = (self.front_matter(path) or {}).keys()
        return not _OF_A_CARD.isdisjoint(keys) and _OF_A_DATA_SET.isdisjoint(keys)

    def bytes(self, path: str) -> bytes:
        """The beginning of a file; empty if it is not read."""
        return (self._read(path) if self._read is not None else None) or b""

    def kind(self, path: str) -> dict[str, str]:
        """The model's properties in the header of a file of weights; empty if nothing is read."""
        if path not in self._kinds:
            looked_into = self._peeks and path.lower().endswith((".gguf", ".safetensors"))
            self._kinds[path] = headers.kind_of(path, self.bytes(path)) if looked_into else {}
        return self._kinds[path]

    def may_be_weights(self, path: str) -> bool:
        """Whether a file with an ambiguous ending may contain weights; if it cannot be read: yes."""
        if not self._peeks or headers.may_be_weights(self.bytes(path)):
            return True
        return names.is_voice(path) and headers.is_numbers(self.bytes(path))

    def lists_weights(self, path: str) -> bool:
        """Whether a JSON file describes tensors of weights, as for TensorFlow.js; from its name alone: yes."""
        return not self.known or not {"weightsManifest", "modelTopology"}.isdisjoint(self.json(path))

    def is_model_config(self, path: str) -> bool:
        """Whether a configuration describes a model; from its name alone: yes."""
        return self._read is None or path.rpartition("/")[2] != "config.json" or self.describes_model(path)

    def describes_model(self, path: str) -> bool:
        """Whether a JSON file has a key that only the configuration of a model has."""
        return not _OF_A_MODEL.isdisjoint(self.json(path))

    def members(self, folder: str, names: frozenset[str]) -> frozenset[str] | None:
        """The subfolders that a pipeline's index in a folder names; None if it is not read."""
        index = _joined(folder, "model_index.json")
        if "model_index.json" in names and self.json(index):
            return frozenset(key for key, value in self.json(index).items() if isinstance(value, list))
        modules = self._list(_joined(folder, "modules.json")) if "modules.json" in names else None
        if modules is not None:
            return frozenset(str(row.get("path", "")) for row in modules if isinstance(row, dict))
        return None

    def disagree(self, first: str, other: str) -> bool:
        """Whether two configurations describe models of different kind or width, as far as they are read."""
        mine, theirs = _flat(self.json(first)), _flat(self.json(other))
        return any(mine[key] != theirs[key] for key in _VOLATILE if mine.get(key) and theirs.get(key))

    def base(self, path: str) -> str:
        """The base that an adapter's configuration names; "" if none is read."""
        config = self.json(path)
        value = config.get(base_key(config))
        return value.strip() if isinstance(value, str) else ""

    def bases(self, card: str) -> frozenset[str]:
        """The bases that a card declares, in lower case; none without a card."""
        matter = (self.front_matter(card) if card else None) or {}
        return frozenset(
            value.lower()
            for key, values in matter.items()
            if key == "base_model" or key.startswith("base_model.")
            for value in values
        )

    def weight_map(self, path: str) -> frozenset[str]:
        """The files that an index of shards names."""
        rows = self.json(path).get("weight_map")
        return frozenset(str(value) for value in rows.values()) if isinstance(rows, dict) else frozenset()

    def _matter(self, path: str) -> dict[str, tuple[str, ...]] | None:
        try:
            text = decode(self.bytes(path)) if self._read is not None else ""
        except Unreadable:
            return None
        if not text.startswith("---"):
            return None
        fields = front_matter.read(text).fields
        texts: dict[str, tuple[str, ...]] = {}
        for field in fields:
            values = field.value if isinstance(field.value, tuple) else (field.value,)
            texts[field.key] = tuple(str(value).strip() for value in values if str(value or "").strip())
        return texts or None

    def _object(self, path: str) -> dict[str, Any] | None:
        value = self._value(path)
        return value if isinstance(value, dict) else None

    def _list(self, path: str) -> list[Any] | None:
        value = self._value(path)
        return value if isinstance(value, list) else None

    def _value(self, path: str) -> Any:  # noqa: ANN401 - whatever the file contains
        data = self.bytes(path)
        if not data or len(data) > LARGEST:
            return None
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            return None


def _flat(config: dict[str, Any]) -> dict[str, Any]:
    inner = config.get("text_config")
    return {**(inner if isinstance(inner, dict) else {}), **config}


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
