"""The review file: what one format says, every other says too."""

from __future__ import annotations

import html
import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import auditor
from auditor import verdict
from auditor.model import Audience, ReportOptions, UnreadReason
from auditor.report.audit.json import read, render
from auditor.report.common.clean import cleaned, line
from auditor.report.document.blocks import Card
from auditor.report.document.build import document
from auditor.report.words import en, ja
from support import samples

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent.name for path in ROOT.glob("examples/*/repo"))
FAST = auditor.Options(scancode=False, as_of="2026-11-29")
STYLES = ("html", "markdown", "pdf")


@pytest.fixture(scope="module", params=[*EXAMPLES, *samples.ALL])
def every_audit(request: pytest.FixtureRequest) -> auditor.Audit:
    """Every example, audited, and every audit made by hand."""
    if request.param in samples.ALL:
        return samples.ALL[request.param]()
    return auditor.audit(ROOT / "examples" / request.param / "repo", FAST)


def words_of(audit: auditor.Audit, style: str, report: ReportOptions | None = None) -> str:
    """The words of a report, without its markup; of a PDF without blanks, which are not in it."""
    data = auditor.render_bytes(audit, style, report=report)
    if style == "pdf":
        return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())
    return styled(data.decode(), style)


def styled(text: str, style: str) -> str:
    """The words of a text, without its markup."""
    if style == "html":
        text = re.sub(r"(?s)<style>.*?</style>|<title>.*?</title>", "", text).replace("<wbr>", "")
    text = re.sub(r"<!-- -->|</?code>", "", text)
    text = re.sub(r"<[^>]*>", " ", text)
    text = html.unescape(text)
    if style == "markdown":
        text = re.sub(r"\\(?=[^A-Za-z0-9\s])|(?<=\d)\\(?=[.)])", "", text)
    return " ".join(text.split())


@pytest.mark.parametrize("style", STYLES)
def test_every_finding_duty_waiver_question_and_unread_file_is_in_every_format(
    every_audit: auditor.Audit, style: str
) -> None:
    audit = every_audit
    text = words_of(audit, style)
    clean = cleaned(audit)
    names = [finding.id for finding in clean.findings]
    names += [question.question for question in verdict.questions(clean.findings)]
    names += [state.waiver.finding for state in clean.waivers]
    names += [entry.path for entry in clean.unread if entry.reason is not UnreadReason.NOT_WALKED]
    if text.count("Too long for a comment") <= 1:  # of the parts, none but the texts of licenses is left out
        names += [duty.clause for license_ in clean.licenses for duty in license_.profile.duties]
        names += [limit.clause for license_ in clean.licenses for limit in license_.profile.limits]
    for name in names:
        wanted = line(name)[:100].strip()
        assert ("".join(wanted.split()) if style == "pdf" else wanted) in text, wanted


@pytest.mark.parametrize("style", STYLES)
def test_the_same_audit_gives_the_same_bytes(every_audit: auditor.Audit, style: str) -> None:
    again = auditor.render_bytes(read(render(every_audit)), style)
    assert auditor.render_bytes(every_audit, style) == again


def test_every_finding_has_a_card_with_an_anchor_of_its_own(every_audit: auditor.Audit) -> None:
    made = document(every_audit, ReportOptions())
    cards = [block for section in made.sections for block in section.blocks if isinstance(block, Card)]
    cards += [
        inner
        for section in made.sections
        for block in section.blocks
        for inner in getattr(block, "blocks", ())
        if isinstance(inner, Card)
    ]
    assert len(cards) == len(every_audit.findings)
    assert len({card.anchor for card in cards}) == len(cards)


