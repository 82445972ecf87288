"""What `auditor lineage` costs, beside a bare interpreter in the same run: examples, and a graph of 300 parents.

    python benchmarks/lineage.py [--runs N]

Processor seconds (user and system) and wall seconds of whole processes, the least of the runs: other work on the
machine only ever adds. The graph is made of 312 real directories beside each other, each with a card, a config.json,
a LICENSE and a safetensors header; from one of the 300 parents a chain of 12 hops leads up.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from wheel import form

from auditor import documents, sources
from auditor.knowledge import default_knowledge
from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import hits

ROOT = Path(__file__).resolve().parent.parent
AUDITOR = Path(sys.executable).parent / "auditor"

TARGET_EXAMPLE = 1.0
TARGET_GRAPH = 2.0
TARGET_LOOKUP = 0.005
PARENTS, HOPS = 300, 12
_MIT = ROOT / "examples" / "02-rakuten-ai-3.0-with-notice" / "repo" / "NOTICE"
_CONFIG = {
    "architectures": ["MistralForCausalLM"],
    "model_type": "mistral",
    "hidden_size": 4096,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "intermediate_size": 14_336,
    "vocab_size": 32_000,
}


class Cost(NamedTuple):
    """Seconds of one process."""

    cpu: float
    wall: float


def main() -> int:
    """Print one line per target; exit 1 where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs

    with tempfile.TemporaryDirectory() as folder:
        graph = made(Path(folder))
        targets = [(path, TARGET_EXAMPLE) for path in sorted(ROOT.glob("examples/*/repo"))] + [(graph, TARGET_GRAPH)]
        cost([str(AUDITOR), "lineage", str(graph)])
        bare = least([sys.executable, "-c", "pass"], runs)
        print(form())
        print(f"{'target':40} {'cpu':>7} {'wall':>7} {'of a bare python':>17}")
        missed = False
        for path, target in targets:
            ours = least([str(AUDITOR), "lineage", str(path)], runs)
            missed |= ours.wall >= target
            name = path.parent.name if path.name == "repo" else f"{PARENTS} parents, {HOPS} hops"
            print(f"{name:40} {ours.cpu:5.2f} s {ours.wall:5.2f} s {ours.cpu / bare.cpu:15.1f} x")
        lookup = looked_up(graph)
    missed |= lookup >= TARGET_LOOKUP
    print(f"{'signature, over all releases':40} {lookup * 1000:5.2f} ms")
    print(f"\ntargets: {TARGET_EXAMPLE:.0f} s, graph {TARGET_GRAPH:.0f} s, signature {TARGET_LOOKUP * 1000:.0f} ms")
    print("missed" if missed else "met")
    return int(missed)


def cost(command: list[str]) -> Cost:
    """One run; a command that fails stops the benchmark."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} exited {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, wall)


def least(command: list[str], runs: int) -> Cost:
    """The least of both figures over some runs."""
    values = [cost(command) for _ in range(runs)]
    return Cost(min(run.cpu for run in values), min(run.wall for run in values))


def looked_up(graph: Path) -> float:
    """Processor seconds of one lookup of a configuration among all known releases."""
    releases = releases_of(default_knowledge())
    read = documents.read(sources.open_target(str(graph))).documents
    times = []
    for _ in range(20):
        started = time.process_time()
        matches = hits(read, releases)
        times.append(time.process_time() - started)
        if not matches:
            raise SystemExit("the signature was not found")
    return min(times)


def made(folder: Path) -> Path:
    """The directories below `folder`; the one to trace."""
    apache, mit = (ROOT / "LICENSE").read_text(encoding="utf-8"), _mit()
    parents = "".join(f"\n- acme/Parent-{number}" for number in range(PARENTS))
    _model(folder, "Merge", f"license: apache-2.0\nbase_model:{parents}", apache)
    for number in range(PARENTS):
        base = "\nbase_model: acme/Hop-2" if number == 0 else ""
        if number % 2:
            _model(folder, f"Parent-{number}", "license: apache-2.0", apache)
        else:
            _model(folder, f"Parent-{number}", f"license: mit{base}", mit.replace("Acme", f"Acme {number}"))
    for hop in range(2, HOPS + 1):
        base = f"\nbase_model: acme/Hop-{hop + 1}" if hop < HOPS else ""
        _model(folder, f"Hop-{hop}", f"license: mit{base}", mit)
    return folder / "acme" / "Merge"


def _model(folder: Path, name: str, head: str, text: str) -> None:
    place = folder / "acme" / name
    place.mkdir(parents=True)
    header = json.dumps({"weight": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}).encode()
    (place / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(16))
    (place / "config.json").write_text(json.dumps(_CONFIG), encoding="utf-8")
    (place / "README.md").write_text(f"---\n{head}\n---\n# {name}\n\nA model.\n", encoding="utf-8")
    (place / "LICENSE").write_text(text, encoding="utf-8")


def _mit() -> str:
    """The MIT license, with a holder to be replaced."""
    text = _MIT.read_text(encoding="utf-8")
    return "MIT License\n\nCopyright (c) 2024 Acme\n\n" + text[text.index("Permission is hereby") :]


if __name__ == "__main__":
    sys.exit(main())
