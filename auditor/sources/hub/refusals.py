"""What a refusal of the Hub means, and what the user can do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from auditor.errors import SourceError, TargetError

if TYPE_CHECKING:
    from collections.abc import Mapping

_DISABLED = "Access to this resource is disabled."
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _LIMITED = 401, 403, 404, 429


class Why(StrEnum):
    """Why the Hub refused."""

    GATED = "gated"
    MISSING = "missing or private"
    DISABLED = "disabled"
    REVISION = "no such revision"
    ENTRY = "no such file"
    SIGN_IN = "token refused"
    FAILED = "failed"


class RefusedError(SourceError, TargetError):
    """The Hub refused a request."""

    def __init__(self, why: Why, message: str, *, tip: str) -> None:
        super().__init__(message, tip=tip)
        self.why = why


def refusal(status: int, headers: Mapping[str, str], what: str, *, signed_in: bool) -> RefusedError:
    """The error for an unsuccessful status (hub-docs, "X-Error-Code"; a bare 401 can also mean a missing id)."""
    code, message = headers.get("x-error-code", ""), headers.get("x-error-message", "")
    if code == "GatedRepo":
        return RefusedError(Why.GATED, f"{what} is gated.", tip=_gated_tip(signed_in=signed_in))
    if message == _DISABLED or code == "DisabledRepo":
        tip = "Ask its publisher, or audit another copy of it."
        return RefusedError(Why.DISABLED, f"{what} was disabled on the Hub.", tip=tip)
    if code == "RevisionNotFound":
        return RefusedError(Why.REVISION, f"{what}: there is no such revision.", tip="Check what follows the @.")
    if code == "EntryNotFound":
        return RefusedError(Why.ENTRY, f"{what} is not there.", tip="Audit it again: the repository changed meanwhile.")
    if status == _UNAUTHORIZED and signed_in and "credentials" in message.lower():
        return RefusedError(
            Why.SIGN_IN, f"{what}: the Hub does not accept the token.", tip="Sign in again: hf auth login"
        )
    if code == "RepoNotFound" or status in (_UNAUTHORIZED, _NOT_FOUND):
        tip = "Check the spelling" + ("." if signed_in else "; a private one needs HF_TOKEN, or hf auth login.")
        return RefusedError(Why.MISSING, f"{what} is not on the Hub, or it is private.", tip=tip)
    if status == _FORBIDDEN:
        tip = "Use a token with access to it: HF_TOKEN, or hf auth login."
        return RefusedError(Why.MISSING, f"{what}: access is forbidden.", tip=tip)
    if status == _LIMITED:
        tip = "Wait a few minutes, or sign in for a larger quota: hf auth login."
        return RefusedError(Why.FAILED, f"{what}: the Hub's quota is used up.", tip=tip)
    tip = "Try again later; what was read stays in the cache."
    return RefusedError(Why.FAILED, f"{what}: the Hub answered {status}.", tip=tip)


def not_cached(what: str) -> SourceError:
    """The error for what is not in the cache while offline."""
    return SourceError(f"{what} is not in the cache.", tip="Audit it once without --offline.")


def _gated_tip(*, signed_in: bool) -> str:
    token = "with the account of your token" if signed_in else "and set HF_TOKEN, or hf auth login"
    return f"Accept its terms on its page on the Hub {token}."
