"""Regions as licenses and users name them: ISO 3166-1 alpha-2 codes, and the European Union."""

from __future__ import annotations

from functools import cache

from auditor.errors import ConfigError

_MEMBERS = """
AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
"""
"""Member states of the European Union, as of 2026."""
_ALL = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW EU
"""
_OTHERWISE = {"UK": "GB", "EL": "GR"}


def region(code: str) -> str:
    """A region code, normalized; raises `ConfigError` for an unknown one."""
    upper = code.strip().upper()
    upper = _OTHERWISE.get(upper, upper)
    if upper in _words(_ALL):
        return upper
    from difflib import get_close_matches  # noqa: PLC0415 - only for an unknown region

    near = get_close_matches(upper, sorted(_words(_ALL)), n=1)
    tip = f"Did you mean {near[0]}? " if near else ""
    raise ConfigError(
        f"{code[:40]!r} is not a region.",
        tip=f"{tip}Write two letters as in ISO 3166 (DE, US, KR), or EU.",
        option="use",
    )


def within(stated: str, excluded: str) -> bool:
    """Whether a stated region is, or is in, one that a license excludes; both normalized."""
    other = _OTHERWISE.get(excluded, excluded)
    return stated == other or (other == "EU" and stated in _words(_MEMBERS))


def overlaps(stated: str, excluded: str) -> bool:
    """Whether a license may exclude a part of a stated region (the EU, if only a member state is excluded)."""
    return within(stated, excluded) or (stated == "EU" and _OTHERWISE.get(excluded, excluded) in _words(_MEMBERS))


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())
