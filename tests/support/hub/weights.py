"""Weights that claim their real size and hold a header and nothing else."""

from __future__ import annotations

import json
import struct
import zlib

from support.hub.objects import Content, Lfs

ATTRIBUTES = "".join(f"*.{suffix} filter=lfs diff=lfs merge=lfs -text\n" for suffix in ("safetensors", "gguf", "bin"))


def shard(size: int, of: str, tensors: int = 2, width: int = 4096, dtype: str = "BF16") -> Lfs:
    """A safetensors file of about that many bytes, unlike that of any other model: matrices, one behind the other."""
    rows = max(1, size // (tensors * width * 2))
    each = rows * width * 2
    header: dict[str, object] = {"__metadata__": {"format": "pt", "seed": str(zlib.crc32(of.encode()))}}
    for number in range(tensors):
        place = [number * each, (number + 1) * each]
        header[f"model.layers.{number}.mlp.weight"] = {"dtype": dtype, "shape": [rows, width], "data_offsets": place}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    head = struct.pack("<Q", len(text)) + text
    return Lfs(len(head) + tensors * each, head)


def shards(count: int, of: str, each: int = 4_300_000_000) -> dict[str, Content]:
    """That many shards, no two alike, and their index."""
    names = [f"model-{n:05}-of-{count:05}.safetensors" for n in range(1, count + 1)]
    files: dict[str, Content] = {name: shard(each, of=f"{of}/{name}") for name in names}
    index = {
        "metadata": {"total_size": each * count},
        "weight_map": {f"layer.{n}": shard for n, shard in enumerate(names)},
    }
    return {**files, "model.safetensors.index.json": json.dumps(index)}


def single(of: str, size: int = 13_000_000_000) -> dict[str, Content]:
    return {"model.safetensors": shard(size, of)}


def plain() -> dict[str, Content]:
    """A configuration that is no known release's."""
    fields = {"architectures": ["AcmeForCausalLM"], "model_type": "acme", "hidden_size": 1111, "vocab_size": 33333}
    return {"config.json": json.dumps(fields)}
