"""Hub ids as people and tools write them: ids, URLs, leaked paths."""

from __future__ import annotations

import re

from auditor.patterns import regex

HUB_ID = regex(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_HOST = r"(?i:(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com))"
"""The Hub, and the mirror whose paths are the Hub's."""
_HUB_URL = regex(
    rf"(?:(?i:https?)://)?{_HOST}/(?!(?:datasets|spaces|collections|papers|blog|docs)/)({HUB_ID.pattern})",
    re.ASCII,
)
_LIBRARY = regex(
    r"(?P<host>[a-z0-9][\w-]{0,60}(?:\.[a-z0-9][\w-]{0,60}){1,4}/)?(?P<namespace>[a-z0-9][\w-]{0,80}/)?"
    r"(?P<name>[a-z][\w.-]{1,80})(?::(?P<tag>[\w.-]{1,80}))?",
    re.ASCII | re.IGNORECASE,
)
_FILE_ENDS = (".gguf", ".bin", ".safetensors", ".ggml", ".pt", ".pth")
_SIZE_TAG = regex(r"(?i)(?:\d+x)?\d+(?:\.\d+)?[bm](?![a-z])(?:-(?:instruct|chat|it|base|text))?")
_TERMS = regex(r"(?i)/(?:blob|raw|resolve)/[^/]+/(?:[^/]+/)*(?:licen[sc]e|notice|copying|terms|use_policy)[^/]*$")
_LONGEST = 120
"""Characters of what is kept of words that name no id."""

# fmt: off
_FOLDER_WORDS = frozenset({
    "output", "outputs", "model", "models", "checkpoint", "checkpoints", "ckpt", "ckpts", "data", "dataset",
    "datasets", "save", "saved", "saves", "saved_models", "result", "results", "run", "runs", "tmp", "temp",
    "exp", "exps", "experiment", "experiments", "train", "training", "weights", "work", "workspace", "home",
    "mnt", "content", "root", "opt", "src", "local", "cache", "scratch", "pretrained", "pretrained_models", "finetuned",
    "merged", "lora", "adapters", "hf", "llm", "llms",
})
# fmt: on
"""First folders of a relative path that look like an organisation but are not."""


def hub_id(text: str) -> str | None:
    """The Hub id in an id, an id with @revision, or a Hub URL; None for anything else."""
    text = text.strip().rstrip("/")
    address = hub_address(text)
    if address:
        return address
    text = text.removeprefix("hf://").removeprefix("hf:").split("@", 1)[0]
    return text if HUB_ID.fullmatch(text) else None


def hub_address(text: str) -> str | None:
    """The Hub id in an address on the Hub, with or without its scheme; None for anything else."""
    address = _HUB_URL.match(text.strip().rstrip("/"))
    return address.group(1).removesuffix(".git") if address else None


def library_name(value: str) -> str | None:
    """The model in a name of Ollama's library, or of a similar registry, as it is named elsewhere.

    "llama3.1:8b-instruct-q4_0" is "llama3.1-8b-instruct"; None for a file or a folder.
    """
    value = value.strip()
    match = None if value.lower().endswith(_FILE_ENDS) else _LIBRARY.fullmatch(value)
    if match is None:
        return None
    name, tag, namespace = match["name"], match["tag"] or "", (match["namespace"] or "").rstrip("/").lower()
    specific = match["host"] or tag or re.search(r"\d", name) or not namespace
    if not specific or not {name.lower(), namespace}.isdisjoint(_FOLDER_WORDS):
        return None
    size = _SIZE_TAG.match(tag)
    return f"{name}-{size[0]}" if size else name


def is_of_terms(words: str, address: str) -> bool:
    """Whether a link leads to the license of a model and says so: it refers to the terms, not the model."""
    shown = words.partition("](")[0]
    return re.search("(?i)licen[sc]e", shown) is not None and _TERMS.search(address) is not None


def leaked_id(value: str) -> str | None:
    """The model that a leaked path names: a Hub id, or the last part of a longer path; None for a mere folder."""
    value = value.strip().replace("\\", "/").rstrip("/")
    known = hub_id(value)
    if known and known.split("/", 1)[0].lower() not in _FOLDER_WORDS:
        return known
    return last_step(value)


def last_step(value: str) -> str | None:
    """The last part of a local path if it looks like a model ("/ckpts/Llama-3.1-70B-Instruct"), otherwise None."""
    steps = [step for step in value.replace("\\", "/").split("/") if step]
    cached = next((step for step in steps if step.startswith("models--")), None)
    if cached:
        return cached.removeprefix("models--").replace("--", "/", 1)
    last = steps[-1] if steps else ""
    speaks = re.fullmatch(r"[A-Za-z][\w.-]{2,95}", last) and re.search(r"\d", last) and "-" in last
    return (
        last if speaks and not re.match(r"(?i)(checkpoint|ckpt|epoch|step|run|exp|iter|version)[-_]?\d", last) else None
    )


def as_written(value: str) -> str | None:
    """The path or the words themselves, if they name something unknown; None if they name nothing."""
    value = " ".join(value.split()).replace("\\", "/").rstrip("/")
    return value[:_LONGEST] if any(letter.isalnum() for letter in value) else None
