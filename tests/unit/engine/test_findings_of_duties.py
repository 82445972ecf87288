"""What is found of texts, lines, names and words that have to travel: a row for each constellation, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import models
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

BASE = "\nbase_model: upstream/base"
MIT = [{"license": "mit"}]
LINE = "Copyright (c) 2023 Upstream"
CHANGED = models.mit("Copyright (c) 2026 Acme").replace("without restriction", "without any restriction but one")
CHANGED = CHANGED.replace("free of charge", "")
ROWS = (
    Row(
        "nothing carried",
        "license-text-missing copyright-holder-missing",
        {
            "card": f"license: mit{BASE}",
            "upstream": [{"license": "mit", "copyrights": [LINE], "copyrights_read": True}],
        },
        (
            "error license-text-missing:mit:upstream/base: no file contains the text of the MIT License; the line “Copyright (c) 2023 Upstream”, seen at upstream/base, was not found here",
        ),
    ),
    Row(
        "two candidates, nothing carried",
        "license-text-missing copyright-holder-missing base-undeclared",
        {"card": "license: mit", "upstream": [{"candidates": ["mit", "apache-2.0"], "firm": False}]},
        (
            "error license-text-missing:apache-2.0+mit:upstream/base: no file contains the text of the MIT License; no file contains the text of the Apache License 2.0; the copyright lines of upstream/base-0 and upstream/base-1 were not read | for upstream/base-0 upstream/base-1 and not  | because upstream-not-read base-not-declared release-unknown | ? Was this model made from upstream/base, and if so from which checkpoint?",
            "warning base-undeclared:any:upstream/base: no base is declared, and given by the case | because shape-only | at README.md | ? Was this model made from upstream/base, and if so from which checkpoint?",
        ),
    ),
    Row(
        "two candidates, one with words of its own",
        "name-prefix-missing license-text-missing",
        {"repo": "acme/Tern", "card": f"license: llama3.1{BASE}", "upstream": [{"candidates": ["llama3.1", "llama3"]}]},
        (
            "error license-text-missing:llama3.1:llama3.1: no file contains the text of the Llama 3.1 Community License Agreement",
            "error license-text-missing:llama3+llama3.1:upstream/base: no file contains the text of the Llama 3.1 Community License Agreement; no file contains the text of the Meta Llama 3 Community License Agreement | for upstream/base-0 upstream/base-1 and not  | because release-unknown | ? From which of upstream/base-0, upstream/base-1 was this model made?",
            "error name-prefix-missing:llama3+llama3.1:upstream/base: “Tern” does not begin with “Llama”; “Tern” does not begin with “Llama 3” | for upstream/base-0 upstream/base-1 and not  | because release-unknown | ? From which of upstream/base-0, upstream/base-1 was this model made?",
            "warning name-prefix-missing:llama3.1:llama3.1: “Tern” does not begin with “Llama” | because not-for-relation arguable-for-relation",
        ),
    ),
    Row(
        "a changed text",
        "license-text-missing",
        {"card": f"license: mit{BASE}", "carries": [{"license": "mit", "match": "modified"}], "upstream": MIT},
        (
            "warning license-text-missing:mit:upstream/base: LICENSE:1 is modified to MIT License, not its text: words differ | because text-changed | at LICENSE:1",
        ),
    ),
    Row(
        "a system's text",
        "license-text-missing",
        {
            "card": f"license: apache-2.0{BASE}",
            "files": {"debian/copyright": "see /usr/share/common-licenses/Apache-2.0\n"},
            "upstream": [{"license": "apache-2.0"}],
        },
        (
            "note license-text-missing:apache-2.0:upstream/base: debian/copyright:1 names the file of the system that has the text of Apache License 2.0; none is here | because text-in-the-system | at debian/copyright:1",
        ),
    ),
    Row(
        "an unread file",
        "license-text-missing",
        {
            "card": f"license: apache-2.0{BASE}",
            "files": {"LICENSE": "Acme terms\n\nYou shall not.\nOr else.\n"},
            "upstream": [{"license": "apache-2.0"}],
        },
        (
            "warning license-text-missing:apache-2.0:upstream/base: the text of Apache License 2.0 was not found in what was read | because text-not-identified",
        ),
    ),
    Row(
        "a line in the text's place",
        "copyright-holder-missing",
        {
            "card": f"license: mit{BASE}",
            "carries": [{"license": "mit"}],
            "files": {"LICENSE": "Copyright (c) 2026 Acme\n", "NOTICE": "Copyright (c) 2025 Bcme\n"},
            "upstream": [{"license": "mit", "copyrights": [LINE], "copyrights_read": True}],
        },
        (
            "error copyright-holder-missing:mit:upstream/base: the line “Copyright (c) 2023 Upstream”, seen at upstream/base, was not found here; LICENSE:1 has “Copyright (c) 2026 Acme” in its place | at LICENSE:1",
        ),
    ),
    Row(
        "a line beside no text",
        "copyright-holder-missing",
        {
            "card": f"license: mit{BASE}",
            "files": {"NOTICE": "Copyright (c) 2025 Bcme\n"},
            "upstream": [{"license": "mit", "copyrights": [LINE], "copyrights_read": True}],
        },
        (
            "error copyright-holder-missing:mit:upstream/base: the line “Copyright (c) 2023 Upstream”, seen at upstream/base, was not found here",
        ),
    ),
    Row(
        "a line kept",
        "copyright-holder-missing",
        {
            "card": f"license: mit{BASE}",
            "files": {"NOTICE": f"{LINE}\n"},
            "upstream": [{"license": "mit", "copyrights": [LINE], "copyrights_read": True}],
        },
        ("met copyright-holder-missing: the line “Copyright (c) 2023 Upstream” is kept | at NOTICE:1",),
    ),
    Row(
        "lines not read",
        "copyright-holder-missing upstream-unread",
        {"card": f"license: mit{BASE}", "carries": [{"license": "mit"}], "upstream": MIT},
        (
            "warning upstream-unread:mit:upstream/base: the files of upstream/base were not read here; the copyright lines of upstream/base were not read | because upstream-not-read",
        ),
    ),
    Row(
        "a link, by a tag",
        "license-not-linked",
        {"card": f"license: cc-by-4.0{BASE}", "upstream": [{"license": "cc-by-4.0"}]},
        (
            "warning license-not-linked:cc-by-4.0:upstream/base: README.md:2 names CC-BY-4.0; neither its text nor a link is here | because link-required | at README.md:2",
        ),
    ),
    Row(
        "a link, by a word",
        "license-not-linked",
        {
            "card": "license: mit" + BASE,
            "upstream": [{"license": "cc-by-4.0"}],
            "prose": "It is under https://creativecommons.org/licenses/by/4.0/",
        },
        ("met license-not-linked: README.md:5 links creativecommons.org/licenses/by/4.0 | at README.md:5",),
    ),
    Row(
        "a NOTICE left out",
        "notice-file-dropped",
        {
            "card": f"license: apache-2.0{BASE}",
            "upstream": [{"license": "apache-2.0", "notice_file": True, "notice_text": "Upstream\nmade by us all\n"}],
        },
        (
            "error notice-file-dropped:apache-2.0:upstream/base: the NOTICE of upstream/base is not carried: “made by us all”",
        ),
    ),
    Row(
        "a name without the prefix",
        "name-prefix-missing",
        {"repo": "acme/Tern", "card": f"license: llama3.1{BASE}", "upstream": [{"license": "llama3.1"}]},
        (
            "error name-prefix-missing:llama3.1:upstream/base: “Tern” does not begin with “Llama”",
            "warning name-prefix-missing:llama3.1:llama3.1: “Tern” does not begin with “Llama” | because not-for-relation arguable-for-relation",
        ),
    ),
    Row(
        "no name",
        "name-prefix-missing",
        {"repo": None, "card": f"license: llama3.1{BASE}", "upstream": [{"license": "llama3.1"}]},
        (
            "warning name-prefix-missing:llama3.1:upstream/base: the name must begin with “Llama”, and the model's name is not known | because name-unknown",
        ),
    ),
    Row(
        "a phrase not shown",
        "attribution-phrase-missing",
        {"card": f"license: llama3.1{BASE}", "upstream": [{"license": "llama3.1"}]},
        (
            "note attribution-phrase-missing:llama3.1:llama3.1: “Built with Llama” is not shown in the repository | because places-outside",
            "note attribution-phrase-missing:llama3.1:upstream/base: “Built with Llama” is not shown in the repository | because places-outside",
        ),
    ),
    Row(
        "a phrase on a condition",
        "attribution-phrase-missing condition-hidden",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "kimi-k2-modified-mit"}]},
        (
            "error condition-hidden:kimi-k2-modified-mit:upstream/base: the declared license (MIT) does not mention the condition: more than 100 million monthly active users, or more than 20 million US dollars of monthly revenue, “Kimi K2” | at README.md:2",
        ),
    ),
    Row(
        "changes, nothing said",
        "changes-not-stated",
        {"card": "license: apache-2.0", "upstream": [{"license": "apache-2.0"}]},
        (
            "error changes-not-stated:apache-2.0:upstream/base: no file states that the model was modified, or how, as the license of upstream/base requires",
        ),
    ),
    Row(
        "changes, in a card",
        "changes-not-stated",
        {
            "card": "license: apache-2.0",
            "prose": "We fine-tuned the base model.",
            "upstream": [
                {"license": "llama3.1"},
                {"name": "c/d", "license": "gemma"},
                {"name": "e/f", "license": "llama2"},
            ],
        },
        ("met changes-not-stated: README.md:4 says that it was changed | at README.md:4",),
    ),
    Row(
        "a creator not named",
        "creator-not-credited",
        {"card": f"license: cc-by-4.0{BASE}", "upstream": [{"license": "cc-by-4.0"}]},
        (
            "warning creator-not-credited:cc-by-4.0:upstream/base: no document names the creator of upstream/base | because metadata-may-not-credit | at README.md:3",
        ),
    ),
    Row(
        "a creator named",
        "creator-not-credited",
        {
            "card": "license: cc-by-4.0",
            "prose": "Made from the work of Upstream.",
            "upstream": [{"license": "cc-by-4.0"}],
        },
        ("met creator-not-credited: README.md:4 names upstream/base | at README.md:4",),
    ),
    Row(
        "a text with words added and words missing",
        "license-text-missing",
        {"card": f"license: mit{BASE}", "files": {"LICENSE": CHANGED}, "upstream": MIT},
        (
            "warning license-text-missing:mit:upstream/base: LICENSE:1-22 is modified to MIT License, not its text: added “any”; missing “free of charge” | because text-changed | at LICENSE:1-22",
        ),
    ),
    Row(
        "a line in the place of one, in each of two texts",
        "copyright-holder-missing",
        {
            "card": f"license: mit{BASE}",
            "carries": [{"license": "mit"}, {"license": "mit", "path": "LICENSES/MIT.txt"}],
            "files": {"LICENSE": "Copyright (c) 2026 Acme\n", "LICENSES/MIT.txt": "Copyright (c) 2025 Bcme\n"},
            "upstream": [{"license": "mit", "copyrights": [LINE], "copyrights_read": True}],
        },
        (
            "error copyright-holder-missing:mit:upstream/base: the line “Copyright (c) 2023 Upstream”, seen at upstream/base, was not found here; LICENSE:1 has “Copyright (c) 2026 Acme” in its place | at LICENSE:1",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
