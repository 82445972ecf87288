"""Dates in files of rules: YYYY-MM-DD, or YYYY-MM where the day is unknown."""

from __future__ import annotations

from datetime import date

from auditor.patterns import regex

_DATE = regex(r"20\d\d-\d\d(-\d\d)?")


def date_flaw(written: str, *, whole: bool = False) -> str:
    """Why a text is not a date of the calendar; "" if it is one, or empty. `whole`: with its day."""
    if not written:
        return ""
    form = _DATE.fullmatch(written)
    if form is None or (whole and not form[1]):
        return f"{written!r} is {'not' if whole else 'neither YYYY-MM nor'} YYYY-MM-DD"
    try:
        date.fromisoformat(written if form[1] else f"{written}-01")
    except ValueError:
        return f"{written!r} is no date of the calendar"
    return ""
