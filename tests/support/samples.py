"""Audits made by hand: what a report is given, without any engine behind it."""

from __future__ import annotations

from auditor import verdict
from auditor.model import (
    Audit,
    Because,
    Candidate,
    Certainty,
    Citation,
    Copyright,
    Detection,
    Document,
    DocumentKind,
    Evidence,
    FileEntry,
    Finding,
    Grade,
    KnownRelease,
    Location,
    Match,
    NameSource,
    Outcome,
    Part,
    Reason,
    Relation,
    Repository,
    Rung,
    Severity,
    Shortfall,
    Standing,
    Statement,
    StatementSource,
    Unread,
    UnreadReason,
    Upstream,
    Verdict,
    Waiver,
    WaiverReason,
    WaiverState,
    Words,
)

MIT = Citation(
    license="mit",
    name="MIT License",
    clause="condition",
    quote="The above copyright notice and this permission notice shall be included in all copies or substantial "
    "portions of the Software.",
    grade=Grade.TEXT,
)
DEEPSEEK = Citation(
    license="deepseek-model-1.0",
    name="DeepSeek License Agreement v1.0",
    clause="§4(a)",
    quote="Use-based restrictions as referenced in paragraph 5 MUST be included as an enforceable provision by You in "
    "any type of legal agreement (e.g. a license) governing the use and/or distribution of the Model or Derivatives of "
    "the Model, and You shall give notice to subsequent users You Distribute to, that the Model or Derivatives of the "
    "Model are subject to paragraph 5.",
    grade=Grade.TEXT,
)
LLAMA = "Llama 3.1 Community License Agreement"
V3, V3_0324, R1 = "deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-0324", "deepseek-ai/DeepSeek-R1"
BY_SHAPE = Reason(code=Because.SHAPE_ONLY)
WHICH = "Which checkpoint was the model made from, and at which revision?"


def document(path: str, kind: DocumentKind, part: Part = Part.WEIGHTS) -> Document:
    return Document(
        path=path, kind=kind, part=part, root="", sha256=f"{len(path):x}" * 32, size=1234, text="secret text"
    )


def repository(target: str, name: str | None = None, **changes: object) -> Repository:
    made = Repository(
        target=target,
        name=name,
        name_source=NameSource.GIVEN if name else None,
        revision=None,
        files=(FileEntry(path="README.md", size=900), FileEntry(path="config.json", size=2100)),
        roots=("",),
        documents=(document("README.md", DocumentKind.CARD), document("config.json", DocumentKind.CONFIG)),
        unread=(),
    )
    return made.replace(**changes)


def audit(of: Repository, **changes: object) -> Audit:
    made = Audit(
        target=of.target,
        as_of="2026-11-22",
        version="0.1.0",
        rules_digest="0123456789ab",
        standing=Standing.UNDETERMINED,
        repository=of,
        known_release=None,
        statements=(),
        detections=(),
        copyrights=(),
        upstreams=(),
        concluded="NOASSERTION",
        findings=(),
        outcomes=(),
        unread=of.unread,
    )
    return judged(made.replace(**changes))


def judged(of: Audit) -> Audit:
    """The audit with the standing that its findings give."""
    return of.replace(standing=verdict.standing(of.findings, unread=of.unread, concluded=of.concluded))


def declared(expression: str, line: int = 3, **changes: object) -> Statement:
    made = Statement(
        expression=expression,
        source=StatementSource.DECLARED,
        part=Part.WEIGHTS,
        certainty=Certainty.IDENTIFIED,
        raw=expression.lower(),
        location=Location(path="README.md", first=line),
        by="card, license",
    )
    return made.replace(**changes)


