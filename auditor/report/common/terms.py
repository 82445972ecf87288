"""The meaning of each code in a license's profile, in a lawyer's words: closed tables, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import (
    AppliesTo,
    Currency,
    Duty,
    DutyPlace,
    Grant,
    Limit,
    LimitException,
    Outbound,
    Period,
    ProvisionCode,
    Reach,
    Trigger,
)
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

Term = Duty | Limit | Grant | Outbound
"""Anything that a profile states under a clause."""

DUTIES = {
    "include-license-text": "give recipients a copy of the license text",
    "link-license": "name the license, and link to it or include its text",
    "retain-copyright-notices": "keep the copyright lines and other notices that came with the work",
    "propagate-notice-file": "carry on the attribution notices of the upstream's NOTICE file",
    "notice-file-with-text": "include a given sentence in a text file named Notice",
    "notice-with-text": "include a given sentence with the distribution, in a file of any name",
    "attribute-creator": "name the creator",
    "display-string": "display given words",
    "name-prefix": "begin the model's name with given words",
    "state-changes": "state what was changed",
    "same-license": "put the whole under this license, or under one that it allows instead",
    "flow-down-use-restrictions": "bind the next recipient to the use restrictions",
    "notice-of-restrictions": "give the next recipient notice of the use restrictions",
    "disclaimers-flow-down": "in terms of your own, disclaim warranties and liability for the licensor as well",
    "disclose-source": "give the source",
    "network-source": "offer the source to the users of a service",
    "keep-documentation": "keep or improve the model card and the other documentation",
    "content-filters": "filter the outputs, or review them",
    "register": "notify the licensor before commercial use",
    "produced-work-notice": "state in what was made from the database that it was",
    "offer-derivative-database": "offer the changed database behind a work",
    "disclose-ai-output": "state of outputs that they were made by artificial intelligence",
    "disclose-provider": "as the provider of a service, name yourself and deny that the licensor stands behind it",
    "notify-transferee": "notify each recipient of a derivative of the terms, in writing",
    "keep-provenance-features": "keep watermarks, metadata and other marks of provenance",
    "acknowledge-in-publication": "acknowledge the use of the model in published research",
    "regulatory-authorization": "seek the authorization of a regulator where one is required",
    "derivative-impact-report": "file a report on the impact of the derivative",
}
"""What is required of anyone who distributes the work."""

_WITH_WORDS = {
    "notice-file-with-text": "include this sentence in a text file named Notice: {}",
    "notice-with-text": "include this sentence with the distribution, in a file of any name: {}",
    "display-string": "display {}",
    "name-prefix": "begin the model's name with {}",
}

LIMITS = {
    "use-policy": "some uses are forbidden by a use policy",
    "noncommercial": "commercial purposes are excluded",
    "research-only": "use is for research only",
    "field-of-use": "some fields of use are excluded",
    "computational-use-only": "the data may be used for computation only",
    "output-training-ban": "training other models on its outputs is banned",
    "output-restricted": "use of its outputs is restricted",
    "output-owned-by-licensor": "its outputs belong to the licensor",
    "mau-threshold": "above a number of monthly users the license does not suffice",
    "dau-threshold": "above a number of daily users the license does not suffice",
    "revenue-threshold": "above a revenue the license does not suffice",
    "business-type-excluded": "some businesses need a license of their own",
    "noncompete": "competing with the licensor is excluded",
    "territory-excluded": "some countries are excluded",
    "hosting-needs-license": "hosting it for others needs a license of its own",
    "commercial-supply": "supplying it to others for commercial purposes needs an agreement",
    "visits-threshold": "above a number of monthly visits the license does not suffice",
    "no-redistribution": "it may not be passed on",
    "no-share-derivatives": "adaptations may not be shared",
    "no-further-restrictions": "no further restrictions may be put on recipients",
    "non-permissive-terms-removable": "a recipient may remove added restrictions",
    "no-patent-litigation": "suing over patents in the work is excluded",
    "remote-restriction": "the licensor may restrict use from afar where the terms are not kept",
    "guardrail-termination": "the license ends once a safety guardrail is bypassed",
    "unilateral-update": "the licensor may change the terms",
    "sanctions": "targets of trade controls are excluded",
    "reserved-name": "a modified version may not use a reserved name",
    "no-sale-alone": "it may not be sold by itself",
    "no-misrepresentation-of-origin": "its origin may not be misrepresented",
    "latest-version": "reasonable efforts to use the latest version are required",
    "no-reverse-engineering": "deriving its structure or its code is excluded",
    "derivatives-owned-by-licensor": "derivatives belong to the licensor",
    "no-trademark": "no trademark is licensed",
    "no-endorsement": "the licensor's name may not be used to endorse or to advertise",
    "all-rights-reserved": "all rights are reserved: no license was given",
}
"""What the license withholds."""

GRANTS = {
    "commercial-use": "commercial use",
    "derivatives": "making derivatives",
    "redistribution": "passing the work on",
    "sublicense": "sublicensing",
    "patent-grant": "a license of patents",
    "outputs": "free use of the outputs",
    "results": "free use of what was trained on the data",
    "format-shift": "a change of format that makes no adaptation",
}
"""What the license may permit."""

ANSWERS = {
    "yes": "yes",
    "no": "no",
    "conditional": "on conditions",
    "private": "in private only",
    "silent": "the text has no word on it",
    "unclear": "unclear",
}
"""Whether it is permitted."""

OUTBOUND = {
    "any": "any terms",
    "any-with-notice": "any terms; the upstream's notices travel with it",
    "any-with-notice-conditions-persist": "any terms; the upstream's notices travel, and a condition follows the work",
    "additive-ok": "terms of its own; the upstream's go on applying to its part",
    "additive-flow-down": "terms of its own, if they contain the use restrictions",
    "additive-nc-persists": "terms of its own; the non-commercial limit stays",
    "same-or-compatible": "this license, or a listed compatible one",
    "same-only": "this license only",
    "same-only-file-or-library": "this license only, for the files or the library",
    "agreement-must-travel": "this agreement, which must travel with it; no clause offers other terms",
    "none": "no terms: it may not be shared, or nothing was granted",
    "unknown": "not known: this part was not read",
}
"""The terms under which a derivative may be offered."""

KINDS = {
    "permissive": "notices only",
    "public-domain": "requires nothing",
    "weak-copyleft": "the same license for the files, the library or the adaptation",
    "strong-copyleft": "the same license for the whole",
    "network-copyleft": "the same license for the whole, hosting included",
    "rail": "free, with use restrictions that must be passed on",
    "community-source-available": "a company's own terms, commercial use allowed within limits",
    "research-only": "for research",
    "non-commercial": "not for commercial purposes",
    "no-derivatives": "adaptations may not be shared",
    "data-permissive": "for data, notices only",
    "data-share-alike": "for data, the same license for the data",
    "none": "no license at all",
}

PLACES = {
    "notice-file": "in a text file named Notice",
    "model-name": "in the model's name",
    "license-terms": "in the terms offered to the next recipient",
    "modified-files": "in the changed files; for weights, the card, a notice or a header",
    "public": "on a website, user interface, blog post, about page or in the documentation",
    "documentation": "in the product's documentation",
    "interface": "on the user interface of the product or service",
    "alongside": "prominently beside the distribution",
}

MODELS = {AppliesTo.MULTIMODAL: "multimodal models"}
"""The models that a limit is about."""

EXCEPTIONS = {
    LimitException.OWN_DERIVATIVES: "derivatives of the model itself",
    LimitException.RECIPIENT_OF_INTEGRATED_PRODUCT: "who receives it within an integrated product for end users",
    LimitException.END_USERS_OF_A_PRODUCT: "end users of a product that contains it",
}
"""The exceptions of a limit."""

TRIGGERS = {
    Trigger.COPY: "copies",
    Trigger.QUANTIZED: "quantizations",
    Trigger.FINETUNE: "fine-tunes",
    Trigger.MERGE: "merges",
    Trigger.ADAPTER: "adapters",
    Trigger.DISTILL: "models trained on its outputs",
    Trigger.TRAINED_ON: "models trained on the data",
    Trigger.CODE: "code taken over",
    Trigger.HOSTED: "hosted services",
    Trigger.COMMERCIAL: "commercial use",
    Trigger.PUBLICATION: "published research",
    Trigger.OUTPUTS: "outputs passed on",
    Trigger.DATASET_SHARE: "the data itself passed on",
}

REACHES = {
    Reach.YES: "the license follows",
    Reach.NO: "it does not follow",
    Reach.CONTAINS: "only if the base's own weights are in it",
    Reach.LISTED: "only the terms that name it",
    Reach.LIMIT: "the act itself is limited",
    Reach.UNCLEAR: "the text does not settle it",
}

ENDINGS = {
    "revocable": "revocation",
    "on-breach": "on breach",
    "ip-litigation": "IP suits",
    "patent-litigation": "patent suits",
    "patent": "patents",
}

PROVISIONS = {
    ProvisionCode.GOVERNING_LAW: "law",
    ProvisionCode.DISPUTES: "disputes",
    ProvisionCode.INDEMNITY: "indemnity",
    ProvisionCode.LANGUAGE: "language",
}
"""Labels of a license's provisions as a contract."""
_NAMED = {
    "name-prefix": "the beginning of the name",
    "display-string": "the words to display",
    "retain-copyright-notices": "the duty to keep notices",
}
"""Codes that occur in the notes of profiles."""
_CODE = regex(rf"(?<![\w-])(?:{'|'.join(_NAMED)})(?![\w-])")
_TRAINED = {
    "other LLMs": "other large language models",
    "any other model": "any other model",
    "foundational / LLM / general-purpose models": "foundational, large language or general-purpose models",
}
_COUNTRIES = {"EU": "the European Union", "UK": "the United Kingdom", "KR": "South Korea"}
_PER = {
    "mau-threshold": "above {} monthly users",
    "dau-threshold": "above {} daily users",
    "visits-threshold": "above {} monthly visits",
    "revenue-threshold": "above a {period} of {} {currency}",
}
_CURRENCIES = {Currency.USD: "US dollars", Currency.CNY: "Chinese yuan"}
_REVENUES = {Period.MONTH: "monthly revenue", Period.YEAR: "revenue"}
_MILLION = 1_000_000


