"""Audits whose lineage is drawn: with an edge or two, and with names that would break out of a drawing."""

from __future__ import annotations

from auditor.model import Audit, Candidate, Evidence, Grade, Relation, Rung, Upstream
from support import samples

HOSTILE = (
    'a"]; n9 -> n0; x["b',
    "a\\",
    'a\\" b',
    "\\N \\G \\l",
    '"; } digraph { "',
    "<b>bold</b>",
    "end",
    "`**markdown**`",
    "%%{init: {'securityLevel': 'loose'}}%%",
    "style: #fff;",
    'click n0 "javascript:alert(1)"',
    "a|b| --> n0",
    "{{a}} ([b]) [/c/] #quot; &amp;",
    "日本語のモデル",
    "a\nb\r\nc\u2028d",
)


def edge(name: str, **changes: object) -> Upstream:
    made = Upstream(
        name=name,
        title=name,
        relations=(Relation.FINETUNE,),
        candidates=(Candidate(name=name, license=name, grade=Grade.SEEN),),
        evidence=(Evidence(rung=Rung.DECLARED, says=name),),
        component=name,
    )
    return made.replace(**changes)


def audit_of(*upstreams: Upstream, name: str = "me/Mine") -> Audit:
    return samples.audit(samples.repository("dir", name), upstreams=upstreams)


def named(name: str) -> Audit:
    several = (
        Candidate(name=name, license=None, grade=Grade.SEEN),
        Candidate(name="b", license="MIT", grade=Grade.MEMORY),
    )
    return audit_of(edge(name), edge(f"{name}2", candidates=several, via=name), name=name)
