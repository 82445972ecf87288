"""Small formats of lines: a Python package's metadata, setup.cfg, and the records of the Hub's downloader."""

from __future__ import annotations

from auditor.documents.content import malformed
from auditor.model import Field

_SINGLE = ("Name", "Version", "Author", "License", "License-Expression", "Home-page")
_MANY = ("License-File", "Classifier", "Project-URL")


def package(text: str) -> tuple[Field, ...]:
    """The fields of a METADATA or PKG-INFO on name, origin and license, under their own names.

    Only the headers, which end at the first empty line. Classifier, License-File and Project-URL are tuples.
    Not parsed as mail, although it is mail's header format: lines are needed, and mail's encodings are not.
    """
    names = {name.lower(): name for name in (*_SINGLE, *_MANY)}
    headers: dict[str, list[list[str]]] = {}
    lines: dict[str, int] = {}
    name = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            break
        if line[0] in " \t":
            if name:
                headers[name][-1].append(line.strip().removeprefix("|").strip())
            continue
        key, colon, value = line.partition(":")
        name = names.get(key.strip().lower(), "") if colon else ""
        if name:
            headers.setdefault(name, []).append([value.strip()])
            lines.setdefault(name, number)
    texts = {name: tuple("\n".join(written) for written in values) for name, values in headers.items()}
    return tuple(
        Field(key=name, value=values if name in _MANY else values[0], line=lines[name])
        for name, values in texts.items()
    )


def sections(text: str) -> tuple[Field, ...]:
    """The keys of an INI file (setup.cfg) as `section.key`; continuation lines are part of the value.

    Raises `Unreadable` if it is not one.
    """
    from configparser import Error, RawConfigParser  # noqa: PLC0415 - few repositories have such a file

    parser = RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except Error as error:
        raise malformed("It is not a file of sections and keys.") from error
    lines = {line.partition("=")[0].strip().lower(): number for number, line in enumerate(text.split("\n"), start=1)}
    return tuple(
        Field(key=f"{section}.{key}", value=value.strip(), line=lines.get(key))
        for section in parser.sections()
        for key, value in parser.items(section)
    )


def description_line(text: str) -> int:
    """The line where a package's description begins, after its headers; 1 if there is none."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            return number + 1
    return 1


def download(text: str) -> tuple[Field, ...]:
    """`commit`, `etag` and `timestamp`: the three lines of a `*.metadata` file."""
    values = [line.strip() for line in text.split("\n")]
    return tuple(
        Field(key=key, value=value, line=number)
        for number, (key, value) in enumerate(zip(("commit", "etag", "timestamp"), values, strict=False), start=1)
        if value
    )
