"""The repositories that the tests ask about; populate() puts them on a Hub.

Those of real publishers are reconstructions from public facts, as the examples are: no file of theirs was copied.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support import lineages, models
from support.hub.corners import corners
from support.hub.objects import Content, Lfs
from support.hub.weights import ATTRIBUTES, plain, shard, shards, single

if TYPE_CHECKING:
    from support.hub.hub import Hub

Files = dict[str, Content]

EXAMPLES = {
    "01-rakuten-ai-3.0-as-released": "Rakuten/RakutenAI-3.0-as-released",
    "02-rakuten-ai-3.0-with-notice": "Rakuten/RakutenAI-3.0-with-notice",
    "03-finetune-with-its-notices": "harbor/Harbor-R1-Legal",
    "04-llama-relicensed-as-apache": "coolchat/CoolChat-8B",
    "05-not-deepseek": "tern/Tern-K2-Support",
}
CHAIN = (
    "community/RakutenAI-3.0-gguf",
    "Rakuten/RakutenAI-3.0",
    "deepseek-ai/DeepSeek-V3-0324",
    "deepseek-ai/DeepSeek-V3-Base",
)
HISTORY = "Rakuten/RakutenAI-3.0-history"
"""No base is declared, as in the examples 01 and 02."""
DECLARED_HISTORY = "Rakuten/RakutenAI-3.0-declared-history"
RELEASED, NOTICED = "2026-03-17T01:00:00Z", "2026-03-18T09:00:00Z"
DELETED, RESTORED = "2026-03-25T10:00:00Z", "2026-04-02T08:00:00Z"
MERGE, MERGED = "blend/Trio-7B", ("acme/Alpha-7B", "acme/Beta-7B", "acme/Gamma-7B")
ADAPTER = "acme/Alpha-7B-lora"
COPY = "mirror/Omega-7B"
"""The very weights of acme/Alpha-7B, and nothing that says so."""
DEEPSEEK = "Copyright (c) 2023 DeepSeek"


def populate(hub: Hub) -> None:
    """Every repository; `hub.token("reader")` reads the gated and private ones, `hub.token("other")` does not."""
    examples(hub)
    publishers(hub)
    chain(hub)
    timeline(hub, HISTORY, "license: apache-2.0")
    timeline(hub, DECLARED_HISTORY, "license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-V3-0324")
    merges(hub)
    corners(hub)
    closed = [repo.id for repo in hub.every("model") if repo.about.gated or repo.about.private]
    hub.token("reader", access=closed)
    hub.token("other")


def examples(hub: Hub) -> None:
    """Each example's directory, file for file."""
    for folder, name in EXAMPLES.items():
        root = models.ROOT / "examples" / folder / "repo"
        files: Files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        hub.repo(name).commit(files, when="2026-03-17T01:00:00Z")


def publishers(hub: Hub) -> None:
    """The bases that the examples declare."""
    released = {
        "README.md": models.card("license: mit"),
        "LICENSE": models.mit(DEEPSEEK),
        "config.json": models.config("deepseek-v3", "deepseek-ai/DeepSeek-R1"),
        **shards(163, "R1"),
    }
    hub.repo("deepseek-ai/DeepSeek-R1").commit(released, when="2025-01-20T03:00:00Z")
    llama = {
        "README.md": models.card("license: llama3.1\nlicense_link: LICENSE"),
        "LICENSE": models.license_text("llama-3.1-license-2024"),
        "config.json": (models.ROOT / "examples/04-llama-relicensed-as-apache/repo/config.json").read_text("utf-8"),
        **single("Llama"),
    }
    hub.repo("meta-llama/Llama-3.1-8B", gated="manual").commit(llama, when="2024-07-23T15:00:00Z")
    kimi = models.ROOT / "examples/05-not-deepseek/repo"
    released = {
        "README.md": models.card("license: other\nlicense_name: modified-mit"),
        "LICENSE": (kimi / "LICENSE").read_text("utf-8"),
        "config.json": (kimi / "config.json").read_text("utf-8"),
        **shards(61, "Kimi"),
    }
    hub.repo("moonshotai/Kimi-K2-Instruct").commit(released, when="2025-07-11T00:00:00Z")


