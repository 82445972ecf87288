"""Checks of references between the files of models and to licenses: an unknown base, a license without a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.knowledge import model_values
from auditor.knowledge.dates import date_flaw
from auditor.knowledge.license_references import license_id
from auditor.knowledge.release_index import bare_name
from auditor.knowledge.validation import nearest, sha256_flaw
from auditor.model import Grade, Relation
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.errors import Problem
    from auditor.knowledge.tables import TokenizerTable
    from auditor.knowledge.toml_file import TomlFile
    from auditor.model import Family, Release

_REPO = regex(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
_KEYS = (
    "architectures",
    "context_in_dim",
    "d_ff",
    "d_kv",
    "d_model",
    "decoder_attention_heads",
    "decoder_layers",
    "depth",
    "depth_single_blocks",
    "encoder_attention_heads",
    "encoder_layers",
    "first_k_dense_replace",
    "guidance_embed",
    "guidance_embeds",
    "head_dim",
    "hidden_size",
    "in_channels",
    "intermediate_size",
    "kv_lora_rank",
    "max_position_embeddings",
    "model_type",
    "moe_intermediate_size",
    "n_layers",
    "n_routed_experts",
    "n_shared_experts",
    "num_attention_heads",
    "num_decoder_layers",
    "num_experts_per_tok",
    "num_hidden_layers",
    "num_key_value_heads",
    "num_layers",
    "num_mel_bins",
    "num_routed_experts",
    "out_channels",
    "patch_size",
    "q_lora_rank",
    "qk_nope_head_dim",
    "qk_rope_head_dim",
    "rms_norm_eps",
    "rope_scaling.factor",
    "rope_scaling.rope_type",
    "rope_theta",
    "sliding_window",
    "tie_word_embeddings",
    "v_head_dim",
    "vec_in_dim",
    "vocab_size",
)
"""Keys of configurations that shapes use; any other is accepted unless it is similar to one of these."""
_NEARLY = 0.85
"""Similarity (difflib, 0 to 1) from which a key counts as a misspelling."""


def problems(
    models: tuple[TomlFile[Family], ...], tokenizers: TomlFile[TokenizerTable], profiles: Mapping[str, str]
) -> Iterator[Problem]:
    """All inconsistencies between the files of models, the licenses and the tokenizers."""
    repos: dict[str, str] = {}
    for file in models:
        for release in file.noun.releases if file.noun else ():
            repos.setdefault(release.repo.lower(), file.path.stem)
    whole = all(file.noun for file in models)
    seen: set[str] = set()
    keys = [file.path.stem for file in models]
    yield from _ids(models)
    yield from _names(models)
    yield from model_values.problems(models, profiles)
    yield from model_values.tokenizer_problems(tokenizers)
    for file in models:
        yield from (file.problem(("shape", key), says) for key, says in _keys(file.noun.shape if file.noun else {}))
        for number, release in enumerate(file.noun.releases if file.noun else ()):
            if release.repo.lower() in seen:
                other = repos[release.repo.lower()]
                yield file.problem(("release", number, "repo"), f"{release.repo} is in {other}.toml already")
            seen.add(release.repo.lower())
            for path, says in _release(release, repos if whole else {}, profiles):
                yield file.problem(("release", number, *path), says)
    for number, tokenizer in enumerate(tokenizers.noun.tokenizer if tokenizers.noun else ()):
        for at, family in enumerate(tokenizer.families):
            if family not in keys:
                path = ("tokenizer", number, "families", at)
                yield tokenizers.problem(path, f"{family!r} is no file of models/{_meant(family, keys)}")


def _names(models: tuple[TomlFile[Family], ...]) -> Iterator[Problem]:
    """Files with the same name in the folders of two publishers: a file's name is the key of its family."""
    seen: dict[str, str] = {}
    for file in models:
        other = seen.setdefault(file.path.stem, file.name)
        if other != file.name:
            yield file.problem((), f"has the name of {other}: a file's name is the key of its family")


def _ids(models: tuple[TomlFile[Family], ...]) -> Iterator[Problem]:
    """Ids shared by two releases, including former ids and mirrors, and file names shared by two."""
    owners: dict[str, str] = {}
    for file in models:
        owners.update((release.repo.lower(), release.repo) for release in (file.noun.releases if file.noun else ()))
    files: dict[str, str] = {}
    for file in models:
        for number, release in enumerate(file.noun.releases if file.noun else ()):
            others = [(("aliases", at), repo) for at, repo in enumerate(release.aliases)]
            others += [(("mirrors", at), mirror.repo) for at, mirror in enumerate(release.mirrors)]
            for path, repo in others:
                owner = owners.setdefault(repo.lower(), release.repo)
                if not _REPO.fullmatch(repo):
                    yield file.problem(("release", number, *path), f"{repo!r} is not publisher/name")
                elif owner != release.repo or repo.lower() == release.repo.lower():
                    yield file.problem(("release", number, *path), f"{repo} is an id of {owner} already")
            for at, name in enumerate(release.file_names):
                if files.setdefault(name.lower(), release.repo) != release.repo:
                    says = f"{name} is a file of {files[name.lower()]} already: it identifies neither"
                    yield file.problem(("release", number, "file_names", at), says)


