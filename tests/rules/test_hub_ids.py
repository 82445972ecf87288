"""Every Hub license id and every known license_name says what it means, and never more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import spdx
from auditor.identify.names import names
from auditor.knowledge import Knowledge
from auditor.model import Certainty
from auditor.resolve.meaning import meaning
from support.data import table

if TYPE_CHECKING:
    from auditor.model import HubId

_KNOWLEDGE = Knowledge()
_HUB = table("hub-license-ids.json")
_ALL = pytest.mark.parametrize(
    "entry",
    [
        *(pytest.param(entry, id=f"license: {entry.id}") for entry in _KNOWLEDGE.hub_ids),
        *(pytest.param(entry, id=f"license_name: {entry.id}") for entry in _KNOWLEDGE.license_names),
    ],
)


def test_every_id_of_the_hub_is_there() -> None:
    assert {entry.id for entry in _KNOWLEDGE.hub_ids} == {*_HUB["ids"], *_HUB["removed"]}


def test_every_license_name_met_so_far_is_there() -> None:
    assert set(_HUB["license_names"]) <= {entry.id for entry in _KNOWLEDGE.license_names}


def test_an_id_means_the_expression_that_the_hub_documents() -> None:
    documented = {key: expression for key, expression in _HUB["ids"].items() if expression}

    assert {key: _hub_id(key).expression for key in documented} == documented


@_ALL
def test_an_entry_is_one_license_or_a_family_or_nothing(entry: HubId) -> None:
    if entry.certainty is Certainty.IDENTIFIED:
        expression = spdx.parse(entry.expression)
        assert expression is not None
        assert entry.expression != spdx.NOASSERTION
        assert not expression.unknown
        assert not entry.members
    else:
        assert entry.expression == spdx.NOASSERTION
        assert not entry.profile
        assert entry.note or entry.members
        assert (len(entry.members) >= 2) == (entry.certainty is Certainty.FAMILY)


def test_all_ids_of_one_license_have_a_profile_but_two_whose_texts_were_not_read() -> None:
    identified = [entry for entry in _KNOWLEDGE.hub_ids if entry.certainty is Certainty.IDENTIFIED]

    assert {entry.id for entry in identified if not entry.profile} == {"h-research", "tii-falcon-llm"}


@_ALL
def test_a_profile_it_names_exists_and_has_that_expression(entry: HubId) -> None:
    if entry.profile:
        profile = _KNOWLEDGE.profile(entry.profile)
        assert profile is not None
        assert profile.key == entry.profile
        assert profile.spdx == entry.expression
    elif entry.certainty is Certainty.IDENTIFIED:
        assert _KNOWLEDGE.profile(entry.expression) is None, "its profile should be named"


@_ALL
def test_every_member_of_a_family_is_a_license(entry: HubId) -> None:
    for member in entry.members:
        known = _KNOWLEDGE.profile(member) is not None
        assert known or spdx.official_spelling(member) == member or member.startswith("LicenseRef-"), member


@pytest.mark.parametrize("value", ["unknown", "other"])
def test_no_license_is_never_read_as_a_permissive_one(value: str) -> None:
    for entry in (_KNOWLEDGE.hub_id(value), _KNOWLEDGE.license_name(value)):
        assert entry is None or (entry.certainty, entry.expression) == (Certainty.UNSAID, spdx.NOASSERTION)
    assert _KNOWLEDGE.hub_id(value) is not None


@pytest.mark.parametrize(
    ("value", "members"),
    [
        (
            "modified-mit",
            (
                "kimi-k2-modified-mit",
                "kimi-k2.5-modified-mit",
                "kimi-k2.6-modified-mit",
                "kimi-k2.7-code-modified-mit",
                "kimi-k3",
                "minimax-m2-modified-mit",
                "minimax-m2.1-modified-mit",
                "mistral-modified-mit",
            ),
        ),
        ("falcon-llm-license", ("falcon-2-tii", "falcon-3-tii")),
        ("exaone", ("exaone-nc-1.1", "exaone-nc-1.2", "k-exaone")),
        (
            "tencent-hunyuan-community",
            (
                "tencent-hunyuan-community",
                "tencent-hunyuan-community-2025",
                "tencent-hunyuan-large",
                "tencent-hunyuan-3d-2.0",
                "tencent-hunyuan-3d-2.1",
            ),
        ),
        ("yi-34b", ("apache-2.0", "yi-community-2.1")),
    ],
)
def test_a_name_of_several_texts_is_a_family(value: str, members: tuple[str, ...]) -> None:
    entry = _KNOWLEDGE.license_name(value)

    assert entry is not None
    assert (entry.certainty, entry.members) == (Certainty.FAMILY, members)


@pytest.mark.parametrize(
    ("value", "profile"),
    [
        ("llama3_1", "llama3.1"),
        ("Llama 3.1 Community License Agreement", "llama3.1"),
        ("llama3.3-community", "llama3.3"),
        ("meta-llama-3", "llama3"),
        ("gemma_terms_of_use", "gemma"),
        ("tongyi-qianwen-research-license", "tongyi-qianwen-research"),
        ("qwen-research-license", "qwen-research"),
        ("falcon-2-11b-tii-license", "falcon-2-tii"),
        ("tii-falcon-license-2.0", "falcon-3-tii"),
        ("fair-ai-public-license-1.0", "fair-ai-public-1.0"),
        ("faipl-1.0-sd", "fair-ai-public-1.0-sd"),
        ("flux1-dev-non-commercial-license", "flux1-dev-nc"),
        ("tencent-hunyuan-3d-2.1-community", "tencent-hunyuan-3d-2.1"),
        ("NVIDIA Open Model Agreement", "nvidia-open-model-agreement"),
        ("NVIDIA Open Model License Agreement", "nvidia-open-model"),
        ("openmdw-1.1", "openmdw-1.1"),
        ("minimax-model-license", "minimax-01"),
        ("xai-community-license", "grok2-community"),
        ("health-ai-developer-foundation", "hai-def"),
        ("lfm-1.0", "lfm-open-1.0"),
        ("chatglm2-6b", "chatglm-6b"),
        ("stabilityai-ai-community-license", "stability-community"),
        ("eupl-1.1", "eupl-1.1"),
        ("apache-2-0", "apache-2.0"),
    ],
)
def test_a_name_in_another_spelling_is_that_license(value: str, profile: str) -> None:
    means = meaning(value, _KNOWLEDGE, name=True)
    known = _KNOWLEDGE.profile(means.profile or means.expression)

    assert (means.certainty, known.key if known else "") == (Certainty.IDENTIFIED, profile)


@pytest.mark.parametrize(
    ("value", "some"),
    [
        ("hunyuan-community", "tencent-hunyuan-large"),
        ("tencent-hunyuan", "tencent-hunyuan-community"),
        ("stability-ai", "stability-nc-research"),
        ("stability-license", "stability-community"),
        ("flux-dev-non-commercial-license", "flux-nc-2.0"),
        ("flux-2-dev-non-commercial-license", "flux-nc-2.1"),
        ("kimi-modified-mit", "kimi-k2.5-modified-mit"),
        ("faipl", "fair-ai-public-1.0"),
        ("fair-ai-public-license", "fair-ai-public-1.0-sd"),
        ("falcon-2-license", "falcon-2-tii"),
        ("openmdw", "openmdw-1.1"),
        ("eupl", "eupl-1.1"),
        ("gpl", "GPL-3.0-only"),
    ],
)
def test_a_name_that_several_licenses_bear_is_none_of_them(value: str, some: str) -> None:
    means = meaning(value, _KNOWLEDGE, name=True)

    assert (means.certainty, means.expression) == (Certainty.FAMILY, spdx.NOASSERTION)
    assert some in means.members


@pytest.mark.parametrize(
    "value",
    [
        "gemma-4",
        "llama5",
        "llama-3.4",
        "deepseek-r1",
        "chatglm3",
        "qwen3",
        "fair",
        "swallow",
        "jamba",
        "kimi-k2.5",
        "sam",
    ],
)
def test_a_name_of_a_model_is_no_name_of_a_license(value: str) -> None:
    assert meaning(value, _KNOWLEDGE, name=True).certainty is Certainty.UNKNOWN


@pytest.mark.parametrize(
    ("address", "license_id"),
    [
        ("https://freedevproject.org/faipl-1.0-sd/", "LicenseRef-scancode-fair-ai-public-1.0-sd"),
        ("https://freedevproject.org/faipl-1.0/", "LicenseRef-scancode-fair-ai-public-1.0"),
        ("https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/LICENSE", "llama3.1"),
        ("https://github.com/deepseek-ai/DeepSeek-V3/blob/main/LICENSE-MODEL", "deepseek-model-1.0"),
        ("https://github.com/deepseek-ai/DeepSeek-V3/blob/main/LICENSE-CODE", ""),
        ("https://falconllm-staging.tii.ae/falcon-2-terms-and-conditions.html", "falcon-2-tii"),
        ("https://stability.ai/license", ""),
        ("https://huggingface.co/black-forest-labs/FLUX.1-dev/blob/main/LICENSE.md", ""),
    ],
)
def test_an_address_names_a_license_where_one_text_is_there(address: str, license_id: str) -> None:
    assert names(_KNOWLEDGE).of_link(address) == license_id


@pytest.mark.parametrize("value", ["openrail", "cc", "bsd", "gfdl", "gpl", "lgpl"])
def test_an_id_without_a_version_is_a_family(value: str) -> None:
    assert _hub_id(value).certainty is Certainty.FAMILY


@pytest.mark.parametrize("value", ["agpl-3.0", "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0"])
def test_a_gnu_id_is_read_as_only_and_says_that_it_was_not_told(value: str) -> None:
    entry = _hub_id(value)

    assert entry.expression == f"{value.upper()}-only"
    assert "-or-later" in entry.note


def test_boost_is_not_the_business_source_license() -> None:
    assert _hub_id("bsl-1.0").expression == "BSL-1.0"
    assert "BUSL-1.1" in _hub_id("bsl-1.0").note


def test_case_and_blanks_around_a_value_do_not_count() -> None:
    assert _KNOWLEDGE.hub_id(" Apache-2.0 ") is _KNOWLEDGE.hub_id("apache-2.0")


def _hub_id(value: str) -> HubId:
    entry = _KNOWLEDGE.hub_id(value)
    assert entry is not None
    return entry
