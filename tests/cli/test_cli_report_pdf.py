"""The review file as PDF: tagged, the audit in it, and one clear sentence where something is missing."""

from __future__ import annotations

import importlib.util
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

import auditor
from auditor.model import Audience, ReportOptions
from auditor.report.audit import json as json_report
from support import samples
from support.command import Ask


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(BytesIO(auditor.render_bytes(samples.rakuten(), "pdf")))


def test_it_is_tagged_for_screen_readers_and_archives(reader: PdfReader) -> None:
    root = reader.root_object
    assert bool(root["/MarkInfo"]["/Marked"])  # type: ignore[index]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    metadata = root["/Metadata"].get_object().get_data()  # type: ignore[attr-defined]
    assert b"pdfuaid:part>1" in metadata
    assert b"pdfaid:part>3" in metadata


def test_the_audit_for_machines_is_in_it_and_reads_back(reader: PdfReader) -> None:
    assert list(reader.attachments) == ["audit.json"]
    (data,) = reader.attachments["audit.json"]
    assert json_report.read(data) == samples.rakuten()


def test_nothing_is_embedded_for_the_publisher() -> None:
    data = auditor.render_bytes(samples.rakuten(), "pdf", report=ReportOptions(audience=Audience.PUBLISHER))
    assert list(PdfReader(BytesIO(data)).attachments) == []


def test_every_page_has_the_subject_the_limits_of_reliance_and_its_number(reader: PdfReader) -> None:
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert "RakutenAI-3.0" in text
        assert "Not legal advice" in text
        assert "DRAFT: not reviewed" in text
        assert f"Page {number} of {len(pages)}" in text


def test_page_one_has_the_answer_its_reason_and_what_to_do(reader: PdfReader) -> None:
    text = " ".join(reader.pages[0].extract_text().split())
    for words in ("Not shown to comply", "Next step", "Who must act", "No separate permission", "none of these"):
        assert words in text


def test_without_typst_one_sentence_says_what_to_install(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr("auditor.report.layout.pdf.find_spec", lambda name: None if name == "typst" else find(name))
    result = ask("rakuten", "audit", "x", "-o", "a.pdf")
    assert (result.exit_code, result.asked) == (2, {})
    assert result.stderr == (
        "auditor: PDF needs typst, which is not installed.\ntip: Install it: pip install 'auditor[pdf]'.\n"
    )


def test_without_a_font_for_them_words_in_japanese_are_an_error_and_no_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    own = typst.Fonts
    monkeypatch.setattr(typst, "Fonts", lambda **_: own(include_system_fonts=False))
    audit = samples.rakuten()
    japanese = audit.replace(repository=audit.repository.replace(name="楽天/RakutenAI-3.0"))
    with pytest.raises(auditor.ConfigError, match="no font for them is installed") as caught:
        auditor.render_bytes(japanese, "pdf")
    assert "fonts-noto-cjk" in caught.value.tip
