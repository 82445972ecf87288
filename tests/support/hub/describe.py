"""What the Hub says of a repository at a revision: the fields of its info, and rows of its tree."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from math import prod
from typing import Any, ClassVar

import yaml

from support.hub.objects import Entry
from support.hub.repository import Commit, Repo, iso

Json = dict[str, Any]

_COMMON = (
    *("author", "cardData", "createdAt", "disabled", "downloads", "downloadsAllTime", "gated", "lastModified", "likes"),
    *("private", "resourceGroup", "sha", "siblings", "tags", "trendingScore", "usedStorage"),
)
EXPANDS = {
    "model": {
        *(*_COMMON, "baseModels", "childrenModelCount", "config", "evalResults", "gguf", "inference"),
        *("inferenceProviderMapping", "library_name", "mask_token", "model-index", "pipeline_tag", "safetensors"),
        *("spaces", "transformersInfo", "widgetData", "xetEnabled"),
    },
    "dataset": {*_COMMON, "citation", "description", "paperswithcode_id", "mainSize", "xetEnabled"},
}
_ALWAYS = ("_id", "id")
_CONFIG = ("architectures", "model_type", "auto_map", "quantization_config")
_NUMBERS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}


def info(repo: Repo, commit: Commit | None, expand: list[str], blobs: bool, find: Callable[[str], Repo | None]) -> Json:
    """The info: what is expanded, or all that is told unasked."""
    files = commit.files if commit else {}
    about = repo.about
    card = _card(files)
    first = repo.log(commit.sha)[-1].date if commit else "2026-01-01T00:00:00Z"
    whole: Json = {
        "_id": repo.key,
        "id": repo.id,
        "author": repo.id.partition("/")[0],
        "sha": commit.sha if commit else None,
        "lastModified": repo.commits[repo.head].date if "main" in repo.branches else first,
        "createdAt": iso(about.created or first),
        "private": about.private,
        "gated": about.gated,
        "disabled": about.disabled,
        "downloads": about.downloads,
        "likes": 0,
        "tags": _tags(repo, files, card),
        "cardData": card or None,
        "siblings": [_sibling(path, file, blobs) for path, file in sorted(files.items())],
        "usedStorage": sum(file.size for file in files.values()),
    }
    if repo.kind == "model":
        whole |= {
            "modelId": repo.id,
            "library_name": about.library_name or card.get("library_name"),
            "pipeline_tag": about.pipeline_tag or card.get("pipeline_tag"),
            "config": _config(files),
            "gguf": _gguf(files),
            "safetensors": _safetensors(files),
            "baseModels": _base_models(files, card, find),
            "spaces": [],
        }
    if expand:
        return {key: whole.get(key) for key in (*_ALWAYS, *expand) if whole.get(key) is not None or key in _ALWAYS}
    return {key: value for key, value in whole.items() if value is not None}


def row(path: str, of: Entry | str, last: Commit | None = None) -> Json:
    """A file or folder of the tree; with its last commit where that is asked for."""
    if isinstance(of, str):
        made: Json = {"type": "directory", "oid": of, "size": 0, "path": path}
    else:
        made = {"type": "file", "oid": of.oid, "size": of.size, "path": path}
        if of.lfs is not None:
            made["lfs"] = {"oid": of.lfs.oid, "size": of.lfs.size, "pointerSize": len(of.lfs.pointer)}
            made["xetHash"] = of.lfs.xet
    if last is not None:
        made["lastCommit"] = {"id": last.sha, "title": last.title, "date": last.date}
        if not isinstance(of, str):
            scan = {"status": "safe", "avScan": {"status": "safe"}, "pickleImportScan": None}
            made["securityFileStatus"] = scan
    return made


class _Loader(yaml.SafeLoader):
    """YAML 1.2, as the Hub reads it: `license: no` is a text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        first: [resolver for resolver in resolvers if first in "tTfF" or not resolver[0].endswith(":bool")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _sibling(path: str, file: Entry, blobs: bool) -> Json:
    made: Json = {"rfilename": path}
    if blobs:
        made |= {"blobId": file.oid, "size": file.size}
        if file.lfs is not None:
            made["lfs"] = {"sha256": file.lfs.oid, "size": file.lfs.size, "pointerSize": len(file.lfs.pointer)}
    return made


def _text(files: Any, path: str) -> str:  # noqa: ANN401 - a mapping of entries
    file = files.get(path)
    if file is None:
        return ""
    data = file.lfs.head if file.lfs else file.data
    return str(data.decode("utf-8", "replace"))


def _card(files: Any) -> Json:  # noqa: ANN401 - a mapping of entries
    text = _text(files, "README.md").removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith("---\n"):
        return {}
    head = text[4:].partition("\n---")[0]
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(head, Loader=_Loader)):
            return {}
        card = yaml.load(head, Loader=_Loader)  # noqa: S506 - a safe loader
        return json.loads(json.dumps(card, default=_plain)) if isinstance(card, dict) else {}
    except (yaml.YAMLError, TypeError, ValueError, RecursionError):
        return {}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _list(value: object) -> list[str]:
    return [str(item) for item in (value if isinstance(value, list) else [value]) if item]


