"""The lineage for machines: closed, complete, the same bytes."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from auditor.model import Audit, Candidate, Evidence, Relation
from auditor.report.lineage import json as lineage_json
from support import samples
from support.deceiving import deceives


def _report(of: Audit) -> dict[str, Any]:
    return json.loads(lineage_json.render(of))


def test_every_audit_is_valid_against_the_schema(audit: Audit) -> None:
    jsonschema.Draft202012Validator.check_schema(lineage_json.schema())
    jsonschema.validate(_report(audit), lineage_json.schema(), cls=jsonschema.Draft202012Validator)


def test_it_begins_with_its_format_and_what_made_it(rakuten: Audit) -> None:
    lines = _report(rakuten)

    assert list(lines)[:3] == ["format", "version", "rules_digest"]
    assert lines["format"] == "auditor-lineage/2"


def test_a_candidate_set_is_one_node_with_all_of_them(rakuten: Audit) -> None:
    lines = _report(rakuten)
    model, family = lines["nodes"]

    assert (model["id"], model["kind"], model["title"]) == ("n0", "model", rakuten.repository.name)
    assert (family["kind"], family["name"]) == ("one-of", "deepseek-v3")
    assert [Candidate.from_plain(candidate) for candidate in family["candidates"]] == list(
        rakuten.upstreams[0].candidates
    )
    assert [Evidence.from_plain(item) for item in lines["edges"][0]["evidence"]] == list(rakuten.upstreams[0].evidence)
    assert lines["edges"][0]["best"] == "signature"
    assert [(edge["parent"], edge["child"], edge["firm"]) for edge in lines["edges"]] == [("n1", "n0", False)]


def test_steps_and_the_whole_way_are_told_apart() -> None:
    below, above = samples.llama().upstreams[0], samples.llama().upstreams[0]
    below = below.replace(name="a/Adapter", relations=(Relation.ADAPTER,))
    above = above.replace(relations=(Relation.ADAPTER,), step=(Relation.FINETUNE,), via="a/Adapter")
    lines = _report(samples.llama().replace(upstreams=(below, above)))

    assert [(edge["parent"], edge["child"], edge["relations"], edge["overall"]) for edge in lines["edges"]] == [
        ("n1", "n0", ["adapter"], ["adapter"]),
        ("n2", "n1", ["finetune"], ["adapter"]),
    ]


def test_the_same_audit_gives_the_same_bytes_and_nothing_deceives(audit: Audit) -> None:
    text = lineage_json.render(audit)

    assert text == lineage_json.render(audit)
    assert not [character for character in text if deceives(character)]


def test_every_edge_leads_to_nodes_that_are_there(audit: Audit) -> None:
    lines = _report(audit)
    ids = [node["id"] for node in lines["nodes"]]

    assert len(set(ids)) == len(ids)
    assert {edge["parent"] for edge in lines["edges"]} == set(ids) - {"n0"}
    assert {edge["child"] for edge in lines["edges"]} <= set(ids)


def test_what_was_not_read_is_there_where_a_base_could_have_been_named(audit: Audit) -> None:
    lines = _report(audit)

    assert [entry["path"] for entry in lines["unread"]] == [entry.path for entry in audit.unread if entry.matters]