def rakuten() -> Audit:
    """A candidate set known by shape only: one error, one warning, notes."""
    config = Location(path="config.json", key="architectures")
    card = Location(path="README.md", first=3)
    family = Upstream(
        name="deepseek-v3",
        title="the DeepSeek-V3 family",
        relations=(Relation.FINETUNE, Relation.QUANTIZED),
        candidates=(
            Candidate(
                name=V3,
                license="LicenseRef-scancode-deepseek-la-1.0",
                grade=Grade.SEEN,
                source="LICENSE-MODEL in the publisher's repository",
                date="2024-12-26",
                copyrights=("Copyright (c) 2023 DeepSeek",),
                copyrights_read=True,
                matched=23,
                compared=23,
            ),
            Candidate(name=V3_0324, license="MIT", grade=Grade.SECONDARY, date="2025-03-24", matched=23, compared=23),
            Candidate(
                name=R1,
                license="MIT",
                grade=Grade.SEEN,
                date="2025-01-20",
                copyrights=("Copyright (c) 2023 DeepSeek",),
                copyrights_read=True,
                matched=23,
                compared=23,
            ),
        ),
        evidence=(
            Evidence(rung=Rung.ARCHITECTURE, says="the class is DeepseekV3ForCausalLM", location=config),
            Evidence(
                rung=Rung.SIGNATURE,
                says="hidden size 7168, 61 layers, 256 routed experts and vocabulary 129280 are those of DeepSeek-V3",
                location=Location(path="config.json", key="hidden_size"),
            ),
        ),
        note="Kimi K2 and Moonlight carry the same class and are other models; their numbers differ from these.",
    )
    missing = Outcome(
        rule="license-text-missing",
        verdict=Verdict.UNDETERMINED,
        if_confirmed=Verdict.BREACHED,
        license="mit",
        code="include_license_text",
        upstream="deepseek-v3",
        says="no file carries the MIT text with DeepSeek's line",
        because=(BY_SHAPE,),
        citation=MIT,
        relations=(Relation.FINETUNE,),
    )
    text = Finding(
        id="license-text-missing:deepseek-model-1.0+mit:deepseek-v3",
        rule="license-text-missing",
        severity=Severity.ERROR,
        verdict=Verdict.UNDETERMINED,
        if_confirmed=Verdict.BREACHED,
        kind=Shortfall.DUTY,
        title="the license text of what it was made from is not here",
        message="Whichever checkpoint of the DeepSeek-V3 family this was made from, its license asks that the text "
        "travels with the weights. The repository carries the Apache-2.0 text only.",
        remedy="Add the upstream's LICENSE file as published, with its line “Copyright (c) 2023 DeepSeek”. A NOTICE "
        "that carries the whole text will do.",
        question=WHICH,
        upstream="deepseek-v3",
        candidates=(V3, V3_0324, R1),
        evidence=(Location(path="LICENSE", first=1, last=201), config),
        citations=(
            MIT,
            DEEPSEEK.replace(
                clause="§4(b)",
                quote="You must give any Third Party recipients "
                "of the Model or Derivatives of the Model a copy of this License",
            ),
        ),
        outcomes=tuple(missing.replace(candidate=name) for name in (V3_0324, R1)),
    )
    restrictions = Finding(
        id="use-restrictions-not-passed-on:deepseek-model-1.0:deepseek-v3",
        rule="use-restrictions-not-passed-on",
        severity=Severity.WARNING,
        verdict=Verdict.UNDETERMINED,
        if_confirmed=Verdict.BREACHED,
        kind=Shortfall.OVER_GRANT,
        title="the declared license leaves out use restrictions of the upstream",
        message="Apache-2.0 permits every use. The DeepSeek License Agreement of December 2024 forbids some, and says "
        "that whoever passes a derivative on must forbid them too.",
        remedy="Carry Attachment A of the DeepSeek License Agreement as an added term, or name the checkpoint if it "
        "came under MIT.",
        question=WHICH,
        upstream="deepseek-v3",
        candidates=(V3,),
        spared=(V3_0324, R1),
        evidence=(card,),
        citations=(DEEPSEEK,),
        outcomes=(missing.replace(rule="use-restrictions-not-passed-on", candidate=V3, citation=DEEPSEEK),),
    )
    undeclared = Finding(
        id="base-undeclared:any:deepseek-v3",
        rule="base-undeclared",
        severity=Severity.NOTE,
        verdict=Verdict.UNDETERMINED,
        title="the card names no base model",
        message="The configuration is consistent with the DeepSeek-V3 family, and the card has no base_model.",
        remedy="Name the base model and its revision in the card: base_model: deepseek-ai/…",
        question=WHICH,
        upstream="deepseek-v3",
        evidence=(Location(path="README.md", first=1, last=14),),
    )
    apache = Detection(
        location=Location(path="LICENSE", first=1, last=201),
        license="apache-2.0",
        expression="Apache-2.0",
        match=Match.EXACT,
        matcher="digest",
        score=1.0,
        license_coverage=1.0,
        file_coverage=1.0,
    )
    made_from = Statement(
        expression="MIT OR LicenseRef-scancode-deepseek-la-1.0",
        source=StatementSource.INHERITED,
        part=Part.WEIGHTS,
        certainty=Certainty.FAMILY,
        raw="MIT, LicenseRef-scancode-deepseek-la-1.0",
        by="the DeepSeek-V3 family",
        outbound=False,
    )
    carried = declared("Apache-2.0").replace(
        source=StatementSource.DETECTED, location=apache.location, by="LICENSE, exact text"
    )
    kept = Outcome(
        rule="license-text-missing",
        verdict=Verdict.MET,
        license="apache-2.0",
        code="include_license_text",
        says="the text of Apache-2.0 stands in LICENSE",
        evidence=(apache.location,),
        citation=Citation(
            license="apache-2.0",
            name="Apache License 2.0",
            clause="§4(a)",
            quote="You must give any other recipients of the Work or Derivative Works a copy of this License",
            grade=Grade.TEXT,
        ),
    )
    agree = Outcome(
        rule="statements-disagree",
        verdict=Verdict.MET,
        says="the card and LICENSE agree on Apache-2.0",
        evidence=(card,),
    )
    return audit(
        repository(
            "Rakuten/RakutenAI-3.0", "Rakuten/RakutenAI-3.0", revision="3f2a9c1b7d04e5a6978812345678901234567890"
        ),
        statements=(declared("Apache-2.0"), carried, made_from),
        detections=(apache,),
        upstreams=(family,),
        concluded="Apache-2.0 AND NOASSERTION",
        findings=(undeclared, restrictions, text),
        outcomes=(kept, agree),
        names={"LicenseRef-scancode-deepseek-la-1.0": "DeepSeek License Agreement v1.0"},
    )