def _data(release: Release, profiles: Mapping[str, str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The mistakes in a release's mirrors and license history."""
    for at, mirror in enumerate(release.mirrors):
        if mirror.relation not in (Relation.COPY, Relation.QUANTIZED):
            yield ("mirrors", at, "relation"), f"{mirror.relation} is not what a mirror does: copy or quantized"
        if mirror.grade is not Grade.MEMORY and not mirror.source:
            yield ("mirrors", at, "source"), f"is missing, and the grade says {mirror.grade}"
    for at, period in enumerate(release.history):
        for key, day in (("since", period.since), ("until", period.until)):
            if wrong := date_flaw(day):
                yield ("history", at, key), wrong
        if period.since and period.until and period.until < period.since:
            yield ("history", at, "until"), "is before since"
        if wrong := period.license and license_id(period.license, profiles):
            yield ("history", at, "license"), wrong
        if not (period.license or period.note):
            yield ("history", at), "says nothing: neither license nor note"


def _release(
    release: Release, repos: Mapping[str, str], profiles: Mapping[str, str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The mistakes of a release: the key, and why."""
    if not _REPO.fullmatch(release.repo):
        yield ("repo",), f"{release.repo!r} is not publisher/name"
    if wrong := date_flaw(release.date):
        yield ("date",), wrong
    yield from _license(release, profiles)
    yield from _data(release, profiles)
    yield from _parents(release, repos)
    for path, digest in release.files.items():
        if wrong := sha256_flaw(digest):
            yield ("files", path), wrong
    yield from ((("config", key), says) for key, says in _keys(release.config))


def _parents(release: Release, repos: Mapping[str, str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if bool(release.base) != (release.relation is not None):
        missing = "relation" if release.base else "base"
        yield (missing,), f"is missing: {'how did it come from its base?' if release.base else 'relation says how'}"
    if release.base.lower() == release.repo.lower():
        yield ("base",), "is the release itself"
    elif release.base and repos and (release.base.lower() in repos) is not release.base_listed:
        yield ("base",), _base(release.base, repos, listed=release.base_listed)
    elif release.base and (namesake := _namesake(release.base, repos)):
        yield ("base",), f"is listed as {namesake}: write that id, and no base_listed"
    for at, teacher in enumerate(release.teachers):
        if repos and teacher.lower() not in repos:
            yield ("teachers", at), f"{teacher} is no release of models/{_meant(teacher.lower(), repos)}"
    if release.teachers and not release.base:
        yield ("teachers",), "need a base, and there is none"


def _namesake(base: str, repos: Mapping[str, str]) -> str:
    """The release of the same publisher that is called so but for a "Meta-"; "" where there is none, or the very id."""
    whose = f"{base.lower().partition('/')[0]}/"
    if base.lower() in repos:
        return ""
    return next((repo for repo in repos if repo.startswith(whose) and bare_name(repo) == bare_name(base)), "")


def _license(release: Release, profiles: Mapping[str, str]) -> Iterator[tuple[tuple[str], str]]:
    if release.license is None:
        if release.grade.settles:
            yield ("license",), f"is missing, and the grade says that it was {release.grade}"
        return
    if not release.license:
        yield ("license",), "is empty; write an SPDX expression, or delete the line if it is unknown"
        return
    if wrong := license_id(release.license, profiles):
        yield ("license",), wrong
        return
    without = [name for name in spdx.ids(release.license) if name.lower() not in profiles]
    if without and release.profiled:
        meant = _meant(without[0], profiles)
        yield ("license",), f"no file of licenses/ has {without[0]}{meant} (if none should have: profiled = false)"


def _base(base: str, repos: Mapping[str, str], *, listed: bool) -> str:
    if not listed:
        return f"is listed: {repos[base.lower()]}.toml has it, and base_listed says that nothing does"
    meant = _meant(base.lower(), repos)
    return f"{base} is no release of models/{meant} (if it cannot be one: base_listed = false)"


def _keys(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Keys of a shape or a configuration that are misspellings of known ones."""
    for key in table:
        close = nearest(key, _KEYS, _NEARLY) if key not in _KEYS else ""
        if close:
            yield key, f"unknown key; did you mean {close}?"


def _meant(word: str, words: Iterable[str]) -> str:
    close = nearest(word, words)
    return f"; did you mean {close}?" if close else ""