def chain(hub: Hub) -> None:
    """GGUF, the model, the checkpoint, its base: four hops, two licenses."""
    gguf, model, checkpoint, base = CHAIN
    files: Files = {
        "README.md": models.card("license: other\nlicense_name: deepseek\nlicense_link: LICENSE-MODEL"),
        "LICENSE-CODE": models.mit(DEEPSEEK),
        "LICENSE-MODEL": models.license_text("deepseek-la-1.0"),
        "config.json": models.config("deepseek-v3", base),
        **shards(163, base),
    }
    hub.repo(base, created="2024-12-25T00:00:00Z").commit(files, when="2024-12-26T09:00:00Z")
    files = {
        "README.md": models.card(f"license: mit\nbase_model: {base}\nbase_model_relation: finetune"),
        "LICENSE": models.mit(DEEPSEEK),
        "config.json": models.config("deepseek-v3", checkpoint),
        **shards(163, checkpoint),
    }
    hub.repo(checkpoint).commit(files, when="2025-03-24T13:00:00Z")
    made = hub.repo(model)
    made.commit({".gitattributes": ATTRIBUTES}, when="2026-03-17T00:30:00Z", title="initial commit")
    files = {
        "README.md": models.card(f"license: apache-2.0\nbase_model: {checkpoint}\nbase_model_relation: finetune"),
        "LICENSE": models.apache(),
        "config.json": models.config("deepseek-v3", checkpoint),
        **shards(163, model),
    }
    made.commit(files, when=RELEASED)
    made.commit({"NOTICE": notice()}, when=NOTICED, title="Create NOTICE")
    head = lineages.gguf(
        general__architecture="deepseek2",
        general__license="apache-2.0",
        general__base_model__count=1,
        general__base_model__0__repo_url=f"https://huggingface.co/{model}",
    )
    files = {
        "README.md": models.card(f"license: apache-2.0\nbase_model: {model}\nbase_model_relation: quantized"),
        "RakutenAI-3.0-Q4_K_M.gguf": Lfs(404_000_000_000, head),
    }
    hub.repo(gguf).commit(files, when="2026-03-20T18:00:00Z")


def notice() -> str:
    """As the press described it: the text and the line of the upstream."""
    return f"This model contains material of DeepSeek under the following terms.\n\n{models.mit(DEEPSEEK)}"


def timeline(hub: Hub, name: str, head: str) -> None:
    """Released without the text; NOTICE added the next day, deleted, and added again; v1.0 is the release."""
    root = models.ROOT / "examples" / "02-rakuten-ai-3.0-with-notice" / "repo"
    text = (root / "NOTICE").read_text("utf-8")
    repo = hub.repo(name)
    repo.commit({".gitattributes": ATTRIBUTES}, when="2026-03-17T00:30:00Z", title="initial commit")
    files: Files = {
        "README.md": models.card(head, "Developed by leveraging the best from the open-source community."),
        "config.json": (root / "config.json").read_text("utf-8"),
        **shards(3, name),
    }
    repo.tag("v1.0", repo.commit(files, when=RELEASED))
    repo.commit({"README.md": models.card(head, "A model.")}, when="2026-03-17T12:00:00Z", title="Update README.md")
    repo.commit({"NOTICE": text}, when=NOTICED, title="Create NOTICE")
    repo.commit({"NOTICE": None}, when=DELETED, title="Delete NOTICE")
    repo.commit({"NOTICE": text}, when=RESTORED, title="Restore NOTICE")
    repo.branch("dev", repo.head)


def merges(hub: Hub) -> None:
    """Three parents under three licenses, their merge, and an adapter over one of them."""
    texts = {
        "mit": models.mit("Copyright (c) 2024 Acme"),
        "apache-2.0": models.apache(),
        "cc-by-nc-4.0": models.license_text("cc-by-nc-4.0"),
    }
    for name, (key, text) in zip(MERGED, texts.items(), strict=True):
        files: Files = {"README.md": models.card(f"license: {key}"), "LICENSE": text, **plain(), **single(name)}
        hub.repo(name).commit(files, when="2025-02-01T00:00:00Z")
    listed = "\n".join(f"- {name}" for name in MERGED)
    recipe = "\n".join(f"  - model: {name}\n    parameters:\n      weight: 0.33" for name in MERGED)
    files = {
        "README.md": models.card(
            f"license: apache-2.0\nbase_model:\n{listed}\nbase_model_relation: merge\ntags:\n- merge"
        ),
        "mergekit_config.yml": f"merge_method: linear\nmodels:\n{recipe}\ndtype: bfloat16\n",
        "LICENSE": models.apache(),
        **plain(),
        **single(MERGE),
    }
    hub.repo(MERGE).commit(files, when="2025-05-01T00:00:00Z")
    adapter = {"base_model_name_or_path": MERGED[0], "peft_type": "LORA", "r": 8, "task_type": "CAUSAL_LM"}
    files = {
        "README.md": models.card(f"license: mit\nbase_model: {MERGED[0]}\nlibrary_name: peft"),
        "LICENSE": models.mit("Copyright (c) 2024 Acme"),
        "adapter_config.json": json.dumps(adapter),
        "adapter_model.safetensors": shard(40_000_000, ADAPTER),
    }
    hub.repo(ADAPTER).commit(files, when="2025-06-01T00:00:00Z")
    copied = {"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache(), **single(MERGED[0])}
    hub.repo(COPY).commit({**copied, **plain()}, when="2025-07-01T00:00:00Z")
