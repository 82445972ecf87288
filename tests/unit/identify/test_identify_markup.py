"""What is dropped as markup, and says something to a reader of the plain file, counts when texts are compared."""

from __future__ import annotations

import pytest

from auditor.identify.normalize.folding import words
from auditor.model import Verdict
from support import models

_MIT = models.mit("Copyright (c) 2026 Acme Ltd")
_BAN = "Commercial use, redistribution and use by competitors of Foo Inc. are prohibited without a paid license."


def _rules(text: str) -> dict[str, Verdict]:
    files: dict[str, str | bytes] = {
        "README.md": models.card("license: mit", "Trained from scratch."),
        "LICENSE": text,
        "model.safetensors": models.WEIGHTS,
    }
    return {finding.rule: finding.verdict for finding in models.audit(files, name="acme/Tern-7B").findings}


@pytest.mark.parametrize(
    "text",
    [
        f"{_MIT}\n<p {_BAN}>\n",
        f'{_MIT}\n<p title="{_BAN}">\n',
        f"{_MIT}\n<div\t{_BAN}/>\n",
        f"{_MIT}\n[x](Commercial-use-is-prohibited)\n",
        f"{_MIT}\n[x](Commercial_use_is_prohibited.md)\n",
        f"---\ndescription: This is a modified MIT. Commercial use is prohibited.\n---\n{_MIT}",
    ],
)
def test_a_restriction_in_markup_is_seen(text: str) -> None:
    assert _rules(_MIT) == {}
    assert _rules(text)


@pytest.mark.parametrize(
    "text",
    [
        f'<p align="center" style="margin: 0 auto; border: none">\n{_MIT}\n</p>',
        f"<pre>{_MIT}</pre>",
        _MIT.replace("the Software", '<a href="https://acme.org/no-commercial-use/terms">the Software</a>', 1),
        _MIT.replace("MIT License", "[MIT License](https://opensource.org/licenses/mit)"),
        _MIT.replace("MIT License", "[MIT License](LICENSE.txt)"),
        "---\ntitle: MIT License\nspdx-id: MIT\ndescription: A short and simple permissive license.\n---\n" + _MIT,
    ],
)
def test_markup_that_says_nothing_is_none(text: str) -> None:
    assert _rules(text) == {}


@pytest.mark.parametrize("marks", ["\u0301\u0327", "\uff9e\u0301", "\u0327\u0301\u0316"])
def test_a_run_of_marks_is_cut_and_the_words_are_the_same(marks: str) -> None:
    assert words(f"e{marks * 40}t voila\u0300") == words(f"e{marks * 4_000}t voil\u00e0")


def test_marks_that_people_write_are_composed() -> None:
    assert words("Tie\u0302\u0301ng Vie\u0323\u0302t") == words("Ti\u1ebfng Vi\u1ec7t")
