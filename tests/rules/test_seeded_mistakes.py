"""Mistakes that people make in files of rules: each is named with its file, its line, its key and what to write."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from auditor.errors import RuleError
from auditor.knowledge import Knowledge
from auditor.knowledge.rule_files import RuleFiles
from auditor.pipeline.rules_check import check
from auditor.spdx.listed import listed
from support import small_rules

MIT, LLAMA, CC = "licenses/mit.toml", "licenses/llama3.1.toml", "licenses/cc-by-sa-4.0.toml"
GPT, LLAMAS, HUB, TOKENIZERS = "models/gpt2.toml", "models/llama-3-8b.toml", "hub-ids.toml", "tokenizers/known.toml"
RULE = "checks/license-text-missing.toml"
NOBODYS = next(spdx_id for spdx_id in listed().ids.values() if not Knowledge().profile(spdx_id))
"""An id of the SPDX list that no profile has."""


class Mistake(NamedTuple):
    """One slip: the first `old` of a file becomes `new`."""

    file: str
    old: str
    new: str
    where: str
    says: str
    further: int = 0
    """Lines from the first that changed to the one that is named."""


MISTAKES = (
    # keys of a license
    Mistake(MIT, "name = ", "nam = ", "nam", "unknown key; did you mean name?"),
    Mistake(MIT, "spdx = ", "spxd = ", "spxd", "unknown key; did you mean spdx?"),
    Mistake(MIT, "kind = ", "kinds = ", "kinds", "unknown key; did you mean kind?"),
    Mistake(MIT, "names_holder = ", "name_holder = ", "name_holder", "unknown key; did you mean names_holder?"),
    Mistake(MIT, "texts = [", "text = [", "text", "unknown key; did you mean texts?"),
    Mistake(MIT, "[[duty]]", "[[duties]]", "duties", "unknown key; did you mean duty?"),
    Mistake(MIT, "[[grant]]", "[[grants]]", "grants", "unknown key; did you mean grant?"),
    Mistake(LLAMA, "[[limit]]", "[[limits]]", "limits", "unknown key; did you mean limit?"),
    Mistake(MIT, "[outbound]", "[outbounds]", "outbounds", "unknown key; did you mean outbound?"),
    Mistake(MIT, "[reach]", "[reaches]", "reaches", "unknown key; did you mean reach?"),
    Mistake(LLAMA, "[termination]", "[terminations]", "terminations", "unknown key; did you mean termination?"),
    Mistake(
        LLAMA, 'unsettled = ["adapter", "hosted"]', 'unsetled = ["adapter"]', "duty 1, unsetled", "mean unsettled?"
    ),
    Mistake(LLAMA, "clause = ", "clasue = ", "grant 1, clasue", "unknown key; did you mean clause?"),
    Mistake(LLAMA, 'words = ["Built', 'word = ["Built', "duty 3, word", "unknown key; did you mean words?"),
    Mistake(LLAMA, 'place = "public"', 'plase = "public"', "duty 3, plase", "unknown key; did you mean place?"),
    Mistake(CC, "allowed = [", "allow = [", "duty 5, allow", "unknown key; did you mean allowed?"),
    Mistake(
        CC, 'condition = "one way', 'conditon = "one way', "duty 5, allowed 2, conditon", "did you mean condition?"
    ),
    # words of a license
    Mistake(MIT, '"permissive"', '"permisive"', "kind", "unknown word 'permisive'; did you mean permissive?"),
    Mistake(MIT, 'grade = "text"', 'grade = "texts"', "grade", "unknown word 'texts'; did you mean text?"),
    Mistake(
        MIT, '"include-license-text"', '"include-licence-text"', "duty 1, code", "did you mean include-license-text?"
    ),
    Mistake(MIT, '"retain-copyright-notices"', '"retain-copyrights"', "duty 2, code", "mean retain-copyright-notices?"),
    Mistake(MIT, '"finetune"', '"fine-tune"', "duty 1, when 3", "unknown word 'fine-tune'; did you mean finetune?"),
    Mistake(MIT, '"commercial-use"', '"comercial-use"', "grant 1, code", "did you mean commercial-use?"),
    Mistake(MIT, 'value = "yes"', 'value = "yess"', "grant 1, value", "unknown word 'yess'; did you mean yes?"),
    Mistake(MIT, '"any-with-notice"', '"any-with-notices"', "outbound, mode", "did you mean any-with-notice?"),
    Mistake(MIT, 'copy = "yes"', 'copies = "yes"', "reach, copies", "unknown key; did you mean copy?"),
    Mistake(MIT, 'distill = "no"', 'distill = "non"', "reach, distill", "unknown word 'non'; did you mean no?"),
    Mistake(LLAMA, '"notice-file"', '"notice-flie"', "duty 2, place", "did you mean notice-file?"),
    Mistake(LLAMA, '"mau-threshold"', '"mau-treshold"', "limit", "did you mean mau-threshold?"),
    Mistake(LLAMA, "on-breach = ", "on-breech = ", "termination, on-breech", "unknown key; did you mean on-breach?"),
    Mistake(
        LLAMA, '"adapter", "hosted"]\nclause', '"adaptor", "hosted"]\nclause', "duty 1, unsettled 1", "mean adapter?"
    ),
    # values
    Mistake(MIT, "names_holder = true", 'names_holder = "yes"', "names_holder", "'yes' is neither true nor false"),
    Mistake(MIT, 'read = "2026-11"', 'read = "November 2026"', "read", "is neither YYYY-MM nor YYYY-MM-DD"),
    Mistake(MIT, '  "11949d8a', '  "11949', "texts 1", "is not a sha256"),
    Mistake(
        MIT, 'when = ["copy", "quantized"', 'when = "copy"  # ["quantized"', "duty 1, when", "write it in [brackets]"
    ),
    Mistake(MIT, 'spdx = "MIT"', 'spdx = "MTI"', "spdx", "'MTI' is no SPDX id, and no LicenseRef-; did you mean"),
    Mistake(MIT, 'spdx = "MIT"', 'spdx = "mit"', "spdx", "is not one id as its list spells it: MIT"),
    Mistake(
        LLAMA, '"llama-3.1-license-2024"', '"lama-3.1-license-2024"', "ids 1", "did you mean llama-3.1-license-2024?"
    ),
    Mistake(
        LLAMA, "LicenseRef-scancode-llama-3.1-l", "LicenseRef-scancode-llama-3.1-k", "spdx", "llama-3.1-license-2024?"
    ),
    Mistake(LLAMA, "LicenseRef-scancode-llama", "LicenceRef-scancode-llama", "spdx", "no SPDX id, and no LicenseRef-"),
    Mistake(CC, 'id = "LAL-1.3"', 'id = "LAL-1.33"', "duty 5, allowed 3, id", "is no SPDX id"),
    Mistake(
        LLAMA, 'unsettled = ["adapter"]\nclause', 'unsettled = ["distill"]\nclause', "unsettled 1", "not among `when`"
    ),
    Mistake(
        MIT, '["copy", "quantized", "finetune", "merge", "adapter"]', "[]", "duty 1, when", "would never be checked"
    ),
    Mistake(LLAMA, "value = 700_000_000", 'value = "700 million"', "limit 2, value", "is not the number above which"),
    Mistake(LLAMA, 'words = ["Built with Llama"]', 'words = [""]', "duty 3, words 1", "is empty: write something"),
    Mistake(MIT, 'steward = "MIT"', 'steward = "МIT"', "steward", "has letters of two alphabets"),
    Mistake(GPT, "hidden_size = 768", 'hidden_size = "768"', "shape, hidden_size", "write the number without quotes"),
    Mistake(LLAMAS, 'date = "2024-04-18"', 'date = "2024-04-31"', "release 1, date", "is no date of the calendar"),
    Mistake(
        LLAMAS, '"meta-llama/Meta-Llama-3-8B"', '"metа-llama/Meta-Llama-3-8B"', "release 1, repo", "publisher/name"
    ),
    Mistake(TOKENIZERS, 'sha256 = "', 'sha256 = "x', "tokenizer 1, sha256", "is not a sha256"),
    # what is missing
    Mistake(MIT, 'kind = "permissive"\n', "", "kind", "is missing", further=-3),
    Mistake(MIT, 'spdx = "MIT"\n', "", "spdx", "is missing", further=-1),
    Mistake(LLAMA, 'clause = "§1.b.i"\nquote = """\\\n', 'quote = """\\\n', "duty 1, clause", "is missing", further=-4),
    Mistake(MIT, 'code = "include-license-text"\n', "", "duty 1, code", "is missing", further=-1),
    Mistake(GPT, 'repo = "openai-community/gpt2"\n', "", "release 1, repo", "is missing", further=-1),
    Mistake(RULE, 'title = "required license', '# title = "required license', "title", "is missing", further=-1),
    Mistake(RULE, 'expect = "breached"\n', "", "case 1, expect", "is missing", further=-2),
    Mistake(HUB, 'id = "apache-2.0"\n', "", "id 1, id", "is missing", further=-1),
    # twice
    Mistake(MIT, 'steward = "MIT"', 'ids = ["Apache-2.0"]', "ids 1", "Apache-2.0 is claimed by apache-2.0.toml too"),
    Mistake(LLAMA, '"llama-3.1-license-2024"', '"MIT"', "ids 1", "MIT is claimed by mit.toml too"),
    Mistake(
        MIT, 'name = "MIT License"', 'name = "MIT"\nname = "MIT"', "", "not TOML: Cannot overwrite a value", further=1
    ),
    Mistake(
        GPT, "openai-community/gpt2", "deepseek-ai/DeepSeek-R1", "release 1, repo", "is in deepseek-v3.toml already"
    ),
    Mistake(HUB, 'id = "mit"', 'id = "apache-2.0"', "id 2, id", "apache-2.0 is here twice"),
    Mistake(RULE, '["include-license-text"]', '["include-license-text", "include-license-text"]', "codes 2", "already"),
    # models
    Mistake(GPT, "hidden_size", "hiden_size", "shape, hiden_size", "unknown key; did you mean hidden_size?"),
    Mistake(GPT, 'license = "MIT"', 'license = "MTI"', "release 1, license", "'MTI' is no SPDX id"),
    Mistake(GPT, 'license = "MIT"', 'license = ""', "release 1, license", "is empty; write an SPDX expression"),
    Mistake(MIT, '"permissive"', '""', "kind", "is empty; write one of: permissive, public-domain"),
    Mistake(
        GPT, 'license = "MIT"', f'license = "{NOBODYS}"', "release 1, license", f"no file of licenses/ has {NOBODYS}"
    ),
    Mistake(
        LLAMAS, '"LicenseRef-hf-llama3"', '"LicenseRef-hf-lama3"', "release 1, license", "mean licenseref-hf-llama3?"
    ),
    Mistake(GPT, 'grade = "memory"', 'grade = "memmory"', "release 1, grade", "did you mean memory?"),
    Mistake(
        LLAMAS, 'base = "meta-llama/Llama-3.1-8B"', 'base = "meta-llama/Lama-3.1-8B"', "base", "no release of models/"
    ),
    Mistake(LLAMAS, 'relation = "finetune"', 'relation = "fintune"', "relation", "did you mean finetune?"),
    Mistake(LLAMAS, 'relation = "finetune"\n', "", "relation", "how did it come from its base?", further=-8),
    Mistake(LLAMAS, 'teachers = ["deepseek-ai/DeepSeek-R1"]', 'teachers = ["deepseek/R1"]', "teachers 1", "no release"),
    Mistake(
        LLAMAS, 'date = "2024-04-18"', 'date = "18 April 2024"', "release 1, date", "neither YYYY-MM nor YYYY-MM-DD"
    ),
    Mistake(
        LLAMAS, 'repo = "meta-llama/Meta-Llama-3-8B"', 'repo = "Meta-Llama-3-8B"', "release 1, repo", "publisher/name"
    ),
    Mistake(TOKENIZERS, '["deepseek-v3"]', '["deepseek-v33"]', "families 1", "did you mean deepseek-v3?"),
    # names on the Hub
    Mistake(HUB, 'id = "llama3.1"', 'id = "lama3.1"', "id", "'lama3.1' is unknown; did you mean llama3.1?"),
    Mistake(HUB, 'id = "openrail"', 'id = "open-rail"', "id", "'open-rail' is unknown; did you mean openrail?"),
    Mistake(HUB, 'expression = "MIT"', 'expression = "MTI"', "id 2, expression", "is no SPDX id"),
    Mistake(HUB, 'profile = "mit"', 'profile = "mti"', "id 2, profile", "is no file of licenses/; did you mean mit?"),
    Mistake(HUB, 'profile = "mit"', 'profile = "gemma"', "id 2, expression", "is not the id of gemma.toml", further=-1),
    Mistake(HUB, 'expression = "MIT"', 'certainty = "famly"', "id 2, certainty", "did you mean family?"),
    # rules
    Mistake(RULE, "question = ", "questions = ", "questions", "unknown key; did you mean question?"),
    Mistake(RULE, 'kind = "duty-not-shown"', 'kind = "duty-not-show"', "kind", "did you mean duty-not-shown?"),
    Mistake(RULE, 'about = "duty"', 'about = "dutty"', "subject, about", "did you mean duty?"),
    Mistake(
        RULE, '["include-license-text"]', '["include-licence-text"]', "codes", "did you mean include-license-text?"
    ),
    Mistake(RULE, '"text-present"', '"text-presents"', "check, uses", "did you mean text-present?"),
    Mistake(RULE, "{license}", "{licence}", "fix", "{licence} cannot be filled in; did you mean {license}?"),
    Mistake(RULE, "{upstream}", "{upstream", "fix", "braces are for {license}, {upstream}"),
    Mistake(RULE, 'expect = "breached"', 'expect = "breach"', "case 1, expect", "did you mean breached?"),
    Mistake(RULE, 'license = "mit"\ncard', 'license = "mitt"\ncard', "case 1, license", "did you mean mit?"),
    Mistake(RULE, 'since = "0.1.0"', 'since = "now"', "since", "'now' is not a version"),
    Mistake(RULE, 'id = "license-text-missing"', 'id = "license-text"', "id", "must be the name of the file"),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.file}: {mistake.new[:30]}")
def test_a_mistake_is_named_with_its_place_and_what_to_write(tmp_path: Path, mistake: Mistake) -> None:
    root = small_rules.make(tmp_path / "rules")
    text = (root / mistake.file).read_text(encoding="utf-8")
    changed = text.replace(mistake.old, mistake.new, 1)
    assert changed != text
    (root / mistake.file).write_text(changed, encoding="utf-8")
    line = text[: text.index(mistake.old)].count("\n") + 1 + mistake.further

    with pytest.raises(RuleError) as caught:
        _ = Knowledge(root).rules

    named = [problem for problem in caught.value.problems if problem.file == mistake.file and problem.line == line]
    assert any(mistake.where in problem.where and mistake.says in problem.says for problem in named), [
        str(problem) for problem in caught.value.problems
    ]
    assert "rules check" in caught.value.tip


def test_the_directory_itself_has_none(tmp_path: Path) -> None:
    assert RuleFiles(small_rules.make(tmp_path / "rules")).problems == ()


@pytest.mark.parametrize(
    ("file", "moved", "says"),
    [
        ("licenses", "licences", "not a folder of rules; did you mean licenses?"),
        ("checks", "check", "not a folder of rules; did you mean checks?"),
        (MIT, "licenses/mit.tml", "is never read"),
        (MIT, "licenses/permissive/mit.toml", "is never read"),
        (HUB, "hub_ids.toml", "is never read"),
        (MIT, "licenses/mit.toml.txt", "is never read"),
        (MIT, "licenses/mit.TOML", "is never read"),
        (MIT, "licenses/mit license.toml", "cannot be the name of a file"),
        (TOKENIZERS, "tokenizers/known.tml", "is never read"),
    ],
)
def test_a_file_that_would_not_be_read_is_named(tmp_path: Path, file: str, moved: str, says: str) -> None:
    root = small_rules.make(tmp_path / "rules")
    (root / moved).parent.mkdir(exist_ok=True)
    (root / file).rename(root / moved)

    problems = RuleFiles(root).problems

    assert [problem.says for problem in problems if problem.file == moved and problem.says.startswith(says)] != []
    if file in (HUB, TOKENIZERS):
        assert any(problem.file == file and problem.says.startswith("copy it from") for problem in problems)


def test_a_file_that_an_editor_began_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    root = small_rules.make(tmp_path / "rules")
    (root / MIT).write_bytes(b"\xef\xbb\xbf" + (root / MIT).read_bytes().replace(b"\n", b"\r\n"))

    assert RuleFiles(root).problems == ()


def test_a_rule_that_is_dropped_leaves_duties_that_nobody_checks(tmp_path: Path) -> None:
    root = small_rules.make(tmp_path / "rules")
    (root / RULE).unlink()

    problems = RuleFiles(root).problems

    assert {problem.says for problem in problems} == {"no rule of checks/ is about include-license-text"}
    assert MIT in {problem.file for problem in problems}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'name = "MIT \xff"', "is not UTF-8: invalid start byte"),
        ('name = "MIT"'.encode("utf-16"), "is not UTF-8: invalid start byte"),
        (b'name = "MIT"\n\0', "not TOML: Invalid statement"),
        (b"name = " + b"[" * 5_000, "not TOML: lists are nested too deeply"),
        (b"#" * 5_000_001, "is too large: more than 5,000,000 bytes"),
        (b"", "name: is missing"),
        (None, "cannot be read: Is a directory"),
        (Path("mit.toml"), "cannot be read: Too many levels of symbolic links"),
        (Path("nowhere.toml"), "cannot be read: No such file or directory"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_judged_without_it(
    tmp_path: Path, data: bytes | Path | None, says: str
) -> None:
    root = small_rules.make(tmp_path / "rules")
    path = root / MIT
    path.unlink()
    if isinstance(data, bytes):
        path.write_bytes(data)
    elif data is None:
        path.mkdir()
    else:
        path.symlink_to(data)

    with pytest.raises(RuleError) as caught:
        _ = Knowledge(root).rules

    assert any(str(problem).startswith(MIT) and says in str(problem) for problem in caught.value.problems)


def test_without_any_rule_nothing_passes(tmp_path: Path) -> None:
    root = small_rules.make(tmp_path / "rules")
    for path in (root / "checks").iterdir():
        path.unlink()

    with pytest.raises(RuleError, match="has no rule, so that every model would pass"):
        _ = Knowledge(root).rules
    assert [str(problem) for problem in check(root).problems] == ["checks: has no rule, so that every model would pass"]


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    root = small_rules.make(tmp_path / "rules")
    for file, old, new in (
        (MIT, 'kind = "permissive"', 'kind = "permisive"'),
        (MIT, '"include-license-text"', '"include-licence-text"'),
        (GPT, "hidden_size", "hiden_size"),
        (RULE, "{license}", "{licence}"),
    ):
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(RuleError) as caught:
        Knowledge(root).profile("apache-2.0")

    assert [(problem.file, problem.where) for problem in caught.value.problems] == [
        (RULE, "fix"),
        (MIT, "kind"),
        (MIT, "duty 1, code"),
        (GPT, "shape, hiden_size"),
    ]
    assert caught.value.message.count("\n") == 3


# what only `auditor rules check` compares

CHECKED = (
    Mistake(
        MIT, "The above copyright notice and", "The upper copyright notice and", "duty 1, quote", "word for word", 0
    ),
    Mistake(LLAMA, 'words = ["Built with Llama"]', 'words = ["Build with Llama"]', "duty 3, words 1", "word for word"),
    Mistake(MIT, 'clause = "condition"\n', 'clause = ""\n', "duty 1, clause", "is missing"),
    Mistake(MIT, 'name = "MIT License"', 'name = ""', "name", "is empty; write the name as the text has it"),
    Mistake(MIT, 'read = "2026-11"', 'read = "2099-11"', "read", "2099-11 is in the future"),
    Mistake(LLAMAS, 'date = "2024-04-18"', 'date = "2097-04-18"', "release 1, date", "2097-04-18 is in the future"),
    Mistake(LLAMA, '"Human trafficking, exp', '"Human traficking, exp', "restrictions 3", "word for word"),
    Mistake(MIT, '  "11949d8a63ad', '  "11949d8a63ae', "texts 1", "no text of that sha256 was read"),
    Mistake(MIT, 'distill = "no"\n', "", "reach, distill", "does the license follow this relation?", -6),
    Mistake(MIT, 'distill = "no"', 'distill = "listed"', "reach, distill", "no duty or limit names distill in `when`"),
    Mistake(RULE, 'expect = "breached"', 'expect = "met"', "case 1", "expected met; upstream/base came from: finetune"),
    Mistake(
        RULE,
        'name = "the same, with',
        'name = "a fine-tune of an MIT model, under Apache-2.0, without the MIT text" # "',
        "case 2, name",
        "is that of another case",
    ),
    Mistake(
        GPT,
        "num_hidden_layers = 12\nnum_attention_heads = 12\n",
        "num_hidden_layers = 12\n",
        "release 1, repo",
        "its own numbers do not lead to it",
        0,
    ),
)


@pytest.mark.parametrize("mistake", CHECKED, ids=lambda mistake: f"{mistake.file}: {mistake.where}")
def test_a_mistake_in_the_facts_is_found_by_the_check(tmp_path: Path, mistake: Mistake) -> None:
    root = small_rules.make(tmp_path / "rules")
    text = (root / mistake.file).read_text(encoding="utf-8")
    changed = text.replace(mistake.old, mistake.new, 1)
    assert changed != text
    (root / mistake.file).write_text(changed, encoding="utf-8")

    values = [problem for problem in check(root).problems if problem.file == mistake.file]

    assert any(mistake.where == problem.where and mistake.says in problem.says for problem in values), values


def test_what_can_be_compared_is_compared_although_another_file_cannot_be_read(tmp_path: Path) -> None:
    root = small_rules.make(tmp_path / "rules")
    for file, old, new in (
        (GPT, "hidden_size", "hiden_size"),
        (MIT, "The above copyright notice and", "The upper copyright notice and"),
        (RULE, 'fix = "', 'fix = "Add" # '),
    ):
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    assert {problem.file for problem in check(root).problems} == {GPT, MIT, RULE}