def test_every_link_leads_to_an_anchor_that_is_there(every_audit: auditor.Audit) -> None:
    page = auditor.render(every_audit, "html")
    anchors = re.findall(r' id="([^"]*)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(anchors)


def test_what_is_for_the_publisher_has_no_verdict_waiver_path_or_comment() -> None:
    audit = samples.rakuten()
    page = styled(auditor.render(audit, "html", report=ReportOptions(audience=Audience.PUBLISHER)), "html")
    banned = ["comply", "Error", "Warning", "not met", "waive", "Accepted", "DRAFT", "Counsel"]
    banned += [state.waiver.comment for state in audit.waivers]
    assert [word for word in banned if word.lower() in page.lower()] == []
    assert [question.question for question in verdict.questions(audit.findings) if question.question not in page] == []


def test_japanese_has_no_word_that_english_has_not_and_the_same_places() -> None:
    english, japanese = en.WORDS, ja.WORDS
    assert set(japanese) <= set(english)
    for key, template in japanese.items():
        assert set(re.findall(r"\{\w+\}", template)) == set(re.findall(r"\{\w+\}", english[key])), key


def test_every_word_that_a_report_asks_for_is_in_the_catalogue() -> None:
    asked = set()
    for path in (ROOT / "auditor" / "report").rglob("*.py"):
        asked |= set(re.findall(r'\bw\(\s*"([^"]+)"', path.read_text(encoding="utf-8")))
    assert len(asked) > 150
    assert asked - set(en.WORDS) == set()


_IN_JAPANESE = (
    *("section.", "standing.", "severity.", "verdict.", "unmet.", "first.", "cover.", "summary.", "base.", "who."),
    *("assumed.", "document.", "findings.", "finding.", "counsel.", "signoff.", "index.", "publisher."),
)


def test_japanese_has_every_heading_verdict_summary_sentence_and_disclaimer() -> None:
    wanted = {key for key in en.WORDS if key.startswith(_IN_JAPANESE)}
    assert len(wanted) > 120
    assert wanted - set(ja.WORDS) == set()


@pytest.mark.parametrize("style", ["html", "markdown"])
def test_a_report_in_japanese_says_it_in_japanese_and_quotes_as_it_was(style: str) -> None:
    audit = samples.rakuten()
    page = styled(auditor.render(audit, style, report=ReportOptions(lang="ja")), style)
    for expected in (
        "要件を満たすことが示されていない",
        "次の一歩",
        "法的助言ではありません",
        "いずれでもない",
        "指摘事項",
    ):
        assert expected in page
    assert "The above copyright notice and this permission notice shall be included" in page
    if style == "html":
        assert '<html lang="ja">' in auditor.render(audit, "html", report=ReportOptions(lang="ja"))


def _large() -> dict[str, auditor.Audit]:
    """Three hundred findings; a lineage of sixty models."""
    audit = samples.rakuten()
    findings = tuple(
        finding.replace(id=f"{finding.id}-{number}") for number in range(100) for finding in audit.findings
    )
    edge = samples.llama().upstreams[0]
    edges = tuple(
        edge.replace(name=f"org/m{number}", title=f"org/m{number}", via=f"org/m{number // 2}" if number > 1 else "")
        for number in range(59)
    )
    return {"findings": audit.replace(findings=findings), "lineage": samples.llama().replace(upstreams=edges)}


@pytest.mark.parametrize("number", [300, 3_000])
def test_of_what_is_too_long_for_a_comment_everything_is_named_or_counted(number: int) -> None:
    """Findings, questions, waivers, unread files and duties: what is not named is in an "and N more"."""
    partly_read = samples.ALL["partly-read"]()
    first, waiver, unread = partly_read.findings[0], partly_read.waivers[0], partly_read.unread[0]
    audit = partly_read.replace(
        findings=tuple(
            first.replace(
                id=f"license-text-missing:mit:org/base-{n}", question=f"Was this model made from org/base-{n}?"
            )
            for n in range(number)
        ),
        waivers=tuple(
            waiver.replace(waiver=waiver.waiver.replace(finding=f"base-undeclared:any:org/waived-{n}"))
            for n in range(number)
        ),
        unread=tuple(unread.replace(path=f"docs/LICENSE-{n}") for n in range(number)),
    )

    text = auditor.render(audit, "markdown")
    assert len(text) <= 65_536
    assert en.WORDS["markdown.cut"] not in styled(text, "markdown")
    words = styled(text, "markdown")
    for name in ("org/base-", "org/waived-", "docs/LICENSE-"):
        named = {int(digits) for digits in re.findall(rf"{name}(\d+)", words)}
        assert len(named) == number or (named and re.search(r"and [\d,]+ more", words)), name
    counted = sum(int(digits.replace(",", "")) for digits in re.findall(r"Too long for a comment: ([\d,]+)", words))
    assert counted >= 3 * number


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["findings", "lineage"])
def test_three_hundred_findings_and_sixty_models_are_all_there(kind: str, style: str) -> None:
    audit = _large()[kind]
    text = words_of(audit, style)
    names = [finding.id for finding in audit.findings] if kind == "findings" else [e.title for e in audit.upstreams]
    assert len(names) in (300, 59)
    assert [name for name in names if name not in text] == []
    if style == "markdown":
        assert len(auditor.render(audit, style)) <= 65_536
    if (kind, style) == ("lineage", "html"):
        assert auditor.render(audit, style).count('class="box ') == 60
