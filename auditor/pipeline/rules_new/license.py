"""`auditor rules new license`: the head of a license's file, from its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import RuleError
from auditor.model import Relation
from auditor.patterns import regex
from auditor.pipeline.rules_new import New, texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY = regex(r"[a-z0-9][a-z0-9.+-]*")
_TITLE = regex(r"[^\W_].*")
_LONGEST_TITLE = 80

_HEAD = """\
#:schema ../schema/license.json
# KEYS.md has the keys of each table, WORDS.md the words for kind, code, grade, mode, when and reach; README.md says how
# to read a license.
name = "{name}"
spdx = "{spdx}"
kind = ""
url = ""
read = "{month}"
grade = "text"
texts = ["{sha256}"]

# One [[duty]] for each thing that it requires, one [[limit]] for each that it withholds, one [[grant]] for each that
# it permits; then what is not begun here: [termination], [cure], [[provision]], [reach_notes]. A quote is word for
# word; […] marks what is left out of it.
[[duty]]
code = ""
when = []
clause = ""
quote = ""
grade = "text"

[[limit]]
code = ""
clause = ""
quote = ""
grade = "text"

[[grant]]
code = "commercial-use"
value = ""
clause = ""
quote = ""
grade = "text"

[[grant]]
code = "sublicense"
value = ""
clause = ""
quote = ""
grade = "text"

[outbound]
mode = ""
clause = ""
quote = ""
grade = "text"

[reach]
{reach}
"""


def license_file(root: Path, key: str, text: Path, month: str) -> New:
    """The file `licenses/<key>.toml`, and the text in the tables of texts; raises `RuleError`.

    `month` is when it was read, YYYY-MM.
    """
    check_key(key)
    known = texts.read(text, root)
    spdx_id = known.expression or f"LicenseRef-{key}"
    written = _HEAD.format(
        name=_title(known.words),
        spdx=spdx_id,
        month=month,
        sha256=known.sha256,
        reach="\n".join(f'{relation.value} = ""' for relation in Relation),
    )
    name = f"licenses/{key}.toml"
    changed = {**texts.with_quotes(root, known), **texts.recognised(root, key, spdx_id, known)}
    return New(
        made={name: written.encode()},
        changed=changed,
        next=(
            _recognised(known, changed),
            f'Fill in the empty words of {name}, delete what does not apply, then run "auditor rules check".',
        ),
    )


def _recognised(known: texts.Text, changed: Mapping[str, bytes]) -> str:
    """What became of the text."""
    if known.expression:
        return f"The text is known already, as {known.expression}."
    if "texts/texts.json" not in changed:
        return "Quotes are compared with the text; it is not recognised, as the directory has no tables of texts."
    return "The text is recognised from now on."


def check_key(key: str) -> None:
    """Raise `RuleError` if a name cannot be that of a rule file."""
    if not KEY.fullmatch(key):
        tip = "It is the name of the file and part of finding ids: small letters, digits, dots, + and -."
        raise RuleError(f"{key!r} cannot be a key", tip=tip)


def _title(text: str) -> str:
    """The first line with a word in it: most licenses begin with their title."""
    for line in text.splitlines():
        title = _TITLE.search(line)
        if title:
            return title[0].strip().rstrip("#*=-_ ")[:_LONGEST_TITLE].replace("\\", "").replace('"', "'")
    return ""
