"""What is found of NOTICE files, credit, students, copies and merges: a row for each constellation, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

BASE = "\nbase_model: upstream/base"
MIT = [{"license": "mit"}]
ROWS = (
    Row(
        "a NOTICE kept in part",
        "notice-file-dropped",
        {
            "card": f"license: apache-2.0{BASE}",
            "files": {"NOTICE": "Upstream\n"},
            "upstream": [{"license": "apache-2.0", "notice_file": True, "notice_text": "Upstream\nmade by us all\n"}],
        },
        (
            "error notice-file-dropped:apache-2.0:upstream/base: the NOTICE of upstream/base is not carried: “made by us all”",
        ),
    ),
    Row(
        "a NOTICE kept",
        "notice-file-dropped",
        {
            "card": f"license: apache-2.0{BASE}",
            "files": {"NOTICE": "made by us all\nUpstream\n"},
            "upstream": [{"license": "apache-2.0", "notice_file": True, "notice_text": "Upstream\nmade by us all\n"}],
        },
        ("met notice-file-dropped: the notices of the upstream's NOTICE are carried | at NOTICE:2 NOTICE:1",),
    ),
    Row(
        "a NOTICE that there is not",
        "notice-file-dropped",
        {"card": f"license: apache-2.0{BASE}", "upstream": [{"license": "apache-2.0", "notice_file": False}]},
        (),
    ),
    Row(
        "a NOTICE not read",
        "notice-file-dropped upstream-unread",
        {
            "card": f"license: apache-2.0{BASE}",
            "carries": [{"license": "apache-2.0"}],
            "upstream": [{"license": "apache-2.0"}],
        },
        (
            "warning upstream-unread:apache-2.0:upstream/base: the files of upstream/base were not read here; whether there is a NOTICE file at upstream/base is not known | because upstream-not-read",
        ),
    ),
    Row(
        "a sentence in a NOTICE",
        "notice-sentence-missing",
        {"card": f"license: llama3.1{BASE}", "upstream": [{"license": "llama3.1"}]},
        (
            "warning notice-sentence-missing:llama3.1:llama3.1: the sentence “Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.” was not found here | because arguable-for-relation",
            "note notice-sentence-missing:llama3.1:upstream/base: the sentence “Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.” was not found here | because reach-arguable",
        ),
    ),
    Row(
        "duties that no file shows",
        "duty-outside-files",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "glm-4"}]},
        (),
    ),
    Row(
        "a creator not credited, by a tag",
        "creator-not-credited",
        {"card": f"license: cc-by-4.0{BASE}", "upstream": [{"license": "cc-by-4.0"}]},
        (
            "warning creator-not-credited:cc-by-4.0:upstream/base: no document names the creator of upstream/base | because metadata-may-not-credit | at README.md:3",
        ),
    ),
    Row(
        "a creator not credited, no tag",
        "creator-not-credited",
        {"card": "license: cc-by-4.0", "upstream": [{"license": "cc-by-4.0"}]},
        ("error creator-not-credited:cc-by-4.0:upstream/base: no document names the creator of upstream/base",),
    ),
    Row(
        "a circle",
        "lineage-cycle",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "mit", "cycle": True}]},
        (
            "warning lineage-cycle:any:upstream/base: the bases of upstream/base lead back to it, or to this model | because cards-contradict | at README.md",
        ),
    ),
    Row(
        "bases left out",
        "lineage-cycle",
        {"card": f"license: mit{BASE}", "upstream": [{"license": "mit", "cut": True}]},
        (
            "warning lineage-cycle:any:upstream/base: bases of upstream/base were left out | because bases-left-out | at README.md",
        ),
    ),
    Row(
        "trained on outputs",
        "reach-unsettled name-prefix-missing",
        {"card": "license: mit", "upstream": [{"license": "llama3.1", "relation": "trained-on"}]},
        ("met reach-unsettled: Llama 3.1 Community License Agreement settles it: no",),
    ),
    Row(
        "distilled",
        "reach-unsettled name-prefix-missing",
        {"card": "license: mit", "upstream": [{"license": "gemma", "relation": "distill"}]},
        (
            'note reach-unsettled:gemma:upstream/base: whether Gemma Terms of Use (Gemma 1-3n) follows from upstream/base by distill is open in its words (where done "in order to cause that model to perform similarly to Gemma" (§1.1(e)(iii)); Outputs themselves are not Model Derivatives; §1.1(e): "including distillation methods that use intermediate data representations or methods based on the generation of synthetic data Outputs by Gemma for training that model") | because reach-unsettled',
        ),
    ),
    Row(
        "a copy of a license that lets nobody sublicense, text beside",
        "copy-relabelled",
        {
            "card": "license: mit",
            "carries": [{"license": "llama3.1", "path": "LICENSES/llama.txt"}],
            "upstream": [{"license": "llama3.1", "relation": "copy"}],
        },
        (
            "warning copy-relabelled:llama3.1:upstream/base: it is offered as MIT, and came under the Llama 3.1 Community License Agreement | because carried-beside | at README.md:2 LICENSES/llama.txt:1",
        ),
    ),
    Row(
        "a quantized one of CC-BY",
        "copy-relabelled",
        {"card": "license: mit", "upstream": [{"license": "cc-by-4.0", "relation": "quantized"}]},
        (
            "warning copy-relabelled:cc-by-4.0:upstream/base: it is offered as MIT, and came under the Creative Commons Attribution 4.0 | because conditions-only | at README.md:2",
        ),
    ),
    Row(
        "a quantized one of CC-BY-NC",
        "copy-relabelled limit-dropped",
        {"card": "license: mit", "upstream": [{"license": "cc-by-nc-4.0", "relation": "quantized"}]},
        (
            "warning limit-dropped:cc-by-nc-4.0:upstream/base: the declared license (MIT) does not mention the limit to non-commercial use; it is offered as MIT, and came under the Creative Commons Attribution-NonCommercial 4.0 | because copy-or-adaptation label-incomplete | at README.md:2",
        ),
    ),
    Row(
        "two bases that conflict",
        "upstreams-conflict",
        {
            "card": "license: mit",
            "upstream": [
                {"name": "a/b", "license": "gpl-3.0", "relation": "merge"},
                {"name": "c/d", "license": "cc-by-sa-4.0", "relation": "merge"},
                {"name": "e/f", "license": "cc-by-nc-4.0", "relation": "merge"},
            ],
        },
        (
            "warning upstreams-conflict:cc-by-sa-4.0:c/d: Creative Commons Attribution-ShareAlike 4.0 allows no further restrictions (§3(b)(3)), and Creative Commons Attribution-NonCommercial 4.0, of e/f, adds the limit to non-commercial use (§2(a)(1)) | because one-work-unsettled",
            "warning upstreams-conflict:gpl-3.0:a/b: GNU GPL v3 allows no further restrictions (§10), and Creative Commons Attribution-NonCommercial 4.0, of e/f, adds the limit to non-commercial use (§2(a)(1)) | because one-work-unsettled",
            "met upstreams-conflict: GNU GPL v3 is not known to forbid what Creative Commons Attribution-ShareAlike 4.0 requires",
            "met upstreams-conflict: Creative Commons Attribution-ShareAlike 4.0 is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: Creative Commons Attribution-NonCommercial 4.0 is not known to forbid what GNU GPL v3 requires",
            "met upstreams-conflict: Creative Commons Attribution-NonCommercial 4.0 is not known to forbid what Creative Commons Attribution-ShareAlike 4.0 requires",
        ),
    ),
    Row(
        "a choice of the upstream",
        "license-text-missing share-alike-broken",
        {"card": "license: mit", "upstream": [{"license": "GPL-3.0-only OR ISC"}]},
        ("error license-text-missing:isc:upstream/base: no file contains the text of the ISC License",),
    ),
    Row(
        "second-hand",
        "license-text-missing limit-dropped",
        {"card": "license: mit", "upstream": [{"license": "llama3.1", "grade": "secondary"}]},
        (
            "error limit-dropped:llama3.1:upstream/base: the declared license (MIT) does not mention the use restrictions and the limit of 700,000,000 monthly active users | because license-second-hand | at README.md:2",
            "error license-text-missing:llama3.1:upstream/base: no file contains the text of the Llama 3.1 Community License Agreement | because license-second-hand",
        ),
    ),
    Row(
        "two readings",
        "license-text-missing name-prefix-missing changes-not-stated",
        {
            "card": "license: mit",
            "upstream": [{"license": "llama3.1", "relation": ["copy", "finetune"], "firm": False}],
        },
        (
            "error license-text-missing:llama3.1:upstream/base: no file contains the text of the Llama 3.1 Community License Agreement | because base-not-declared | ? Was this model made from upstream/base?",
            "warning name-prefix-missing:llama3.1:upstream/base: “Tern” does not begin with “Llama” | because not-for-relation base-not-declared | ? Was this model made from upstream/base?",
        ),
    ),
    Row(
        "an act not permitted",
        "act-not-permitted",
        {"card": "license: mit", "upstream": [{"license": "cc-by-nd-4.0"}]},
        (
            "error act-not-permitted:cc-by-nd-4.0:upstream/base: Creative Commons Attribution-NoDerivatives 4.0 does not allow an adaptation to be shared, and this is one (finetune)",
        ),
    ),
    Row(
        "an act not permitted to a copy",
        "act-not-permitted",
        {"card": "license: mit", "upstream": [{"license": "cc-by-nd-4.0", "relation": "copy"}]},
        (),
    ),
    Row(
        "an edition",
        "license-text-missing",
        {
            "card": f"license: gemma{BASE}",
            "carries": [{"license": "gemma", "match": "modified"}],
            "files": {"LICENSE": "Gemma\nLast modified: February 21, 2024\n"},
            "upstream": [{"license": "gemma"}],
        },
        (
            "warning license-text-missing:gemma:gemma: LICENSE:1 is the edition of Gemma Terms of Use (Gemma 1-3n) of 21 February 2024 | because other-edition | at LICENSE:1",
            "warning license-text-missing:gemma:upstream/base: LICENSE:1 is the edition of Gemma Terms of Use (Gemma 1-3n) of 21 February 2024 | because other-edition | at LICENSE:1",
        ),
    ),
    Row(
        "an edition of the same duties",
        "license-text-missing",
        {
            "card": f"license: gemma{BASE}",
            "carries": [{"license": "gemma", "match": "near"}],
            "files": {"LICENSE": "Gemma\nLast modified: April 1, 2024\n"},
            "upstream": [{"license": "gemma"}],
        },
        (
            "note license-text-missing:gemma:gemma: LICENSE:1 is the edition of Gemma Terms of Use (Gemma 1-3n) of 1 April 2024 | because other-edition | at LICENSE:1",
            "note license-text-missing:gemma:upstream/base: LICENSE:1 is the edition of Gemma Terms of Use (Gemma 1-3n) of 1 April 2024 | because other-edition | at LICENSE:1",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
