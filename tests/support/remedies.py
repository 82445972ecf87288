"""The worked cases of `auditor fix`: a model, what lies beside it, what is answered, and the tree that comes of it."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from auditor.cli.main import main
from auditor.model import Plan
from auditor.report.common.document import parsed
from support import lineages, models, texts
from support.models import ROOT, WEIGHTS, card

Files = dict[str, str | bytes]
EXPECTED = ROOT / "tests" / "data" / "fix"
ON_THE_HUB = "hub-target"
"""The case that is in tests/hub/test_fix.py: what is written anew there, without the text of Apache-2.0."""
DAY = "2026-11-22"
BY = ("--answered-by", "A. Person")
CHANGED = ("--answer", "changes=fine-tuned on support tickets", "--answer", "changed-on=2026-10-01")
_EXAMPLES = ROOT / "examples"


class Case(NamedTuple):
    """A repository as it is before, the parents beside it by id, and what is answered."""

    name: str
    files: Files
    parents: dict[str, Files]
    answers: tuple[str, ...] = ()


class Fixed(NamedTuple):
    """What `auditor fix --write` made of it."""

    tree: dict[str, bytes]
    plan: Plan
    stderr: str
    """stderr."""
    code: int


def kept(key: str) -> bytes:
    """The text of a license that the rules keep."""
    return (texts.VERBATIM / f"{key}.txt").read_bytes()


def _example(number: str) -> Files:
    root = next(_EXAMPLES.glob(f"{number}-*")) / "repo"
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def _model(head: str, body: str = "# Gull 7B\n\nAnswers support tickets.", **files: str | bytes) -> Files:
    """A model with weights and a card, under Apache-2.0 with its text."""
    return {
        "README.md": card(f"license: apache-2.0\n{head}", body),
        "LICENSE": kept("apache-2.0"),
        "config.json": '{"model_type": "gull"}',
        "model.safetensors": WEIGHTS,
        **files,
    }


def _parent(head: str, text: str | bytes, **files: str | bytes) -> Files:
    return {"README.md": card(head), "LICENSE": text, "config.json": "{}", "model.safetensors": WEIGHTS, **files}


def _under(line: str, key: str) -> str:
    return f"{line}\n\n{kept(key).decode()}"


_MIT = _parent("license: mit", kept("mit").replace(b"\n\n", b"\n\nCopyright (c) 2024 Plover Labs\n\n", 1))
_NOTICED = _parent(
    "license: apache-2.0",
    kept("apache-2.0"),
    NOTICE="Tern 7B\nCopyright 2025 Tern Authors\n\nThis product includes data of the Harbor Project.\n",
)
_JAPANESE = (
    "\ufeff---\r\nlicense: apache-2.0   # 自社の分\r\nlanguage: [ 'ja',  en ]\r\ntags:\r\n- chat\r\n---\r\n"
    "# かもめ 7B\r\n\r\n問い合わせに答えるモデルです。\r\n"
)


def cases() -> tuple[Case, ...]:
    """All of them; made when they are asked for, as some take texts of ScanCode."""
    with_llama = _model("base_model: meta-llama/Llama-3.1-8B")
    with_llama["README.md"] = card("license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B", "# Gull 8B")
    del with_llama["LICENSE"]
    merged = (
        "base_model:\n- plover/Plover-7B\n- tern/Tern-7B\n- heron/Heron-7B\nbase_model_relation: merge\ntags:\n- merge"
    )
    adapter = {"base_model_name_or_path": "tern/Tern-7B", "peft_type": "LORA", "r": 8, "task_type": "CAUSAL_LM"}
    return (
        Case("example-01", _example("01"), {}),
        Case(
            "example-01-answered",
            _example("01"),
            {},
            ("--answer", "base=deepseek-ai/DeepSeek-V3-0324", *BY),
        ),
        Case("example-02", _example("02"), {}),
        Case(
            "example-02-answered",
            _example("02"),
            {},
            ("--answer", "base=deepseek-ai/DeepSeek-V3-0324", *BY),
        ),
        Case("example-03", _example("03"), {}),
        Case("example-04", _example("04"), {}),
        Case("llama", with_llama, {}),
        Case("gemma", _model("base_model: google/gemma-2-9b"), {}, (*CHANGED, *BY)),
        Case(
            "qwen",
            _model("base_model: Qwen/Qwen2.5-72B"),
            {"Qwen/Qwen2.5-72B": _parent("license: other\nlicense_name: qwen", models.license_text("qwen-2024"))},
            (*CHANGED, *BY),
        ),
        Case("deepseek", _model("base_model: deepseek-ai/DeepSeek-V3-Base"), {}, (*CHANGED, *BY)),
        Case(
            "openrail-m",
            _model("base_model: heron/Heron-Image"),
            {"heron/Heron-Image": _parent("license: creativeml-openrail-m", kept("creativeml-openrail-m"))},
            (*CHANGED, *BY),
        ),
        Case(
            "cc-by-4.0",
            _model("base_model: heron/Heron-7B"),
            {"heron/Heron-7B": _parent("license: cc-by-4.0", kept("cc-by-4.0"))},
            (*CHANGED, *BY),
        ),
        Case(
            "bsd-3-clause",
            _model("base_model: heron/Heron-7B"),
            {
                "heron/Heron-7B": _parent(
                    "license: bsd-3-clause", _under("Copyright (c) 2024, Heron Group", "bsd-3-clause")
                )
            },
        ),
        Case(
            "merge-of-three",
            _model(merged),
            {
                "plover/Plover-7B": _MIT,
                "tern/Tern-7B": _NOTICED,
                "heron/Heron-7B": _parent("license: cc-by-4.0", kept("cc-by-4.0")),
            },
            ("--answer", "changes=merged with equal weights", "--answer", "changed-on=2026-10-01", *BY),
        ),
        Case(
            "quantized-two-hops-down",
            {
                "README.md": card("license: apache-2.0\nbase_model: tern/Tern-7B-Chat\nbase_model_relation: quantized"),
                "gull.Q4_K_M.gguf": lineages.gguf(general__architecture="llama", general__name="Tern 7B Chat"),
            },
            {
                "tern/Tern-7B-Chat": _parent(
                    "license: apache-2.0\nbase_model: plover/Plover-7B\nbase_model_relation: finetune",
                    kept("apache-2.0"),
                    NOTICE="Tern 7B Chat\nCopyright 2025 Tern Authors\n",
                ),
                "plover/Plover-7B": _MIT,
            },
            ("--answer", "changes=quantized to Q4_K_M with llama.cpp", "--answer", "changed-on=2026-10-01", *BY),
        ),
        Case(
            "adapter",
            {
                "README.md": card("license: mit\nbase_model: tern/Tern-7B\nlibrary_name: peft"),
                "LICENSE": _MIT["LICENSE"],
                "adapter_config.json": json.dumps(adapter),
                "adapter_model.safetensors": WEIGHTS,
            },
            {"tern/Tern-7B": _NOTICED},
        ),
        Case(
            "japanese-crlf-bom",
            {**_model(""), "README.md": _JAPANESE.encode(), "adapter_config.json": '{"peft_type": "LORA"}'},
            {"plover/Plover-7B": _MIT},
            ("--answer", "base=plover/Plover-7B@v1.0", *BY),
        ),
    )


def place(case: Case, folder: Path) -> Path:
    """The model in a folder, with its parents beside it."""
    for name, files in (
        ("model", case.files),
        *((name.replace("/", "--"), files) for name, files in case.parents.items()),
    ):
        for path, data in files.items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder / "model"


def fixed(case: Case, folder: Path) -> Fixed:
    """What the command makes of a case in an empty folder, with the state beside it."""
    model = place(case, folder)
    environment = {"XDG_STATE_HOME": str(folder / "state"), "COLUMNS": "100", "NO_COLOR": "1"}
    arguments = [
        "fix",
        "model",
        "--write",
        "--no-scancode",
        "--as-of",
        DAY,
        "--quiet",
        "--format",
        "json",
        *case.answers,
    ]
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, arguments, color=False, env=environment)
    tree = {str(path.relative_to(model)): path.read_bytes() for path in sorted(model.rglob("*")) if path.is_file()}
    content = parsed(result.stdout)
    del content["format"], content["disclaimer"]
    return Fixed(tree, Plan.from_plain(content), result.stderr, result.exit_code)


def sources(case: Case) -> dict[str, bytes]:
    """The files that a tree may have whole, by what they are called in it."""
    known = {f"rules/texts/verbatim/{path.name}": path.read_bytes() for path in sorted(texts.VERBATIM.glob("*.txt"))}
    for name, files in case.parents.items():
        known |= {
            f"{name}: {path}": data.encode() if isinstance(data, str) else data
            for path, data in files.items()
            if path == "LICENSE"
        }
    return known


def listing(case: Case, tree: dict[str, bytes]) -> str:
    """Each file of a tree: as it was, one of the texts with its sha256, or a file of its own in the data."""
    by_bytes = {data: f"{hashlib.sha256(data).hexdigest()} {where}" for where, data in reversed(sources(case).items())}
    lines = []
    for path, data in sorted(tree.items()):
        before = case.files.get(path)
        unchanged = before is not None and (before.encode() if isinstance(before, str) else before) == data
        lines.append(f"{path}\t{'as before' if unchanged else by_bytes.get(data, 'written')}\n")
    return "".join(lines)


def summary(result: Fixed) -> str:
    """What was written why, and what became of each finding; without the advice, which is the rules' own."""
    plan = result.plan
    lines = []
    for hunk in plan.hunks:
        lines += [f"{hunk.path}:{hunk.line}", f"  why     {hunk.reason}", f"  clause  {hunk.clause}"]
        lines += [f"  source  {hunk.source}", *(f"  cures   {finding}" for finding in hunk.cures)]
    lines += [f"cured   {finding}" for finding in sorted(plan.cured)]
    lines += [f"open    {entry.finding}  {entry.why.value}" for entry in plan.open]
    lines += [f"past    {terms.license} {terms.cure.clause}" for terms in plan.past]
    lines += [f"exit    {plan.exit_code} -> {result.code}"]
    return "".join(f"{line.rstrip()}\n" for line in (*lines, *result.stderr.splitlines()))


def rewrite(folder: Path) -> None:
    """Write what every case comes to; look at the difference before you commit it."""
    for case in cases():
        (folder / case.name).mkdir()
        result = fixed(case, folder / case.name)
        home = EXPECTED / case.name
        for path in sorted(home.rglob("*"), reverse=True) if home.exists() else ():
            path.rmdir() if path.is_dir() else path.unlink()
        home.mkdir(parents=True, exist_ok=True)
        tree = listing(case, result.tree)
        (home / "tree.txt").write_text(tree, encoding="utf-8")
        (home / "plan.txt").write_text(summary(result), encoding="utf-8")
        for line in tree.splitlines():
            path, _, what = line.partition("\t")
            if what == "written":
                (home / "written" / path).parent.mkdir(parents=True, exist_ok=True)
                (home / "written" / path).write_bytes(result.tree[path])


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        rewrite(Path(scratch))
