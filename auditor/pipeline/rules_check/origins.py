"""Checks that the phrases for what a model was made from are well formed and match their cases."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.documents.markdown import Block, BlockKind
from auditor.errors import Problem, RuleError
from auditor.knowledge import default_knowledge
from auditor.knowledge.origin_tables import LANGUAGES
from auditor.lineage.prose.marked import marked
from auditor.lineage.prose.names import names_in
from auditor.pipeline.rules_check.patterns import class_problems, misread, pattern_flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge.origin_files import OriginFile, OriginFiles
    from auditor.knowledge.toml_file import TomlFile
    from auditor.phrases import Words

_OWN = (("fieldfare", "coder"), ("yew",))
"""The names of the model in the cases."""
_CASES = 2


def problems(files: OriginFiles) -> Iterator[list[Problem]]:
    """The problems of each phrase and label, language by language."""
    try:
        _ = files.name_table
    except RuleError as error:
        yield list(error.problems)
    for path in sorted(files.root.glob("origins/*.toml")):
        if path.stem not in (*LANGUAGES, "names"):
            says = f"is never read: the languages are {', '.join(LANGUAGES)}"
            yield [Problem(f"origins/{path.name}", 0, "", says)]
    for language in LANGUAGES:
        yield from _of_a_language(files.file(language))


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The words of a case, with the names of models marked."""
    block = Block(BlockKind.PARAGRAPH, text.replace("`", ""), 1, 1)
    own = frozenset("".join(name) for name in _OWN)
    return marked(block.text, names_in(block, default_knowledge(), own), _OWN).words


def _of_a_language(file: TomlFile[OriginFile]) -> Iterator[list[Problem]]:
    if file.noun is None:
        yield list(file.problems)
        return
    classes = file.noun.words
    if wrong := class_problems(file, classes):
        yield wrong
        return
    for kind, rows in (("phrase", file.noun.phrase), ("label", file.noun.label)):
        for number, row in enumerate(rows):
            says = (
                [] if (len(row.hits), len(row.misses)) == (_CASES, _CASES) else ["two hits and two misses are needed"]
            )
            if flaw := pattern_flaw(row.pattern, classes):
                says.append(flaw)
            else:
                says += misread(row.pattern, classes, row.hits, row.misses, words_of)
            yield [file.problem((kind, number), flaw) for flaw in says]
