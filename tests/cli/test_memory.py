"""How much memory an audit takes where a file has a million entries."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import models
from support.command import environment

_PROGRAM = """
import sys
from auditor.__main__ import main
try:
    main()
finally:
    sys.stdout.flush()
    print(open("/proc/self/status").read())
"""
_TOKENS = 1_000_000


def _megabytes(target: Path) -> float:
    """The most that was resident at once."""
    command = [sys.executable, "-c", _PROGRAM, "audit", str(target), "--no-scancode"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    peak = re.search(r"VmHWM:\s+(\d+) kB", ran.stdout)
    assert peak, ran.stderr
    return int(peak.group(1)) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_tokenizer_of_a_million_tokens_and_a_header_of_a_hundred_thousand_tensors(tmp_path: Path) -> None:
    tensor = {"dtype": "BF16", "shape": [8, 8], "data_offsets": [0, 0]}
    header = json.dumps({f"model.layers.{at}.a.weight": tensor for at in range(100_000)}).encode()
    (tmp_path / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    (tmp_path / "config.json").write_text(models.config("llama-3-8b", "meta-llama/Llama-3.1-8B"))
    (tmp_path / "README.md").write_text(models.card("license: mit"))
    vocabulary = {f"token{at}": at for at in range(_TOKENS)}
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": {"type": "BPE", "vocab": vocabulary}}))

    assert _megabytes(tmp_path) < 80
