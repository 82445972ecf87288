"""Hub ids in what people and tools write: ids, URLs, leaked paths."""

from __future__ import annotations

import re

from auditor.patterns import regex

HUB_ID = regex(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_HUB_URL = regex(
    r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(?!(?:datasets|spaces|collections|papers|blog|docs)/)"
    rf"({HUB_ID.pattern})",
    re.ASCII,
)
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
"""First steps of a relative path that look like an organisation and are none."""


def hub_id(text: str) -> str | None:
    """The Hub id in an id, an id with @revision, or a Hub URL; None for anything else."""
    text = text.strip().rstrip("/")
    address = _HUB_URL.match(text)
    if address:
        return address.group(1).removesuffix(".git")
    text = text.removeprefix("hf://").removeprefix("hf:").split("@", 1)[0]
    return text if HUB_ID.fullmatch(text) else None


def is_of_terms(words: str, address: str) -> bool:
    """Whether a link leads to the license of a model and says so: it names the terms, not the model."""
    shown = words.partition("](")[0]
    return re.search("(?i)licen[sc]e", shown) is not None and _TERMS.search(address) is not None


def leaked_id(value: str) -> str | None:
    """The model a leaked path names: a Hub id, or the last step of a longer path; None for a mere folder."""
    value = value.strip().replace("\\", "/").rstrip("/")
    known = hub_id(value)
    if known and known.split("/", 1)[0].lower() not in _FOLDER_WORDS:
        return known
    return last_step(value)


def last_step(value: str) -> str | None:
    """A model-like last step of a local path ("/ckpts/Llama-3.1-70B-Instruct"), else None."""
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
    """The path or the words themselves, where they name something and nobody can tell what; None where nothing is."""
    value = " ".join(value.split()).replace("\\", "/").rstrip("/")
    return value[:_LONGEST] if any(letter.isalnum() for letter in value) else None
