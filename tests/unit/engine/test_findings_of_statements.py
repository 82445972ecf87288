"""What is found in what a publisher says of the license: a row for each constellation, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

BASE = "\nbase_model: upstream/base"
MIT = [{"license": "mit"}]
SENTENCE = "The model may be used under a license like {}, we think.\n\n"
LIMIT = "The model is perhaps non-commercial."
ROWS = (
    Row(
        "a tag and words in a closed form",
        "card-and-file-disagree",
        {"card": "license: mit", "prose": "This model is licensed under CC-BY-NC-4.0."},
        (
            "warning card-and-file-disagree:any:self: README.md:4 says “This model is licensed under CC-BY-NC-4.0.” (CC-BY-NC-4.0); card, license says MIT | because offer-unclear | at README.md:4 README.md:2",
        ),
    ),
    Row(
        "a tag and a limit",
        "card-and-file-disagree",
        {"card": "license: mit", "prose": "Not for commercial use."},
        (
            "warning card-and-file-disagree:any:self: README.md:4 says “Not for commercial use.”; card, license says MIT | because words-ambiguous | at README.md:4 README.md:2",
        ),
    ),
    Row(
        "a tag and two, one free",
        "card-and-file-disagree",
        {"card": "license: mit", "prose": "This model is licensed under CC-BY-NC-4.0.\n\nNot for military use.\n"},
        (
            "warning card-and-file-disagree:any:self: README.md:4 says “This model is licensed under CC-BY-NC-4.0.” (CC-BY-NC-4.0); card, license says MIT | because offer-unclear | at README.md:4 README.md:2",
        ),
    ),
    Row(
        "five disagreements",
        "card-and-file-disagree",
        {
            "card": "license: mit",
            "prose": "This model is licensed under ISC.\n\nThis model is licensed under Apache-2.0.\n\nThis model is licensed under 0BSD.\n",
        },
        (
            "warning card-and-file-disagree:any:self: README.md:8 says “This model is licensed under 0BSD.” (0BSD); card, license says MIT; README.md:8 says “This model is licensed under 0BSD.” (0BSD); README.md:4 says “This model is licensed under ISC.” (ISC); README.md:8 says “This model is licensed under 0BSD.” (0BSD); README.md:6 says “This model is licensed under Apache-2.0.” (Apache-2.0); card, license says MIT; README.md:4 says “This model is licensed under ISC.” (ISC); and 2 more like it | because offer-unclear | at README.md:8 README.md:2 README.md:4 README.md:6",
        ),
    ),
    Row(
        "a tag and a text",
        "card-and-file-disagree",
        {"card": "license: mit", "carries": [{"license": "apache-2.0"}]},
        (
            "warning card-and-file-disagree:any:self: card, license says MIT; LICENSE, whole text is Apache-2.0 | because offer-unclear | at README.md:2 LICENSE:1",
        ),
    ),
    Row(
        "a list",
        "card-and-file-disagree",
        {"card": "license: [mit, apache-2.0]"},
        (
            "warning card-and-file-disagree:any:self: card, license lists MIT, Apache-2.0 | because list-ambiguous | at README.md:2",
        ),
    ),
    Row(
        "a tag and a text that agree",
        "card-and-file-disagree",
        {"card": "license: mit", "carries": [{"license": "mit"}]},
        ("met card-and-file-disagree: the card, the headers and the texts agree",),
    ),
    Row(
        "a tag and a text, and words not understood",
        "card-and-file-disagree not-understood",
        {
            "card": "license: mit",
            "prose": "The model may be used under a license like Apache-2.0, we think.",
            "carries": [{"license": "mit"}],
        },
        (
            "warning not-understood:any:self: not understood, read it: README.md:4 says “The model may be used under a license like Apache-2.0, we think.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "words not understood that name what is offered",
        "card-and-file-disagree not-understood",
        {
            "card": "license: apache-2.0",
            "prose": "The model may be used under a license like Apache-2.0, we think.",
            "carries": [{"license": "apache-2.0"}],
        },
        (
            "note not-understood:any:self: not understood, read it: README.md:4 says “The model may be used under a license like Apache-2.0, we think.” | because words-ambiguous | at README.md:4",
            "met card-and-file-disagree: the card, the headers and the texts agree",
        ),
    ),
    Row(
        "words not understood that limit",
        "not-understood",
        {"card": "license: mit", "prose": "Use of the model requires a license that we may send."},
        (
            "note not-understood:any:self: not understood, read it: README.md:4 says “Use of the model requires a license that we may send.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "words understood",
        "not-understood",
        {"card": "license: mit", "prose": "This model is licensed under MIT."},
        ("met not-understood: what the words say of licensing was understood | at README.md:4",),
    ),
    Row(
        "an unknown text and a tag",
        "card-and-file-disagree",
        {"card": "license: mit", "files": {"LICENSE": "Acme terms\n\nYou shall not.\nOr else.\n"}},
        (
            "warning card-and-file-disagree:any:self: card, license says MIT; LICENSE, text not identified | because text-not-identified | at LICENSE:1-4",
        ),
    ),
    Row(
        "an unknown text with that title",
        "card-and-file-disagree",
        {"card": "license: mit", "files": {"LICENSE": "The MIT License of Acme\n\nYou shall not.\nOr else.\n"}},
        (),
    ),
    Row(
        "code under another",
        "code-license-differs",
        {"card": "license: mit", "files": {"a.py": "# SPDX-License-Identifier: ISC\n"}},
        ("note code-license-differs:any:self: a.py:1 is under ISC | because offer-unclear | at a.py:1",),
    ),
    Row(
        "code under the same",
        "code-license-differs",
        {"card": "license: mit", "files": {"a.py": "# SPDX-License-Identifier: MIT\n"}},
        ("met code-license-differs: the code files that name a license name one that is declared | at a.py:1",),
    ),
    Row(
        "code under that of other files",
        "code-license-differs",
        {
            "card": "license: mit",
            "files": {
                "a.py": "# SPDX-License-Identifier: ISC\n",
                "b.py": "# SPDX-License-Identifier: ISC\n",
                "c.py": "# SPDX-License-Identifier: 0BSD\n",
            },
        },
        (
            "note code-license-differs:any:self: a.py:1 is under ISC; b.py:1 is under ISC; c.py:1 is under 0BSD | because offer-unclear | at a.py:1 b.py:1 c.py:1",
        ),
    ),
    Row(
        "code of six files",
        "code-license-differs",
        {"card": "license: mit", "files": {f"{n}.py": "# SPDX-License-Identifier: ISC\n" for n in range(6)}},
        (
            "note code-license-differs:any:self: 0.py:1 is under ISC; 1.py:1 is under ISC; 2.py:1 is under ISC; 3.py:1 is under ISC; and 2 more | because offer-unclear | at 0.py:1 1.py:1 2.py:1 3.py:1",
        ),
    ),
    Row(
        "no license at all",
        "license-undeclared license-unknown",
        {"card": "language: en"},
        (
            "warning license-undeclared:any:self: no card, header or LICENSE offers the weights under a license | because granted-elsewhere",
        ),
    ),
    Row(
        "a license in words that are not clear",
        "license-undeclared",
        {"card": "language: en", "prose": "The weights will be under MIT; it is released under the GPL-3.0 or so."},
        (
            "warning license-undeclared:any:self: no card, header or LICENSE offers the weights under a license | because granted-elsewhere",
        ),
    ),
    Row(
        "a family",
        "license-unknown",
        {"card": "license: gpl"},
        (
            "warning license-unknown:gpl:self: “gpl” names a family, not a license | because statement-remark | at README.md:2",
        ),
    ),
    Row(
        "a family and its text",
        "license-unknown",
        {"card": "license: gpl", "carries": [{"license": "gpl-3.0"}]},
        (
            "met license-unknown: gpl: a text in the repository says which | at README.md:2",
            "met license-unknown: the license is identified: GPL-3.0-only (LICENSE, whole text) | at LICENSE:1",
        ),
    ),
    Row(
        "a family and another text",
        "license-unknown",
        {"card": "license: gpl", "carries": [{"license": "mit"}]},
        (
            "warning license-unknown:gpl:self: “gpl” names a family, not a license | because statement-remark | at README.md:2",
            "met license-unknown: the license is identified: MIT (LICENSE, whole text) | at LICENSE:1",
        ),
    ),
    Row(
        "a name",
        "license-unknown",
        {"card": "license: other\nlicense_name: acme-nc\nlicense_link: https://acme.example/terms"},
        (
            "warning license-unknown:acme-nc:self: “acme-nc” (card, license_name) has no profile yet: read it; its name says non-commercial; its link is https://acme.example/terms | because statement-remark | at README.md:3",
        ),
    ),
    Row(
        "an upstream's name",
        "license-unknown",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "LicenseRef-acme-nc"}]},
        (
            "warning license-unknown:LicenseRef-acme-nc:upstream/base: “LicenseRef-acme-nc” (upstream/base) has no profile yet: read it; its name says non-commercial; here the weights are offered as MIT | because license-without-profile | at README.md",
            "met license-unknown: the license is identified: MIT (card, license) | at README.md:2",
        ),
    ),
    Row(
        "an upstream nobody knows",
        "license-unknown parent-unknown",
        {"card": f"license: mit{BASE}", "upstream": [{"license": None}]},
        (
            "warning parent-unknown:any:upstream/base: upstream/base is named as a parent, and its terms are not known here | because parent-not-read | at README.md",
            "met license-unknown: the license is identified: MIT (card, license) | at README.md:2",
        ),
    ),
    Row(
        "a link to nothing",
        "license-file-absent",
        {"card": "license: other\nlicense_link: TERMS"},
        (
            "warning license-file-absent:any:self: license_link names TERMS, which is not here | because linked-file-absent | at README.md:3",
        ),
    ),
    Row(
        "a name of another version",
        "name-and-license-differ",
        {"repo": "acme/Llama-3.1-Tern", "card": "license: llama2"},
        (
            "warning name-and-license-differ:any:self: card, license says llama2, and the name of the repository llama 3.1 | because offer-unclear | at README.md:2 | ? From which version of Llama was this model made?",
        ),
    ),
    Row(
        "six sentences that name what is offered",
        "not-understood",
        {"card": "license: apache-2.0", "prose": SENTENCE.format("Apache-2.0") * 6},
        (
            "note not-understood:any:self: not understood, read it: README.md:4 says “The model may be used under a license like Apache-2.0, we think.”; README.md:6 says “The model may be used under a license like Apache-2.0, we think.”; README.md:8 says “The model may be used under a license like Apache-2.0, we think.”; README.md:10 says “The model may be used under a license like Apache-2.0, we think.”; and 2 more | because words-ambiguous | at README.md:4 README.md:6 README.md:8 README.md:10",
        ),
    ),
    Row(
        "six sentences that name another",
        "not-understood",
        {"card": "license: apache-2.0", "prose": SENTENCE.format("GPL-3.0") * 6},
        (
            "warning not-understood:any:self: not understood, read it: README.md:4 says “The model may be used under a license like GPL-3.0, we think.”; README.md:6 says “The model may be used under a license like GPL-3.0, we think.”; README.md:8 says “The model may be used under a license like GPL-3.0, we think.”; README.md:10 says “The model may be used under a license like GPL-3.0, we think.”; and 2 more | because words-ambiguous | at README.md:4 README.md:6 README.md:8 README.md:10",
        ),
    ),
    Row(
        "five of either kind",
        "not-understood",
        {"card": "license: apache-2.0", "prose": SENTENCE.format("GPL-3.0") + SENTENCE.format("Apache-2.0") * 4},
        (
            "warning not-understood:any:self: not understood, read it: README.md:4 says “The model may be used under a license like GPL-3.0, we think.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "a limit that is not understood",
        "not-understood",
        {"card": "license: mit", "prose": LIMIT},
        (
            "warning not-understood:any:self: not understood, read it: README.md:4 says “The model is perhaps non-commercial.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "a limit that is not understood, and a license with one",
        "not-understood",
        {"card": "license: cc-by-nc-4.0", "prose": LIMIT},
        (
            "note not-understood:any:self: not understood, read it: README.md:4 says “The model is perhaps non-commercial.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "a limit that is not understood, and one of two licenses with one",
        "not-understood",
        {"card": "license: [mit, cc-by-nc-4.0]", "prose": LIMIT},
        (
            "note not-understood:any:self: not understood, read it: README.md:4 says “The model is perhaps non-commercial.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "a limit that is not understood, of code",
        "not-understood",
        {"card": "license: mit", "prose": "The code is perhaps non-commercial."},
        (
            "warning not-understood:any:self: not understood, read it: README.md:4 says “The code is perhaps non-commercial.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "four disagreements",
        "card-and-file-disagree",
        {
            "card": "license: mit",
            "prose": "Not for military use.\n\nNot for commercial use.\n\nNot for medical use.\n\nNot for surveillance.\n",
        },
        (
            "warning card-and-file-disagree:any:self: README.md:4 says “Not for military use.”; card, license says MIT; README.md:6 says “Not for commercial use.”; card, license says MIT; README.md:8 says “Not for medical use.”; card, license says MIT; README.md:10 says “Not for surveillance.”; card, license says MIT | because words-ambiguous | at README.md:4 README.md:2 README.md:6 README.md:8 README.md:10",
        ),
    ),
    Row(
        "two tags of one file hold together",
        "card-and-file-disagree",
        {
            "card": "language: en",
            "files": {"model.safetensors.license": "SPDX-License-Identifier: MIT\nSPDX-License-Identifier: ISC\n"},
        },
        (),
    ),
    Row(
        "a text that nobody knows",
        "license-unknown",
        {"card": "language: en", "files": {"LICENSE": "Acme terms\n\nYou shall not.\nOr else.\n"}},
        (
            "warning license-unknown:unidentified-text:self: the license (LICENSE, text not identified) is not identified: unidentified text | because statement-remark | at LICENSE:1-4",
        ),
    ),
    Row(
        "a name beside a license",
        "license-unknown",
        {"card": "license: [mit, other]\nlicense_name: acme-nc"},
        (
            "warning license-unknown:acme-nc:self: “acme-nc” (card, license_name) has no profile yet: read it; its name says non-commercial | because statement-remark | at README.md:3",
            "met license-unknown: the license is identified: MIT (card, license) | at README.md:2",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