def _relation(files: Any, card: Json, bases: list[str]) -> str:  # noqa: ANN401 - a mapping of entries
    if card.get("base_model_relation"):
        return str(card["base_model_relation"])
    if "adapter_config.json" in files:
        return "adapter"
    if len(bases) > 1:
        return "merge"
    return "quantized" if any(path.endswith(".gguf") for path in files) else "finetune"


def _base_models(files: Any, card: Json, find: Callable[[str], Repo | None]) -> Json | None:  # noqa: ANN401
    bases = _list(card.get("base_model"))
    known = [base for base in map(find, bases) if base is not None]
    if not known:
        return None
    return {
        "relation": _relation(files, card, bases),
        "models": [{"_id": release.key, "id": release.id} for release in known],
    }


def _tags(repo: Repo, files: Any, card: Json) -> list[str]:  # noqa: ANN401 - a mapping of entries
    bases = _list(card.get("base_model"))
    relation = _relation(files, card, bases)
    made = [*repo.about.tags, *filter(None, (card.get("library_name"),)), *_list(card.get("tags"))]
    made += sorted({suffix for suffix in ("safetensors", "gguf", "onnx") for path in files if path.endswith(suffix)})
    made += [f"dataset:{item}" for item in _list(card.get("datasets"))]
    made += [f"base_model:{base}" for base in bases] + [f"base_model:{relation}:{base}" for base in bases]
    made += [f"license:{item}" for item in _list(card.get("license"))]
    return [*dict.fromkeys(map(str, made)), "region:us"]


def _config(files: Any) -> Json | None:  # noqa: ANN401 - a mapping of entries
    made: Json = {}
    for path, keys in (("config.json", _CONFIG), ("adapter_config.json", ("base_model_name_or_path", "task_type"))):
        try:
            read = json.loads(_text(files, path) or "{}")
        except (ValueError, RecursionError):
            continue
        kept = {key: read[key] for key in keys if key in read} if isinstance(read, dict) else {}
        made |= {"peft": kept} if kept and path.startswith("adapter") else kept
    return made or None


def _heads(files: Any, suffix: str) -> Iterator[Entry]:  # noqa: ANN401 - a mapping of entries
    return (file for path, file in sorted(files.items()) if path.endswith(suffix) and file.lfs is not None)


def _safetensors(files: Any) -> Json | None:  # noqa: ANN401 - a mapping of entries
    count: dict[str, int] = {}
    for file in _heads(files, ".safetensors"):
        head = file.lfs.head if file.lfs else b""
        try:
            (size,) = struct.unpack_from("<Q", head)
            tensors = json.loads(head[8 : 8 + size])
            for name, tensor in tensors.items():
                if name != "__metadata__":
                    count[tensor["dtype"]] = count.get(tensor["dtype"], 0) + prod(tensor["shape"])
        except (struct.error, ValueError, KeyError, TypeError, AttributeError):
            continue
    return {"parameters": count, "total": sum(count.values())} if count else None


def _gguf(files: Any) -> Json | None:  # noqa: ANN401 - a mapping of entries
    for file in _heads(files, ".gguf"):
        try:
            keys = dict(_pairs(file.lfs.head if file.lfs else b""))
        except (struct.error, ValueError, KeyError):
            continue
        made = {"total": 0, "architecture": keys.get("general.architecture"), "totalFileSize": file.size}
        return {key: value for key, value in made.items() if value is not None}
    return None


def _pairs(head: bytes) -> Iterable[tuple[str, object]]:
    magic, _, _, count = struct.unpack_from("<4sIQQ", head)
    if magic != b"GGUF":
        raise ValueError("no GGUF")
    at = 24

    def text() -> str:
        nonlocal at
        (size,) = struct.unpack_from("<Q", head, at)
        at += 8 + size
        return head[at - size : at].decode("utf-8", "replace")

    for _ in range(count):
        name = text()
        (kind,) = struct.unpack_from("<I", head, at)
        at += 4
        if kind == 8:
            yield name, text()
        elif kind in _NUMBERS:
            yield name, struct.unpack_from(_NUMBERS[kind], head, at)[0]
            at += struct.calcsize(_NUMBERS[kind])
        else:
            return
