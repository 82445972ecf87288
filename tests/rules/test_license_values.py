"""A value that its code cannot have is named with its line: it would be compared as if there were none."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from auditor.knowledge import default_knowledge, directory, license_values, spelling
from auditor.knowledge.rule_files import PROFILE_NAMES
from auditor.knowledge.toml_file import TomlFile
from auditor.model import Profile

_IDS = {key: key for key in (profile.key for profile in default_knowledge().profiles)}


class Slip(NamedTuple):
    """The first `old` of a license's file becomes `new`."""

    key: str
    old: str
    new: str
    where: str
    says: str


SLIPS = (
    Slip("llama3.1", "value = 700_000_000", 'value = "700 million"', "limit 2, value", "is not the number above which"),
    Slip("llama3.1", "value = 700_000_000\n", "", "limit 2, value", "is not the number above which"),
    Slip("llama3.1", "value = 700_000_000", "value = 0", "limit 2, value", "is not the number above which"),
    Slip("llama3.1", "value = 700_000_000", "value = true", "limit 2, value", "is not the number above which"),
    Slip("llama3.1", 'on = "2024-07-23"', 'on = "2024-07-32"', "limit 2, counting, on", "is no date of the calendar"),
    Slip("llama3.1", 'on = "2024-07-23"', 'on = "2024-07"', "limit 2, counting, on", "is not YYYY-MM-DD"),
    Slip(
        "tencent-hunyuan-large", 'value = ["EU"]', 'value = ["EUX"]', "value 1", "'EUX' is not a region. Did you mean"
    ),
    Slip("tencent-hunyuan-large", 'value = ["EU"]', 'value = ["eu"]', "value 1", "'eu' is not in capitals: EU"),
    Slip("tencent-hunyuan-large", 'value = ["EU"]', "value = []", "value", "is not the list of what is excluded"),
    Slip("tencent-hunyuan-large", 'value = ["EU"]\n', "", "value", "is not the list of what is excluded"),
    Slip("hai-def", "value = [", 'value = ["millitary", ', "value 1", "'millitary'; did you mean military?"),
    Slip("coqui-cpml", 'code = "noncommercial"', 'code = "noncommercial"\nvalue = false', "value", "is no value of"),
    Slip("tencent-hunyuan-large", 'must_carry = ["', 'must_carry = ["sanctions", "', "must_carry 1", "no [[limit]] of"),
    Slip(
        "coqui-cpml", 'values = ["evaluation"]', 'values = ["evaluaton"]', "use 1, values 1", "did you mean evaluation?"
    ),
    Slip("coqui-cpml", 'values = ["evaluation"]', 'values = ["sell"]', "use 1, values 1", "unknown word 'sell'"),
    Slip("coqui-cpml", 'fact = "purpose"', 'fact = "used-in"', "use 1, values 1", "is not a region"),
    Slip("coqui-cpml", 'fact = "purpose"', 'fact = "modify"', "use 1, values", "modify has none: delete the line"),
    Slip("coqui-cpml", 'starts = "notice"\n', "", "cure, starts", "is missing: from when do the days count?"),
    Slip("coqui-cpml", "days = 30", "days = 0", "cure, days", "0 is not a number of days"),
    Slip("mit", 'read = "2026-11"', 'read = "2026-13"', "read", "is no date of the calendar"),
    Slip("mit", 'read = "2026-11"', 'read = "2026-02-30"', "read", "is no date of the calendar"),
    Slip("mit", 'read = "2026-11"', 'read = "11.2026"', "read", "is neither YYYY-MM nor YYYY-MM-DD"),
    Slip("mit", 'finetune = "yes"', 'finetune = "no"', "duty 1, when 3", '[reach] has finetune = "no"'),
    Slip("llama3.1", 'place = "model-name"', 'place = "interface"', "duty 4, place", "is not a place of name-prefix"),
    Slip("llama3.1", 'place = "model-name"\n', "", "duty 4, place", "is missing: model-name"),
    Slip("llama3.1", 'place = "notice-file"', 'place = "public"', "duty 2, place", "is not a place of notice-file"),
    Slip(
        "gemma", 'marks = ["Last modified: February 21, 2024"]', "marks = []", "edition 1, marks", "every text would be"
    ),
    Slip("gemma", 'until = "2024-04-01"', 'until = "2024-04-31"', "edition 1, until", "is no date of the calendar"),
    Slip(
        "bigscience-openrail-m",
        '"fair-ai-public-1.0-sd"',
        '"fair-ai-public-1.0-st"',
        "passes_on 1, license",
        "no file of",
    ),
    Slip(
        "bigscience-openrail-m",
        '"fair-ai-public-1.0-sd"',
        '"bigscience-openrail-m"',
        "passes_on 1",
        "the license itself",
    ),
    Slip("llama3.2", 'applies_to = "multimodal"\n', "", "concerns", "is for a limit with `applies_to`"),
    # how it is written
    Slip("llama3.1", 'words = ["Built with Llama"]', 'words = [""]', "duty 3, words 1", "is empty: write something"),
    Slip("llama3.1", '"Human trafficking, exp', '" ", "Human trafficking, exp', "restrictions 3", "is empty"),
    Slip(
        "mit",
        '["copy", "quantized"',
        '["copy", "copy", "quantized"',
        "duty 1, when 2",
        "'copy' is in this list already",
    ),
    Slip("mit", 'clause = "condition"', 'clause = " "', "duty 1, clause", "begins or ends with a blank"),
    Slip("mit", 'steward = "MIT"', 'steward = "МIT"', "steward", "letters of two alphabets: Cyrillic among Latin"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.key}: {slip.new or slip.old}")
def test_a_value_that_cannot_be_meant_is_named_with_its_line(tmp_path: Path, slip: Slip) -> None:
    text = (directory() / "licenses" / f"{slip.key}.toml").read_text(encoding="utf-8")
    changed = text.replace(slip.old, slip.new, 1)
    assert changed != text
    path = tmp_path / f"{slip.key}.toml"
    path.write_text(changed, encoding="utf-8")
    file = TomlFile(path, Profile, given={"key": slip.key}, names=PROFILE_NAMES)

    assert file.noun is not None, file.problems
    problems = [file.problem(at, says) for at, says in license_values.problems(file.noun, _IDS)]
    problems += spelling.problems(file)

    (named,) = [problem for problem in problems if slip.where in problem.where and slip.says in problem.says]
    line = changed.splitlines()[named.line - 1]
    key = named.where.rpartition(", ")[2].split()[0]
    assert line.startswith((f"{key} = ", "[")) or key in line or slip.new.partition('"')[2].strip('"') in line


def test_no_license_has_a_value_that_cannot_be_meant() -> None:
    wrong = {
        profile.key: problems
        for profile in default_knowledge().profiles
        if (problems := list(license_values.problems(profile, _IDS)))
    }

    assert wrong == {}
