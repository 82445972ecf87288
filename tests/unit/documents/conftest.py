"""A deadline for every test here, and a repository in memory to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.documents import read
from support.deadline import deadline
from support.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.model import Document, Repository, Unread


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """A hostile file must not make the auditor wait."""
    with deadline():
        yield


@pytest.fixture
def repository() -> Callable[..., Repository]:
    """Read files given as path and content."""

    def read_files(files: dict[str, str | bytes], **how: str) -> Repository:
        return read(MemorySource(files), **how)

    return read_files


@pytest.fixture
def reading(
    repository: Callable[..., Repository],
) -> Callable[[str, str | bytes], tuple[Document | None, Unread | None]]:
    """Read one file: the document and what of it was not read, each None where there is none."""

    def read_one(path: str, data: str | bytes) -> tuple[Document | None, Unread | None]:
        model = repository({path: data})
        assert len(model.documents) <= 1
        assert len(model.unread) <= 1
        return next(iter(model.documents), None), next(iter(model.unread), None)

    return read_one
