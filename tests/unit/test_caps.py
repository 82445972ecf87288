"""Every cap on what is read is of the one helper, raises, or is shown here to cut nothing of weight."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[2] / "auditor"
_ROOMS = ("documents", "identify", "lineage", "sources")
_CAP = re.compile(r"_?(?:MOST|LONGEST|LARGEST|DEEPEST|CAP|MAX|HEADINGS)(?:_[A-Z_]+)?|[A-Z_]+_(?:MOST|LINES)")
_HELPERS = frozenset(
    # of Cuts, and what makes an Unread or an Unreadable
    {
        "first",
        "full",
        "note",
        "cut_off",
        "too_long",
        "too_large",
        "malformed",
        "miss",
        "Unread",
        "unknown",
        "_leave_out",
    }
    | {"_fail", "_refuse", "doubting", "refuse"}
)

_SHOWN = {
    "documents/flatten.py": "the caller tells what was dropped; lists of numbers name nobody",
    "documents/forms/common.py": "each reader tells of a longer text by too_long",
    "documents/forms/coreml.py:_LONGEST_KEY": "a key of a longer name is none that is read",
    "documents/formats.py": "of source code the head alone is read, for its copyright lines, as design section 2 says",
    "documents/gguf.py:_MOST_KNOWN": "what is remembered to save work",
    "documents/json_fields.py": "lines of keys for the reader, and the words of an error",
    "documents/markdown": "the page says `cut`, and whoever reads it tells",
    "documents/modelfile.py:_LONGEST_VALUE": "a longer value is no id, and a cut one shows that it is",
    "documents/models": "how a target is divided; the readers read the same files, and tell",
    "documents/names.py": "a longer name is no file system's",
    "documents/naming.py": "a name for the reader, which grants nothing",
    "documents/onnx.py:_LONGEST_KEY": "a key of a longer name is none that is read",
    "documents/onnx_tensors.py": "tensors are compared, and hold no license",
    "documents/reading.py": "counted by `left_out`, or told beside it",
    "documents/safetensors.py:_LONGEST_KEY": "a key of a longer name is none that is read",
    "documents/safetensors.py:_LARGEST_SIZE": "tensors are compared, and hold no license",
    "documents/safetensors.py:_LONGEST_TEXT": "told by _metadata, which is given the same text",
    "documents/safetensors.py:_LONGEST_TYPE": "a type is shown",
    "documents/safetensors.py:_MOST_DIMENSIONS": "tensors are compared, and hold no license",
    "documents/safetensors.py:_MOST_TYPES": "types are shown",
    "documents/vocabularies.py": "added tokens are compared, and hold no license",
    "identify/copyrights/lines.py": "a copyright line begins its line, and is shorter",
    "identify/copyrights/grammar.py": "a longer name is a sentence, not a holder",
    "identify/match": "how closely texts are compared: what is not explained stays an unknown text",
    "identify/index": "texts of our own",
    "identify/names": "a longer value is no name of a license, and stays unknown",
    "identify/scopes.py": "what is in no section of its own is in the one above, and compared there",
    "identify/normalize": "see test_growth: told by texts.text, which is given the same length",
    "identify/results.py": "excerpts for the reader",
    "identify/scancode": "an answer that is not whole is told as a note",
    "lineage/shape/names.py": "names that agree with a shape, as evidence: the candidates are the same without them",
    "lineage/bytes": "evidence of a comparison, which says how much was compared",
    "lineage/hub_ids.py": "words shown for a parent of which nobody can tell what it is, however long they are",
    "lineage/prose/names.py:_LONGEST": "what is taken for a name; a cut one shows that it is",
    "lineage/prose/names.py:_LONGEST_WORD": "a longer word only looks like no name: ids and known families are heard",
    "lineage/prose/voice.py": "the languages of a text are told by its first hundred thousand letters",
    "lineage/prose/quantizers.py": "a longer name is no title",
    "lineage/prose/subjects.py": "headings that name the model here: fewer of them hear more, not less",
    "sources/above.py": "papers outside the target, which say nothing about it: their names are shown",
    "sources/git": "raises or tells; walk and pack have tests of their own",
    "sources/hub": "listing and session raise or tell; what is fetched ahead is fetched later",
    "sources/siblings.py": "a folder of more than 10,000 models: the parent is then not found, and not read",
    "sources/stores": "a record that is too large is none",
    "sources/walk.py": "told by `miss`",
}
"""Why nothing of weight can stand behind a cap, by module, folder, or module and constant."""


class _Use(NamedTuple):
    module: str
    constant: str
    line: int


def test_every_cap_tells_what_it_cut() -> None:
    silent = [use for use in _uses() if not _shown(use)]
    assert not silent, "\n".join(f"auditor/{use.module}:{use.line} {use.constant}" for use in silent)


def test_every_reason_is_needed() -> None:
    used = {key for use in _uses() for key in _keys(use)}
    assert sorted(set(_SHOWN) - used) == []


def test_a_silent_cap_is_found() -> None:
    source = "_MOST = 5\ndef read(text):\n    return text.split()[:_MOST]\n"
    assert [use.constant for use in _in_module("x.py", source)] == ["_MOST"]
    source = "_MOST = 5\ndef read(text, cuts):\n    return list(cuts.first(text.split(), _MOST, 'words'))\n"
    assert not _in_module("x.py", source)


def _uses() -> list[_Use]:
    return [
        use
        for room in _ROOMS
        for path in sorted((_ROOT / room).rglob("*.py"))
        for use in _in_module(path.relative_to(_ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ]


def _in_module(module: str, source: str) -> list[_Use]:
    """Each cap of a function that neither raises nor calls a helper."""
    collected = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        caps = [
            (node.id, node.lineno)
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and _CAP.fullmatch(node.id) and isinstance(node.ctx, ast.Load)
        ]
        if caps and not _tells(function):
            collected += [_Use(module, name, line) for name, line in caps]
    return collected


def _tells(function: ast.FunctionDef) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Raise):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _HELPERS:
                return True
    return False


def _keys(use: _Use) -> list[str]:
    steps = use.module.split("/")
    return [f"{use.module}:{use.constant}", *("/".join(steps[:end]) for end in range(len(steps), 0, -1))]


def _shown(use: _Use) -> bool:
    return any(key in _SHOWN for key in _keys(use))
