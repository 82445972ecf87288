"""What a repository on the Hub may be called."""

from __future__ import annotations

import pytest

from auditor.sources.hub import Address, plain, spelled

_SHA = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("target", "kind", "name", "revision"),
    [
        ("hf:org/name", "models", "org/name", None),
        ("hf:gpt2", "models", "gpt2", None),
        ("hf:org/name@v1.0", "models", "org/name", "v1.0"),
        ("hf:org/name@refs/pr/1", "models", "org/name", "refs/pr/1"),
        (f"hf:org/name@{_SHA}", "models", "org/name", _SHA),
        ("hf:models/org/name", "models", "org/name", None),
        ("hf:datasets/org/name@main", "datasets", "org/name", "main"),
        ("hf://org/name", "models", "org/name", None),
        ("hf://datasets/org/name", "datasets", "org/name", None),
        ("https://huggingface.co/org/name", "models", "org/name", None),
        ("https://huggingface.co/org/name/", "models", "org/name", None),
        ("https://hf.co/org/name/tree/v1.0", "models", "org/name", "v1.0"),
        ("https://huggingface.co/org/name/blob/main/README.md", "models", "org/name", "main"),
        ("https://huggingface.co/datasets/org/name?x=1#top", "datasets", "org/name", None),
        ("https://huggingface.co/gpt2/tree/main", "models", "gpt2", "main"),
    ],
)
def test_a_target_that_can_only_mean_the_hub(target: str, kind: str, name: str, revision: str | None) -> None:
    assert spelled(target) == Address(kind, name, revision)


@pytest.mark.parametrize(
    "target", ["org/name", "./org/name", "/org/name", "C:\\models", "https://example.org/org/name"]
)
def test_a_target_that_may_mean_a_path_or_another_site_is_left_alone(target: str) -> None:
    assert spelled(target) is None


def test_the_host_of_the_endpoint_is_the_hub_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:8123")
    assert spelled("http://127.0.0.1:8123/org/name") == Address("models", "org/name", None)


@pytest.mark.parametrize(
    "target", ["a/b/c", "name", "org/", "/name", "../org", "org/..", "org/name@", "org/na me", "org/n@a/../b"]
)
def test_what_is_no_id_is_none(target: str) -> None:
    assert plain(target) is None


def test_an_address_is_written_so_that_it_never_means_a_path() -> None:
    assert str(Address("models", "org/name", None)) == "hf:org/name"
    assert str(Address("datasets", "org/name", "v1")) == "hf:datasets/org/name@v1"
    assert spelled(str(Address("datasets", "org/name", "v1"))) == Address("datasets", "org/name", "v1")