def says(term: Term) -> str:
    """What a term requires, withholds, permits or allows a derivative, with its exact words and values."""
    match term:
        case Duty():
            required = _required(term)
            return required if term.must else f"{required} (encouraged only)"
        case Limit():
            return _withheld(term)
        case Grant():
            return f"{GRANTS[term.code]}: {ANSWERS[term.value]}"
    return f"a derivative may carry {OUTBOUND[term.mode]}"


def bare(term: Term) -> str:
    """The same without words and values, for terms that differ between two licenses."""
    match term:
        case Duty():
            return DUTIES[term.code]
        case Limit():
            return LIMITS[term.code]
        case Grant():
            return GRANTS[term.code]
    return "what terms a derivative may carry"


def code(term: Term) -> str:
    """The code of a term; for the outbound terms, the mode."""
    return term.mode if isinstance(term, Outbound) else term.code


def about(term: Term) -> str:
    """`duty`, `limit`, `grant` or `outbound`."""
    return type(term).__name__.lower()


def applies(triggers: Iterable[Trigger]) -> str:
    """The relations and acts that trigger it, in their order: `copies, fine-tunes`."""
    given = set(triggers)
    return ", ".join(words for trigger, words in TRIGGERS.items() if trigger in given)


def place(value: DutyPlace | None) -> str:
    """Where the words must appear."""
    return PLACES[value] if value else "anywhere in the repository"


