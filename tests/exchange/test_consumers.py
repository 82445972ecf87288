"""What independent readers see of our documents: the licenses, the lineage and the parts that the audit has."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.model import Audit
from auditor.report import formats
from auditor.report.bom.items import ItemKind
from auditor.report.bom.read import read
from tests.exchange.conftest import AUDITS, schema

Audits = Callable[[str], Audit]
_PARENTS = {
    "meta-llama/Llama-3.1-8B": "LicenseRef-scancode-llama-3.1-license-2024",
    "mistralai/Mistral-7B-v0.1": "Apache-2.0",
    "Qwen/Qwen2.5-7B": "Apache-2.0",
    "deepseek-ai/DeepSeek-R1": "MIT",
    "google/gemma-2-9b": "LicenseRef-scancode-gemma-tou-2025-03-24",
}
_DATASET = "HuggingFaceH4/ultrachat_200k"
_CONCLUDED = (
    "Apache-2.0 AND LicenseRef-scancode-gemma-tou-2025-03-24 AND LicenseRef-scancode-llama-3.1-license-2024 AND MIT"
)


def test_the_bill_has_what_the_audit_has(audits: Audits) -> None:
    bom = read(audits("merge"))
    by_kind = {kind: [item for item in bom.items if item.kind is kind] for kind in ItemKind}

    assert (bom.subject.licensing.declared, bom.subject.licensing.concluded) == ("Apache-2.0", _CONCLUDED)
    assert {item.name: item.licensing.declared for item in by_kind[ItemKind.MODEL]} == _PARENTS
    assert [item.name for item in by_kind[ItemKind.DATASET]] == [_DATASET]
    assert {item.part: item.licensing.declared for item in by_kind[ItemKind.PART]} == {"code": "MIT"}
    assert bom.not_read == ("NOTICE: not text",)
    assert not bom.subject.purl


def test_a_model_that_was_read_from_the_hub_has_its_package_url(audits: Audits) -> None:
    subject = read(audits("hub")).subject
    assert subject.purl == "pkg:huggingface/acme/Pelican-8B@0123456789abcdef0123456789abcdef01234567"
    assert subject.publisher == "acme"


def test_candidates_are_alternatives_and_no_parent(audits: Audits) -> None:
    bom = read(audits("01-rakuten-ai-3.0-as-released"))
    assert (bom.items, bom.links) == ((), ())
    assert bom.subject.licensing.concluded == "NOASSERTION"
    assert "deepseek-ai/DeepSeek-R1: MIT" in bom.subject.licensing.why
    (question,) = bom.open
    assert question.startswith("Not settled: consistent with DeepSeek-V3 (deepseek-ai), one of: ")
    text = formats.render(audits("01-rakuten-ai-3.0-as-released"), "cyclonedx")
    assert "ancestors" not in json.loads(text)["metadata"]["component"]["pedigree"]


@pytest.mark.filterwarnings("ignore")
def test_the_bindings_of_spdx_3_see_the_same(audits: Audits) -> None:
    from spdx_python_model import v3_0_1 as spdx  # noqa: PLC0415 - a tenth of a second

    objects = spdx.SHACLObjectSet()
    spdx.JSONLDDeserializer().read(io.BytesIO(formats.render(audits("merge"), "spdx3").encode()), objects)
    assert not objects.link()
    models = {each.name: each for each in objects.foreach_type(spdx.ai_AIPackage)}
    relationships = list(objects.foreach_type(spdx.Relationship))

    def related(name: str, how: str) -> list[object]:
        kind = getattr(spdx.RelationshipType, how)
        return [
            to
            for each in relationships
            if each.from_ is models[name] and each.relationshipType == kind
            for to in each.to
        ]

    assert {each.name for each in related("acme/Pelican-8B", "descendantOf")} == set(_PARENTS)  # type: ignore[attr-defined]
    assert [each.name for each in related("acme/Pelican-8B", "trainedOn")] == [_DATASET]  # type: ignore[attr-defined]
    for name, license_id in _PARENTS.items():
        (declared,) = related(name, "hasDeclaredLicense")
        assert declared.simplelicensing_licenseExpression == license_id  # type: ignore[attr-defined]
    (concluded,) = related("acme/Pelican-8B", "hasConcludedLicense")
    assert concluded.simplelicensing_licenseExpression == _CONCLUDED  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore")
def test_a_reader_of_rdf_sees_the_same(audits: Audits) -> None:
    import rdflib  # noqa: PLC0415 - as above

    made = json.loads(formats.render(audits("merge"), "spdx3"))
    made["@context"] = schema("spdx-3.0.1.context.jsonld")["@context"]
    graph = rdflib.Graph().parse(data=json.dumps(made), format="json-ld")
    rows = graph.query(
        """
        PREFIX core: <https://spdx.org/rdf/3.0.1/terms/Core/>
        PREFIX licensing: <https://spdx.org/rdf/3.0.1/terms/SimpleLicensing/>
        SELECT ?name ?license WHERE {
          ?descent core:relationshipType <https://spdx.org/rdf/3.0.1/terms/Core/RelationshipType/descendantOf> ;
            core:to ?parent .
          ?parent core:name ?name .
          ?declared core:from ?parent ; core:to/licensing:licenseExpression ?license ;
            core:relationshipType <https://spdx.org/rdf/3.0.1/terms/Core/RelationshipType/hasDeclaredLicense> .
        }"""
    )
    assert {str(row[0]): str(row[1]) for row in rows} == _PARENTS  # type: ignore[index]


@pytest.mark.filterwarnings("ignore")
def test_the_tools_of_spdx_2_see_the_same(audits: Audits, tmp_path: Path) -> None:
    from spdx_tools.spdx.parser.parse_anything import parse_file  # noqa: PLC0415 - as above

    place = tmp_path / "made.spdx.json"
    place.write_text(formats.render(audits("merge"), "spdx2"), encoding="utf-8")
    document = parse_file(str(place))
    packages = {package.spdx_id: package for package in document.packages}
    descent = [each for each in document.relationships if each.relationship_type.name == "DESCENDANT_OF"]

    assert {
        packages[each.related_spdx_element_id].name: str(packages[each.related_spdx_element_id].license_declared)
        for each in descent
    } == _PARENTS
    texts = {each.license_id for each in document.extracted_licensing_info}
    assert texts == {each for each in _PARENTS.values() if each.startswith("LicenseRef-")}


@pytest.mark.parametrize("style", ["cyclonedx", "cyclonedx-1.6"])
def test_the_library_of_cyclonedx_sees_the_same(style: str, audits: Audits) -> None:
    """It knows no model card, and 11 of its versions refuse an expression beside a license: 1.6 has one of the two."""
    made = json.loads(formats.render(audits("merge"), style))
    subject = made["metadata"]["component"]
    ancestors = {f"{each['group']}/{each['name']}": each["licenses"] for each in subject["pedigree"]["ancestors"]}

    assert set(ancestors) == set(_PARENTS)
    assert ancestors["deepseek-ai/DeepSeek-R1"][0] == {"license": {"id": "MIT", "acknowledgement": "declared"}}
    assert subject["modelCard"]["modelParameters"]["datasets"] == [{"ref": f"dataset:{_DATASET}"}]
    if style == "cyclonedx-1.6":
        from cyclonedx.model.bom import Bom  # noqa: PLC0415 - most of a second

        bom = Bom.from_json(made)  # type: ignore[attr-defined] - made by its decorator
        component = bom.metadata.component
        assert {f"{each.group}/{each.name}" for each in component.pedigree.ancestors} == set(_PARENTS)
        (expression,) = component.licenses
        assert (expression.value, expression.acknowledgement.value) == (_CONCLUDED, "concluded")
        assert {each.name for each in bom.components} >= {"ultrachat_200k", "acme/Pelican-8B (code)"}


@pytest.mark.parametrize("name", AUDITS)
@pytest.mark.parametrize(
    "style", ["sarif", "spdx3", "spdx2", "cyclonedx", "cyclonedx-1.6", "gitlab", "junit", "notice"]
)
def test_the_same_audit_gives_the_same_bytes(name: str, style: str, audits: Audits) -> None:
    again = Audit.from_json(audits(name).to_json())
    assert formats.render(audits(name), style) == formats.render(again, style)
