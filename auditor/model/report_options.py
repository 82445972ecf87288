"""What a caller decides about a report for legal review, validated once and passed on as one value."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from auditor.errors import ConfigError
from auditor.model.base import Noun, settle
from auditor.model.options import nearest

LANGUAGES = ("en", "ja")
"""The languages for which there is a message catalogue."""
_LONGEST = 300
"""Characters of a line that a caller gives."""


class Audience(StrEnum):
    """The readers for whom a report is made."""

    INTERNAL = "internal"
    """Everything: for those who decide, and their counsel."""
    PUBLISHER = "publisher"
    """Neutral facts and questions: no standing, waivers, comments, local paths or embedded files."""


class ReportOptions(Noun, frozen=True, kw_only=True):
    """What a caller decides about a report: its readers, its language, and the lines that only the caller can give.

    A privilege line is printed only if one is given. Raises `ConfigError` for an invalid value.
    """

    audience: Audience = Audience.INTERNAL
    lang: str = "en"
    mark: str = ""
    """A line for every page, such as "Privileged & Confidential"."""
    prepared_for: str = ""
    directed_by: str = ""
    """Who directed that the report be made."""
    matter: str = ""
    """The number or name of the matter."""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            audience: Audience | str = Audience.INTERNAL,
            lang: str = "en",
            mark: str = "",
            prepared_for: str = "",
            directed_by: str = "",
            matter: str = "",
        ) -> None: ...

    def __post_init__(self) -> None:
        """Check every value; raises `ConfigError`."""
        audiences = tuple(audience.value for audience in Audience)
        if self.audience not in audiences:
            raise ConfigError(
                f"{str(self.audience)[:80]!r} is not a valid value.",
                tip=nearest(self.audience, audiences),
                option="audience",
            )
        if self.lang not in LANGUAGES:
            raise ConfigError(
                f"{str(self.lang)[:80]!r} is not a language of reports.",
                tip=f"Write one of {', '.join(LANGUAGES)}.",
                option="lang",
            )
        for name in ("mark", "prepared_for", "directed_by", "matter"):
            value = getattr(self, name)
            if not isinstance(value, str) or len(value) > _LONGEST:
                raise ConfigError(
                    f"{str(value)[:80]!r} is not a line of text.",
                    tip=f"Give at most {_LONGEST} characters.",
                    option=name,
                )
        settle(self, audience=Audience(self.audience))

    @property
    def internal(self) -> bool:
        """Whether the report may say everything."""
        return self.audience is Audience.INTERNAL