def llama() -> Audit:
    """A declared base under Llama 3.1, relabelled: settled breaches."""
    base = "meta-llama/Llama-3.1-8B"

    def citation(clause: str, quote: str) -> Citation:
        return Citation(license="llama3.1", name=LLAMA, clause=clause, quote=quote, grade=Grade.TEXT)

    def finding(rule: str, kind: Shortfall, title: str, remedy: str, cited: Citation, **changes: object) -> Finding:
        made = Finding(
            id=f"{rule}:llama3.1:{base}",
            rule=rule,
            severity=Severity.ERROR,
            verdict=Verdict.BREACHED,
            kind=kind,
            title=title,
            message=f"{base} is the declared base, and came under the {LLAMA}.",
            remedy=remedy,
            upstream=base,
            evidence=(Location(path="README.md", first=2),),
            citations=(cited,),
        )
        return made.replace(**changes)

    name = citation("§1.b.i", "you shall also include “Llama” at the beginning of any such AI model name")
    text = citation("§1.b.i", "provide a copy of this Agreement with any such Llama Materials")
    built = citation("§1.b.i(B)", "prominently display “Built with Llama”")
    limit = citation("§2", "greater than 700 million monthly active users")
    return audit(
        repository("./CoolChat-8B", "acme/CoolChat-8B"),
        statements=(declared("Apache-2.0", 2),),
        upstreams=(
            Upstream(
                name=base,
                title=base,
                relations=(Relation.FINETUNE,),
                candidates=(
                    Candidate(name=base, license="LicenseRef-scancode-llama-3.1-license-2024", grade=Grade.SEEN),
                ),
                evidence=(
                    Evidence(
                        rung=Rung.DECLARED,
                        says="the card says base_model",
                        location=Location(path="README.md", first=4),
                        quote=f"base_model: {base}",
                    ),
                ),
            ),
        ),
        concluded="LicenseRef-scancode-llama-3.1-license-2024",
        findings=(
            finding(
                "name-prefix-missing",
                Shortfall.DUTY,
                "the name does not begin as the license asks",
                "Rename the model so that its name begins with “Llama”.",
                name,
            ),
            finding(
                "license-text-missing",
                Shortfall.DUTY,
                "the license text of what it was made from is not here",
                f"Add the text of the {LLAMA}.",
                text,
            ),
            finding(
                "limit-dropped",
                Shortfall.OVER_GRANT,
                "the label promises what the upstream withheld",
                "Declare llama3.1 instead of apache-2.0.",
                limit,
            ),
            finding(
                "attribution-phrase-missing",
                Shortfall.DUTY,
                "words the license asks for are not here",
                "Write “Built with Llama” into the model card.",
                built,
                severity=Severity.WARNING,
                verdict=Verdict.UNDETERMINED,
                if_confirmed=None,
                question="Does a related website, user interface or blog post say “Built with Llama”?",
            ),
        ),
        names={"LicenseRef-scancode-llama-3.1-license-2024": LLAMA},
    )


