"""What happens to a license text on its way into a repository, each a function of text and seed."""

from __future__ import annotations

import random
import re
import textwrap

HEADER = (
    "Foo Project\n===========\n\nThe files in this folder are part of the Foo project. "
    "See https://example.org/foo for news.\n\n"
)
FOOTER = "\n\nFoo is a project of Example Org.\nhttps://example.org\n"
PREAMBLE = "This model is released under the terms of the license reproduced below.\n\n"
BANK = ("thier", "licnese", "agreemnet")


def original(text: str, seed: int = 0) -> str:
    return text


def reflow(text: str, seed: int = 0) -> str:
    """Each paragraph filled to another width."""
    return "\n\n".join(
        textwrap.fill(" ".join(part.split()), 64, break_long_words=False) for part in re.split(r"\n\s*\n", text)
    )


def crlf(text: str, seed: int = 0) -> str:
    return text.replace("\n", "\r\n")


def copyright_line(text: str, seed: int = 0) -> str:
    """Another holder's line on top."""
    return f"Copyright (c) 2024 Example Person <me@example.org>\n\n{text}"


def header_footer(text: str, seed: int = 0) -> str:
    return HEADER + text + FOOTER


def comments(text: str, seed: int = 0) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))


def lower_quotes(text: str, seed: int = 0) -> str:
    return text.lower().replace('"', "\u201d").replace("'", "\u2019")


def upper(text: str, seed: int = 0) -> str:
    return text.upper()


def quotes(text: str, seed: int = 0) -> str:
    """Straight marks curled, curly ones straightened, dashes lengthened."""
    out = re.sub(r'(^|[\s(])"', "\\1\u201c", text).replace('"', "\u201d").replace("'", "\u2019")
    return out.replace(" - ", " \u2013 ") if out != text else text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"})


def markdown(text: str, seed: int = 0) -> str:
    """Short lines that stand alone become headings; the rest a quotation."""
    lines = []
    for part in re.split(r"\n\s*\n", text):
        paragraph = part.strip()
        alone = "\n" not in paragraph and 0 < len(paragraph.split()) <= 6 and not paragraph.startswith("#")
        lines.append(f"## {paragraph}" if alone else "\n".join(f"> {line}" for line in part.split("\n")))
    return "\n\n".join(lines)


def entities(text: str, seed: int = 0) -> str:
    """As HTML writes it."""
    out = (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )
    return "<p>" + re.sub(r"\n\s*\n", "</p>\n<p>", out.replace("\u00a9", "&copy;")) + "</p>\n"


def holder(text: str, seed: int = 0) -> str:
    """Years and holder of every copyright line replaced."""
    line = re.compile(
        r"^([ \t]*copyright[ \t]+(?:\(c\)|\u00a9)?[ \t]*)(?:[0-9<\[][^\n]*|\u00a9[^\n]*)$", re.IGNORECASE | re.MULTILINE
    )
    return line.sub(r"\g<1>2031 Example Holder, Inc.", text)


def title(text: str, seed: int = 0) -> str:
    return f"LICENSE\n\n{text}"


def preamble(text: str, seed: int = 0) -> str:
    return PREAMBLE + text


def noise(text: str, seed: int = 0, share: float = 0.01) -> str:
    """One word in a hundred misspelled: two letters swapped."""
    draw = random.Random(seed)

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        if draw.random() >= share:
            return word
        at = draw.randrange(len(word) - 1)
        if word[at] == word[at + 1]:
            return word[:at] + "q" + word[at + 1 :]
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return re.sub(r"[A-Za-z]{4,}", slip, text)


H2H = {
    "original": original,
    "reflow": reflow,
    "copyright line": copyright_line,
    "header and footer": header_footer,
    "comments": comments,
    "lower case, curly quotes": lower_quotes,
    "1% noise": noise,
}
HARMLESS = {
    "original": original,
    "reflow": reflow,
    "crlf": crlf,
    "markdown": markdown,
    "entities": entities,
    "holder": holder,
    "title": title,
    "preamble": preamble,
    "upper case": upper,
    "quotes": quotes,
}


CLAUSES = (
    "You may not use the Software for any commercial purpose without prior written consent.",
    "The Licensee shall pay an annual fee of ten thousand dollars to the Licensor.",
    "Use of the model in the European Union is not permitted.",
    "Any derivative must be named Example-1 and display the words Built with Example.",
)


def combined(text: str, seed: int = 0) -> str:
    """Several harmless changes at once, drawn by the seed."""
    draw = random.Random(seed)
    for change in draw.sample([crlf, markdown, entities, holder, title, upper, quotes, comments, preamble], 3):
        text = change(text, seed)
    return text


def truncated(text: str, seed: int = 0) -> str:
    return text[: int(len(text) * 0.6)].rsplit(" ", 1)[0]


def clause_at_end(text: str, seed: int = 0) -> str:
    return f"{text.rstrip()}\n\n{CLAUSES[seed % len(CLAUSES)]}\n"


def clause_inside(text: str, seed: int = 0) -> str:
    """A clause between two paragraphs (or sentences) of the middle."""
    parts = re.split(r"(\n\s*\n)", text)
    if len(parts) < 5:
        parts = re.split(r"(?<=\.)(\s+)", text)
    middle = len(parts) // 2 // 2 * 2
    return "".join([*parts[:middle], CLAUSES[seed % len(CLAUSES)], "\n\n", *parts[middle:]])


def clause_removed(text: str, seed: int = 0) -> str:
    """The longest paragraph of the middle half taken out."""
    parts = re.split(r"(\n\s*\n)", text)
    if len(parts) < 7:
        parts = re.split(r"(?<=[.;])(\s+)", text)
    inner = range(len(parts) // 4, max(len(parts) * 3 // 4, len(parts) // 4 + 1))
    longest = max(inner, key=lambda at: len(parts[at]))
    return "".join(part for at, part in enumerate(parts) if at != longest)


def negated(text: str, seed: int = 0) -> str:
    """A permission turned: "is hereby granted" -> "is not hereby granted", "may" -> "may not", …"""
    for old, new in (
        (r"\bhereby granted\b", "hereby not granted"),
        (r"\bhereby grants?\b", "hereby does not grant"),
        (r"\bare permitted\b", "are not permitted"),
        (r"\b(may|shall|must|will)\b(?! not)", r"\1 not"),
        (r"\bis free\b", "is not free"),
        (r"\byou can\b", "you can not"),
        (r"\byou just do\b", "you just do not do"),
        (r"\bconcède\b", "ne concède pas"),
        (r"您可|允许", "您不可"),
    ):
        out, count = re.subn(old, new, text, count=1, flags=re.IGNORECASE)
        if count:
            return out
    raise ValueError(text[:80])


CUTS = {
    "truncated": truncated,
    "clause at end": clause_at_end,
    "clause inside": clause_inside,
    "clause removed": clause_removed,
    "negated": negated,
}
