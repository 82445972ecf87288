"""What independent readers see of our documents: the licenses, the lineage and the parts that the audit has."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Audit
from auditor.report import formats
from auditor.report.bom.items import ItemKind
from auditor.report.bom.read import read
from support.exchanged import AUDITS, CONCLUDED, DATASET, DECLARED, PARENTS, PART
from support.validators import schema

Audits = Callable[[str], Audit]


def test_the_bill_has_what_the_audit_has(audits: Audits) -> None:
    bom = read(audits("merge"))
    by_kind = {kind: [item for item in bom.items if item.kind is kind] for kind in ItemKind}

    assert (bom.subject.licensing.declared, bom.subject.licensing.concluded) == ("Apache-2.0", CONCLUDED)
    assert {item.name: item.licensing.concluded for item in by_kind[ItemKind.MODEL]} == PARENTS
    assert {item.name: item.licensing.declared for item in by_kind[ItemKind.MODEL]} == DECLARED
    assert all(item.licensing.why for item in bom.items if item.licensing.declared != item.licensing.concluded)
    assert [item.name for item in by_kind[ItemKind.DATASET]] == [DATASET]
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

    def license_of(name: str, how: str) -> object:
        (only,) = related(name, how)
        if isinstance(only, str):
            return only.rpartition("/")[2].removesuffix("License").upper()
        return only.simplelicensing_licenseExpression  # type: ignore[attr-defined]

    assert {each.name for each in related("acme/Pelican-8B", "descendantOf")} == set(PARENTS)  # type: ignore[attr-defined]
    assert [each.name for each in related("acme/Pelican-8B", "trainedOn")] == [DATASET]  # type: ignore[attr-defined]
    assert {each.name for each in related("acme/Pelican-8B", "contains")} >= {PART}  # type: ignore[attr-defined]
    assert {name: license_of(name, "hasConcludedLicense") for name in PARENTS} == PARENTS
    assert {name: license_of(name, "hasDeclaredLicense") for name in PARENTS} == DECLARED
    assert license_of("acme/Pelican-8B", "hasConcludedLicense") == CONCLUDED


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
          ?concluded core:from ?parent ; core:to/licensing:licenseExpression ?license ;
            core:relationshipType <https://spdx.org/rdf/3.0.1/terms/Core/RelationshipType/hasConcludedLicense> .
        }"""
    )
    assert {str(row[0]): str(row[1]) for row in rows} == PARENTS  # type: ignore[index]


@pytest.mark.filterwarnings("ignore")
def test_the_tools_of_spdx_2_see_the_same(audits: Audits, tmp_path: Path) -> None:
    from spdx_tools.spdx.parser.parse_anything import parse_file  # noqa: PLC0415 - as above

    place = tmp_path / "made.spdx.json"
    place.write_text(formats.render(audits("merge"), "spdx2"), encoding="utf-8")
    document = parse_file(str(place))
    packages = {package.spdx_id: package for package in document.packages}
    descent = [each for each in document.relationships if each.relationship_type.name == "DESCENDANT_OF"]

    parents = [packages[each.related_spdx_element_id] for each in descent]
    assert {each.name: str(each.license_concluded) for each in parents} == PARENTS
    assert {each.name: str(each.license_declared) for each in parents} == DECLARED
    texts = {each.license_id for each in document.extracted_licensing_info}
    assert texts == {each for each in PARENTS.values() if each.startswith("LicenseRef-")}


@pytest.mark.parametrize("style", ["cyclonedx", "cyclonedx-1.6"])
def test_the_library_of_cyclonedx_sees_the_same(style: str, audits: Audits) -> None:
    """All but the model card, which it has no class for. In 1.6, an expression leaves no room for what is declared."""
    from cyclonedx.model.bom import Bom  # noqa: PLC0415 - most of a second

    made = json.loads(formats.render(audits("merge"), style))
    bom = Bom.from_json(made)  # type: ignore[attr-defined] - made by its decorator
    component = bom.metadata.component

    def licenses(of: Any) -> set[tuple[str, str]]:  # noqa: ANN401 - the library's
        return {
            (getattr(each, "value", None) or each.id or _custom(each), each.acknowledgement.value)
            for each in of.licenses
        }

    assert licenses(component) == {(CONCLUDED, "concluded")} | (
        {("Apache-2.0", "declared")} if style == "cyclonedx" else set()
    )
    for ancestor in component.pedigree.ancestors:
        name = f"{ancestor.group}/{ancestor.name}"
        declared = {(DECLARED[name], "declared")} - {("NOASSERTION", "declared")}
        assert licenses(ancestor) == {(PARENTS[name], "concluded")} | declared
    assert {f"{each.group}/{each.name}" for each in component.pedigree.ancestors} == set(PARENTS)
    assert {each.name for each in bom.components} >= {"ultrachat_200k", PART}
    assert made["metadata"]["component"]["modelCard"]["modelParameters"]["datasets"] == [{"ref": f"dataset:{DATASET}"}]


def _custom(named: Any) -> str:  # noqa: ANN401 - as above
    """The SPDX id of a license that has a name only."""
    (value,) = [each.value for each in named.properties if each.name == "auditor:license:spdx"]
    return str(value)


@pytest.mark.parametrize("name", AUDITS)
@pytest.mark.parametrize(
    "style", [style for subject, style in formats.FORMATS if subject == "audit" and style != "pdf"]
)
def test_the_same_audit_gives_the_same_bytes(name: str, style: str, audits: Audits) -> None:
    again = Audit.from_json(audits(name).to_json())
    assert formats.render(audits(name), style) == formats.render(again, style)