def clean() -> Audit:
    """A base model under MIT whose text is there."""
    place = Location(path="LICENSE", first=1, last=21)
    detected = declared("MIT").replace(source=StatementSource.DETECTED, location=place, by="LICENSE, exact text")
    return audit(
        repository("acme/Tiny-1B", "acme/Tiny-1B", revision="0" * 40),
        known_release=KnownRelease(
            release="acme/Tiny-1B", family="tiny", licensor=True, says="the name and the publisher agree"
        ),
        statements=(declared("MIT"), detected),
        copyrights=(Copyright(statement="Copyright (c) 2025 Acme", holder="Acme", years="2025", location=place),),
        concluded="MIT",
        outcomes=(
            Outcome(
                rule="license-text-missing",
                verdict=Verdict.MET,
                license="mit",
                code="include_license_text",
                says="the MIT text stands in LICENSE",
                evidence=(place,),
                citation=MIT,
            ),
        ),
    )


def partly_read() -> Audit:
    """Unread files, a modified text, and waivers in each state."""
    unread = (
        Unread(path="LICENSE", reason=UnreadReason.LFS_POINTER, detail="Fetch it with git lfs pull."),
        Unread(path="THIRD_PARTY.pdf", reason=UnreadReason.NOT_TEXT),
        Unread(path="model.safetensors", reason=UnreadReason.TOO_LARGE, matters=False),
    )
    finding = Finding(
        id="not-read:any:self",
        rule="not-read",
        severity=Severity.WARNING,
        verdict=Verdict.UNDETERMINED,
        title="a file that speaks about licensing could not be read",
        message="LICENSE is a pointer to a file that was not downloaded.",
        remedy="Fetch LICENSE with git lfs pull, and audit again.",
        evidence=(Location(path="LICENSE"),),
    )
    accepted = finding.replace(
        id="license-unknown:LicenseRef-terms:self",
        rule="license-unknown",
        title="a license that we do not know",
        waived="counsel-accepted: read by counsel in October",
    )
    modified = Detection(
        location=Location(path="TERMS.md", first=1, last=30),
        license="mit",
        expression="LicenseRef-modified-mit",
        match=Match.MODIFIED,
        matcher="aligned",
        score=0.912,
        license_coverage=0.991,
        file_coverage=0.912,
        added=(
            Words(
                text="If the Software is used for any commercial product with more than 100 million monthly active "
                "users, you shall prominently display “Kimi K2” on its user interface.",
                first=22,
                last=25,
            ),
        ),
        missing=(Words(text="without restriction"),),
    )

    def state(name: str, what: str, until: str = "") -> WaiverState:
        waiver = Waiver(
            finding=name, reason=WaiverReason.COUNSEL_ACCEPTED, comment="read by counsel in October", until=until
        )
        return WaiverState(waiver=waiver, state=what)

    return audit(
        repository("./terms", None, unread=unread),
        statements=(declared("NOASSERTION", certainty=Certainty.UNKNOWN, raw="other"),),
        detections=(modified,),
        findings=(finding, accepted),
        waivers=(
            state("license-unknown:LicenseRef-terms:self", "applied", "2027-01-31"),
            state("base-undeclared:any:self", "unused"),
            state("not-read:any:self", "expired", "2026-01-31"),
        ),
        unread=unread,
        names={"mit": "MIT License"},
    )