def quoted(words: Iterable[str]) -> str:
    """`“Built with Qwen” or “Improved using Qwen”`."""
    return " or ".join(f"“{word}”" for word in words)


def remark(note: str) -> str:
    """A profile's note, with its codes in words."""
    return _CODE.sub(lambda match: _NAMED[match[0]], note)


def value(limit: Limit) -> str:
    """The value of a limit, if it has one: `700 million`, `the European Union, South Korea`."""
    match limit.value:
        case bool():
            return ""
        case int():
            return _number(limit.value)
        case str():
            return _TRAINED.get(limit.value, limit.value)
    return ", ".join(_COUNTRIES.get(country, country) for country in limit.value)


def _required(duty: Duty) -> str:
    if duty.words:
        return _WITH_WORDS[duty.code].format(quoted(duty.words))
    unread = " (which words was not read)" if duty.code in _WITH_WORDS else ""
    return DUTIES[duty.code] + unread


def _withheld(limit: Limit) -> str:
    given = value(limit)
    if not given:
        return LIMITS[limit.code]
    if limit.code in _PER:
        counted = _PER[limit.code].format(given, period=_REVENUES[limit.per], currency=_CURRENCIES[limit.currency])
        return f"{counted}, {limit.effect or 'the license does not suffice'}"
    if limit.code == "output-training-ban":
        return f"training {given} on its outputs is banned"
    return f"{LIMITS[limit.code]}: {given}"


def _number(count: int) -> str:
    return f"{count // _MILLION} million" if count % _MILLION == 0 else f"{count:,}"
