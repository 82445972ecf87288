"""The closed vocabulary of intended uses: what a user may state about one, taken from the clauses that depend on it.

Each word is explained in one line; `rules/WORDS.md` and the README have the same lines.
"""

from __future__ import annotations

from enum import StrEnum


class UseFact(StrEnum):
    """A fact about an intended use, spelled as in `--use` and in `[use]` of auditor.toml."""

    COMMERCIAL = "commercial"
    """Whether it is for commercial advantage or payment."""
    PURPOSE = "purpose"
    """What it is for."""
    ACTOR = "actor"
    """Who uses it."""
    REDISTRIBUTE = "redistribute"
    """Whether the model, or a derivative of it, is passed on."""
    MODIFY = "modify"
    """Whether it is fine-tuned, merged, quantized or changed otherwise."""
    HOSTED = "hosted"
    """Whether others use it over a network."""
    HOSTED_MODIFIED = "hosted-modified"
    """Whether others use a changed version of it over a network."""
    EMBED_ON_DEVICE = "embed-on-device"
    """Whether it is shipped within a device or an application."""
    DELIVER_TO_CUSTOMERS = "deliver-to-customers"
    """Whether it is delivered to customers, to run on their own systems."""
    ESTABLISHED_IN = "established-in"
    """Where the user is domiciled, or has its principal place of business."""
    USED_IN = "used-in"
    """Where the model or its outputs are used."""
    OFFERED_TO = "offered-to"
    """Where the product or the service is offered."""
    MONTHLY_USERS = "monthly-users"
    """How many monthly active users there are, on which day, and whose."""
    REVENUE = "revenue"
    """How much revenue there is, over which period, and whose."""
    OUTPUTS = "outputs"
    """What is done with the model's outputs."""
    PUBLISH_BENCHMARKS = "publish-benchmarks"
    """Whether results, benchmarks or papers on the model are published."""
    FIELDS = "fields"
    """The sensitive fields in which it is used; an empty list means that it is used in none of them."""


class Purpose(StrEnum):
    """What an intended use is for."""

    RESEARCH = "research"
    """Research, without any production use."""
    EVALUATION = "evaluation"
    """Testing and evaluating, outside production."""
    INTERNAL_PRODUCTION = "internal-production"
    """The daily work of an organization, its employees included."""
    PRODUCT = "product"
    """A product or a service for others."""
    RESALE = "resale"
    """Selling the model, or a derivative of it."""


class Actor(StrEnum):
    """Who uses a model."""

    INDIVIDUAL = "individual"
    """A person, for personal use."""
    ACADEMIC = "academic"
    """A university, a school or a research institute."""
    NON_PROFIT = "non-profit"
    """An organization that does not work for profit."""
    COMPANY = "company"
    """A company, or a person working for it."""
    GOVERNMENT = "government"
    """A public authority or body."""
    END_USER = "end-user"
    """An end user of a product that somebody else made with the model."""


class OutputUse(StrEnum):
    """What is done with a model's outputs."""

    SELL = "sell"
    """Sold, or used for commercial advantage."""
    PUBLISH = "publish"
    """Published."""
    TRAIN_OWN_FAMILY = "train-own-family"
    """Training the same model, or a derivative of it."""
    TRAIN_UNRELATED = "train-unrelated"
    """Training a model of the same kind from another family."""
    TRAIN_COMPETING = "train-competing"
    """Training a model that competes with the licensor's."""
    TRAIN_COMMERCIAL = "train-commercial"
    """Training a model for commercial use."""


class FieldOfUse(StrEnum):
    """A sensitive field in which a model may be used."""

    MILITARY = "military"
    """Military and warfare."""
    WEAPONS = "weapons"
    """Developing or making weapons."""
    NUCLEAR = "nuclear"
    """Nuclear technology."""
    ESPIONAGE = "espionage"
    """Espionage."""
    SURVEILLANCE = "surveillance"
    """Watching or tracking persons."""
    BIOMETRICS = "biometrics"
    """Processing biometric data."""
    LAW_ENFORCEMENT = "law-enforcement"
    """Law enforcement, justice, immigration and asylum."""
    LEGAL_ADVICE = "legal-advice"
    """Legal advice, or another licensed profession except medicine."""
    MEDICAL = "medical"
    """Medical advice, or reading medical results."""
    CLINICAL = "clinical"
    """Clinical use, or a medical device."""
    CREDIT = "credit"
    """Credit, insurance, employment, housing, and other eligibility of persons."""
    AUTOMATED_DECISIONS = "automated-decisions"
    """Fully automated decisions that affect the rights of persons."""
    CRITICAL_INFRASTRUCTURE = "critical-infrastructure"
    """Operating energy, transport and other critical infrastructure."""


class LimitedField(StrEnum):
    """What a limit on fields of use excludes."""

    MILITARY = "military"
    """Military and warfare."""
    ITAR = "ITAR"
    """What the International Traffic in Arms Regulations cover."""
    WEAPONS = "weapons"
    """Developing or making weapons."""
    NUCLEAR = "nuclear"
    """Nuclear technology."""
    ESPIONAGE = "espionage"
    """Espionage."""
    SURVEILLANCE = "surveillance"
    """Watching or tracking persons."""
    BIOMETRIC_PROCESSING = "biometric processing"
    """Processing biometric data."""
    MEDICAL_DEVICE = "uses that could make Google a manufacturer of a medical device"
    """Clinical use, or a medical device."""
    ILLEGAL = "illegal"
    """What is illegal: no fact of a use."""
    UNLAWFUL = "unlawful"
    """What is unlawful: no fact of a use."""


class UseAnswer(StrEnum):
    """What the terms read say about an intended use, from the best to the worst."""

    ALLOWED = "allowed"
    """Not excluded by the terms read."""
    CONDITIONAL = "conditional"
    """Not excluded, with conditions that the user has to meet."""
    OPEN = "open"
    """Not settled: a fact is missing, or the terms do not settle it."""
    NEEDS_LICENSE = "needs-license"
    """Only with a separate license, which the licensor grants or sells."""
    EXCLUDED = "excluded"
    """Excluded by the terms read."""


class CountedOn(StrEnum):
    """The day on which users are counted."""

    RELEASE = "release"
    """The day on which the version was released, once and for all."""
    ANY_TIME = "any-time"
    """Any month in which the model is used."""


class Whose(StrEnum):
    """Whose users or revenue are counted."""

    GROUP = "group"
    """The user's and all its affiliates' together."""
    ENTITY = "entity"
    """The user's own."""
    PRODUCT = "product"
    """Those of the one product or service."""


class RegionTest(StrEnum):
    """What an excluded region is compared with."""

    ESTABLISHED = "established"
    """The place where the user is domiciled, or has its principal place of business."""
    USED = "used"
    """The place where the model or its outputs are used, or offered."""
