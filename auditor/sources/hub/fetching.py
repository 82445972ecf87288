"""Fetches the files of one commit through huggingface_hub: several at once, verified one by one."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditorError, SourceError, TargetError
from auditor.sources.hub import paths
from auditor.sources.hub.contents import WORKERS
from auditor.sources.hub.refusals import refusal
from auditor.sources.hub.verifying import checked, names, only_ours

if TYPE_CHECKING:
    from auditor.model import Progress
    from auditor.sources.hub.listing import HubFile, Listing
    from auditor.sources.stores.downloads import DownloadedFile

_RESERVE = 64 * 2**20
"""Bytes of disk space left free."""


class _Stopped(Exception):  # noqa: N818 - a state of one thread, which never leaves this module
    """Another thread failed, or the user interrupted: this one should stop."""


class Fetch:
    """One download into a part directory, to which nothing else writes meanwhile."""

    def __init__(
        self, listing: Listing, part: Path, *, endpoint: str, token: str | bool | None, progress: Progress
    ) -> None:
        self._listing = listing
        self._fetch = part / "fetch"
        self._files = part / "files"
        self._endpoint = endpoint
        self._token = token
        self._progress = progress
        self._total = sum(file.size for file in listing.files)
        self._got = 0
        self._stopped = threading.Event()
        self._lock = threading.Lock()

    def run(self) -> dict[str, DownloadedFile]:
        """Download every file into `files/`, verified; returns the record of each."""
        from huggingface_hub.utils import logging  # noqa: PLC0415 - only a download needs it

        # its warnings repeat signed addresses
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        shutil.rmtree(self._fetch, ignore_errors=True)  # its content was never verified
        only_ours(self._files)
        self._fetch.mkdir()
        self._files.mkdir(exist_ok=True)
        same = paths.differing_in_case(file.path for file in self._listing.files)
        if same and paths.folds(self._fetch):
            msg = f"{same[0]} and {same[1]} are one file on this file system."
            raise TargetError(msg, tip="Name a directory on a file system that distinguishes them.")
        verified_files = self._verified_before()
        missing = [file for file in self._listing.files if file.path not in verified_files]
        self._room(sum(file.size for file in missing))
        verified_files.update(self._fetched(missing))
        stray = names(self._files) ^ {file.path for file in self._listing.files}
        if stray:
            raise SourceError(f"{min(stray)} is not as the tree lists it.", tip="Run the same command again.")
        return verified_files

    def _verified_before(self) -> dict[str, DownloadedFile]:
        """The files of an earlier run that still match the tree; all others are deleted."""
        verified_files = {}
        listed = {file.path: file for file in self._listing.files}
        for path in sorted(names(self._files)):
            file, place = listed.get(path), self._files / path
            verified = checked(place, file, self._progress_of("verifying what is there")) if file is not None else None
            if verified is not None:
                verified_files[path] = verified
            else:
                place.unlink()
        self._got = sum(file_kept.size for file_kept in verified_files.values())
        return verified_files

    def _fetched(self, missing: list[HubFile]) -> dict[str, DownloadedFile]:
        verified_files: dict[str, DownloadedFile] = {}
        # the small ones first: documents arrive early, and a wrong endpoint is detected at once
        order = sorted(missing, key=lambda file: (file.size, file.path))
        pool, waits = ThreadPoolExecutor(max_workers=WORKERS), True
        try:
            for file, fetched in zip(order, pool.map(self._file, order), strict=True):
                verified_files[file.path] = fetched
        except KeyboardInterrupt:
            waits = False  # a pending piece may take a minute; it ends with the process
            raise
        finally:
            self._stopped.set()
            pool.shutdown(wait=waits, cancel_futures=True)
        return verified_files

    def _file(self, file: HubFile) -> DownloadedFile:
        if self._stopped.is_set():
            raise _Stopped
        for again in (False, True):
            got = self._downloaded(file, again=again)
            verified = checked(got, file, None)
            if verified is not None:
                place = self._files / file.path
                place.parent.mkdir(parents=True, exist_ok=True)
                got.replace(place)
                return verified
        about = self._listing.about
        mismatch = "the bytes received are not those that the tree"
        msg = f"{file.path} of {about.name}: {mismatch} of {about.commit[:12]} names."
        raise SourceError(msg, tip="Check HF_ENDPOINT; a mirror may be out of date.")

    def _downloaded(self, file: HubFile, *, again: bool) -> Path:
        from huggingface_hub import hf_hub_download  # noqa: PLC0415 - only a download needs it

        about = self._listing.about
        try:
            return Path(
                hf_hub_download(
                    about.name,
                    file.path,
                    repo_type=about.kind.removesuffix("s"),
                    revision=about.commit,
                    local_dir=self._room_of(file),
                    force_download=again,
                    endpoint=self._endpoint,
                    token=self._token,
                    tqdm_class=self._bar(),
                )
            )
        except (_Stopped, AuditorError):
            raise
        except Exception as error:  # whatever huggingface_hub, its transport and hf_xet raise
            if self._stopped.is_set():
                raise _Stopped from error
            raise _failure(file.path, about.name, error) from error

    def _room_of(self, file: HubFile) -> Path:
        """Where huggingface_hub puts a file: in its own folder if it could overwrite huggingface_hub's records."""
        if not file.path.lower().startswith(".cache/"):
            return self._fetch / "all"
        return self._fetch / hashlib.sha256(file.path.encode()).hexdigest()

    def _bar(self) -> type:
        """A progress bar class for huggingface_hub."""
        work = self

        class Bar:
            def __init__(self, *_: object, **__: object) -> None:
                pass

            def __enter__(self) -> Bar:  # noqa: PYI034 - a class of one function
                return self

            def __exit__(self, *_: object) -> None:
                pass

            def update(self, count: float | None = 1) -> None:
                work.count(int(count or 0))

            def close(self) -> None:
                pass

            def set_postfix_str(self, *_: object, **__: object) -> None:
                pass

            def refresh(self, *_: object, **__: object) -> None:
                pass

            def set_description_str(self, *_: object, **__: object) -> None:
                pass

        return Bar

    def count(self, count: int) -> None:
        """Count received bytes."""
        if self._stopped.is_set():
            raise _Stopped
        with self._lock:
            self._got += count
            got = self._got
        self._progress(
            f"downloading {self._listing.about.name} (MB)", min(got, self._total) // 10**6, self._total // 10**6
        )

    def _progress_of(self, what: str) -> Progress:
        return lambda name, done, of: self._progress(f"{what}: {name}", done, of)

    def _room(self, wanted: int) -> None:
        free = shutil.disk_usage(self._fetch).free
        if free < wanted + _RESERVE:
            msg = f"{wanted:,} bytes are to be downloaded, and {free:,} are free on that disk."
            raise TargetError(msg, tip="Make room, or name a directory on another disk with --to.")


def _failure(path: str, name: str, error: Exception) -> SourceError:
    """The error in one line, without the queries of addresses: a signed one grants access."""
    from huggingface_hub import get_token  # noqa: PLC0415 - only a download needs it

    response = getattr(error, "response", None) or getattr(error.__cause__, "response", None)
    if response is not None:
        what = f"{path} of {name}"
        return refusal(response.status_code, response.headers, what, signed_in=bool(get_token()))
    why = re.sub(r"\?\S+", "", str(error).strip().split("\n")[0]) or type(error).__name__
    return SourceError(
        f"{path} of {name} could not be downloaded: {why[:300].rstrip('.')}.",
        tip="Run the same command again: it resumes the download.",
    )