HOSTILE = (
    "\x1b[31mred\x1b]0;title\x07 \u202egnp.exe\u2066 a\u200bb\x00\x9b1m \r\nnext "
    "::error file=x::pwned ##[warning]x \ud800 [bold]m[/]"
)


def hostile() -> Audit:
    """Every string that a repository may choose is an attack."""
    long = HOSTILE + " " + "x" * 5_000
    place = Location(path=HOSTILE, first=1, last=2)
    finding = Finding(
        id=f"license-text-missing:mit:{HOSTILE}",
        rule="license-text-missing",
        severity=Severity.ERROR,
        verdict=Verdict.BREACHED,
        title=HOSTILE,
        message=long,
        remedy=long,
        question=long,
        upstream=HOSTILE,
        candidates=(HOSTILE, long),
        spared=(HOSTILE,),
        evidence=(place,) * 3,
        citations=(Citation(license="mit", name=HOSTILE, clause=HOSTILE, quote=long, grade=Grade.MEMORY),),
        outcomes=(
            Outcome(
                rule="r",
                verdict=Verdict.BREACHED,
                candidate=HOSTILE,
                says=long,
                because=(Reason(code=Because.STATEMENT_REMARK, detail=HOSTILE),),
            ),
        ),
        waived="",
    )
    edge = Upstream(
        name=HOSTILE,
        title=HOSTILE,
        relations=(Relation.MERGE,),
        candidates=(Candidate(name=HOSTILE, license=HOSTILE, grade=Grade.MEMORY, note=HOSTILE, copyrights=(HOSTILE,)),),
        evidence=(Evidence(rung=Rung.NAMED, says=long, location=place, quote=long),),
        note=long,
    )
    return audit(
        repository(
            HOSTILE,
            HOSTILE,
            revision=HOSTILE,
            name_source=NameSource.HEADING,
            name_location=place,
            documents=(document(HOSTILE, DocumentKind.CARD),),
        ),
        known_release=KnownRelease(release=HOSTILE, family=HOSTILE, licensor=None, says=HOSTILE),
        statements=(declared(HOSTILE, raw=long, location=place, by=HOSTILE, note=HOSTILE),),
        detections=(
            Detection(
                location=place,
                license=HOSTILE,
                expression=HOSTILE,
                match=Match.UNKNOWN,
                matcher=HOSTILE,
                score=0.5,
                added=(Words(text=long, first=3),),
                note=HOSTILE,
            ),
        ),
        copyrights=(Copyright(statement=HOSTILE, holder=HOSTILE, years=HOSTILE, location=place),),
        upstreams=(edge,),
        concluded=HOSTILE,
        findings=(finding,),
        outcomes=(Outcome(rule="r", verdict=Verdict.MET, license=HOSTILE, says=HOSTILE, evidence=(place,)),),
        unread=tuple(Unread(path=f"{HOSTILE}{n}", reason=UnreadReason.FAILED, detail=HOSTILE) for n in range(300)),
        waivers=(
            WaiverState(
                waiver=Waiver(finding=HOSTILE, reason=WaiverReason.FALSE_FINDING, comment=HOSTILE), state="unused"
            ),
        ),
        names={HOSTILE: HOSTILE},
    )


ALL = {"rakuten": rakuten, "llama": llama, "clean": clean, "partly-read": partly_read, "hostile": hostile}
