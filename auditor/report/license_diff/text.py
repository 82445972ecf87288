"""Two licenses side by side, for a lawyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Duty, Grant, Limit
from auditor.report.common import terms, wording
from auditor.report.common.page import Page
from auditor.report.common.wording import counted
from auditor.report.license.text import EDITION_DUTIES, cited, respects, short
from auditor.report.license_diff.comparison import CURE
from auditor.report.license_diff.rows import rows

if TYPE_CHECKING:
    from auditor.model import Profile, Provision, Reach
    from auditor.report.license_diff.comparison import Fact, LicenseComparison, Pair

_INDENT, _LABEL = 4, 15
_LONG, _QUOTE = 4_000, 400
_ABOUT = {"duty": "duty", "limit": "limit", "grant": "grant", "outbound": "terms"}
_ENDINGS = {**terms.ENDINGS, CURE: "cure"}
DISCLAIMER = (
    "This is not legal advice: it compares what is recorded of the two licenses. "
    "What is not recorded of one may still be in its text."
)


def render(comparison: LicenseComparison, *, color: bool = False, width: int = 100, verbosity: int = 0) -> str:
    """What only one requires, what both require differently, and how much is the same, listed at verbosity 1."""
    sheet = _Sheet(comparison, color=color, width=width, verbose=verbosity > 0)
    sheet.head()
    sheet.editions()
    sheet.only(sheet.a, comparison.a, comparison.only_a)
    sheet.only(sheet.b, comparison.b, comparison.only_b)
    sheet.differ()
    sheet.reworded()
    sheet.reach()
    sheet.endings()
    sheet.contracts()
    sheet.items()
    sheet.same()
    sheet.page.blank()
    sheet.page.text(DISCLAIMER, indent=0, style="dim")
    return str(sheet.page)


class _Sheet:
    """A page with the two licenses side by side, each under its name."""

    def __init__(self, comparison: LicenseComparison, *, color: bool, width: int, verbose: bool) -> None:
        self.page = Page(color=color, width=width)
        self.a, self.b = short(comparison.a), short(comparison.b)
        if self.a == self.b:
            self.a, self.b = comparison.a.key, comparison.b.key
        self._comparison = comparison
        self._verbose = verbose
        self._room = (self.page.width - _INDENT - _LABEL - 4) // 2

    def head(self) -> None:
        """The two licenses, and the result."""
        comparison = self._comparison
        for letter, profile in (("A", comparison.a), ("B", comparison.b)):
            of = f", {profile.version}" if profile.version else ""
            words = f"{profile.name} [{profile.key}], {profile.kind}{of}"
            self.page.labelled(letter, words, indent=0, column=3, style="bold")
            if self._verbose:
                self.page.labelled("", terms.remark(profile.note), indent=0, column=3, style="dim", limit=_LONG)
        self.page.text(_answer(comparison), indent=0)
        if _apart(comparison):
            self.page.text("The items of their use policies are not compared.", indent=0, style="yellow")
        for profile in (comparison.a, comparison.b)[: 1 if comparison.a.key == comparison.b.key else 2]:
            if not profile.grade.settles:
                doubt = f"{wording.grade(profile.grade)}; what is not shown of it may still be in its text."
                self.page.text(f"{profile.key}: {doubt}", indent=0, style="yellow")

    def editions(self) -> None:
        """The editions of one license in circulation, with what is known of their duties."""
        for edition in self._comparison.editions:
            self.page.labelled("•", f"{edition.name}: {EDITION_DUTIES[edition.duties]}", column=2, label_style="bold")
            self.page.labelled("note", terms.remark(edition.note), indent=4, column=6, limit=_LONG)

    def only(self, name: str, profile: Profile, facts: tuple[Fact, ...]) -> None:
        """What only one of them has."""
        if not facts:
            return
        self.page.heading(f"Only {name}", str(len(facts)))
        for fact in facts:
            self.page.blank()
            words = f"{terms.says(fact)} ({cited(fact.clause, fact.grade)})"
            self.page.labelled(_ABOUT[terms.about(fact)], words, column=7, label_style="bold")
            if isinstance(fact, Duty | Limit):
                for label, text in respects(fact, profile):
                    self.page.labelled(label, text, indent=9, column=14, limit=_LONG)
            if fact.quote:
                self.page.quote(fact.quote, indent=9, limit=_LONG if self._verbose else _QUOTE)
            if self._verbose:
                self.page.labelled("note", terms.remark(fact.note), indent=9, column=6, limit=_LONG)

    def differ(self) -> None:
        """What both have, differently."""
        if not self._comparison.differ:
            return
        self._section("In both, differently", len(self._comparison.differ))
        for pair in self._comparison.differ:
            self.page.blank()
            self._title(pair, terms.bare(pair.a))
            for label, first, second in rows(pair):
                self._beside(label, first, second)
            self._clauses(pair)
            if self._verbose:
                self._quotes(pair)

    def reworded(self) -> None:
        """What is the same in kind; grants, of which any part may be quoted, only if everything is shown."""
        reworded = self._comparison.reworded
        listed = reworded if self._verbose else [pair for pair in reworded if not isinstance(pair.a, Grant)]
        if not reworded:
            return
        self._section("The same in kind, quoted in other words", len(reworded), names=bool(listed))
        for pair in listed:
            self.page.blank()
            self._title(pair, terms.says(pair.a))
            self._quotes(pair)
            self._clauses(pair)
        left = len(reworded) - len(listed)
        if left:
            self.page.blank()
            self.page.text(f"{counted(left, 'grant')}; -v shows their words.", style="dim")

    def reach(self) -> None:
        """The relations that they follow differently."""
        if not self._comparison.reach:
            return
        self._section("How far they reach", len(self._comparison.reach))
        for following in self._comparison.reach:
            label = terms.TRIGGERS[following.trigger]
            self._beside(label, _reaches(following.a, following.note_a), _reaches(following.b, following.note_b))

    def endings(self) -> None:
        """How they terminate."""
        if not self._comparison.endings:
            return
        self._section("When they end", len(self._comparison.endings))
        for ending in self._comparison.endings:
            self._beside(_ENDINGS[ending.about], ending.a or "not recorded", ending.b or "not recorded")

    def contracts(self) -> None:
        """Governing law, courts, and who indemnifies whom."""
        if not self._comparison.contracts:
            return
        self._section("As contracts", len(self._comparison.contracts))
        for contract in self._comparison.contracts:
            self._beside(terms.PROVISIONS[contract.code], _provides(contract.a), _provides(contract.b))

    def items(self) -> None:
        """Their lists of use restrictions."""
        items = self._comparison.items
        if items is None:
            return
        for name, only in ((self.a, items.only_a), (self.b, items.only_b)):
            if only:
                self.page.heading(f"Restricted by {name} only", str(len(only)))
                for item in only:
                    self.page.labelled("•", item, column=2, limit=_LONG)
        if items.reworded:
            self._section("Restricted by both, in other words", len(items.reworded))
            for rewording in items.reworded:
                self.page.blank()
                self._beside("item", rewording.a, rewording.b)

    def same(self) -> None:
        """What they share: how much, or all of it."""
        comparison = self._comparison
        if not comparison.shared or comparison.a.key == comparison.b.key:
            return
        if not self._verbose:
            self.page.heading("The same", str(comparison.shared))
            self.page.text("-v lists them.", style="dim")
            return
        self._section("The same", comparison.shared)
        for pair in comparison.same:
            self._title(pair, terms.says(pair.a))
            self._clauses(pair)
        for following in comparison.reach_same:
            if following.a is not None:
                words = f"{terms.TRIGGERS[following.trigger]}: {terms.REACHES[following.a]}"
                self.page.labelled("reach", words, column=7, label_style="bold")
        for end in comparison.endings_same:
            self.page.labelled("end", _ENDINGS[end.about], column=7, label_style="bold")
            self._beside("", end.a or "not recorded", end.b or "not recorded")
        for contract in comparison.contracts_same:
            self.page.labelled("law", terms.PROVISIONS[contract.code], column=7, label_style="bold")
            self._beside("", _provides(contract.a), _provides(contract.b))
        if comparison.items and comparison.items.same:
            restrictions = counted(comparison.items.same, "use restriction")
            self.page.labelled("limit", f"{restrictions}, word for word", column=7, label_style="bold")

    def _section(self, title: str, count: int, *, names: bool = True) -> None:
        self.page.heading(title, str(count))
        if names:
            self._beside("", self.a, self.b, style="bold")

    def _title(self, pair: Pair, words: str) -> None:
        self.page.labelled(_ABOUT[terms.about(pair.a)], words, column=7, label_style="bold", style="bold")

    def _quotes(self, pair: Pair) -> None:
        quotes = [f"“{term.quote}”" if term.quote else "" for term in (pair.a, pair.b)]
        self._beside("quote", quotes[0], quotes[1], style="italic")
        if self._verbose:
            self._beside("note", terms.remark(pair.a.note), terms.remark(pair.b.note))

    def _clauses(self, pair: Pair) -> None:
        first, second = cited(pair.a.clause, pair.a.grade), cited(pair.b.clause, pair.b.grade)
        self._beside("clause", first, second, style="dim")

    def _beside(self, label: str, first: str, second: str, *, style: str = "") -> None:
        """A label and two cells; one below the other if a word, such as an address, is wider than a cell."""
        if not first and not second:
            return
        if max(map(len, f"{first} {second}".split())) > self._room and label:
            for at, (name, words) in enumerate(((self.a, first), (self.b, second))):
                self.page.labelled(
                    "" if at else label, f"{name}: {words or '-'}", indent=_INDENT, column=_LABEL + 2, limit=_LONG
                )
            return
        cells, widths = (label, first or "-", second or "-"), (_LABEL, self._room, self._room)
        self.page.columns(cells, widths, indent=_INDENT, styles=("dim", style, style))


def _answer(comparison: LicenseComparison) -> str:
    if comparison.editions:
        count = counted(len(comparison.editions), "edition")
        return f"They are one license, of which {count} other than that of its profile are known:"
    if comparison.a.key == comparison.b.key:
        return "They are one license: nothing differs."
    if comparison.empty:
        return "Nothing that is recorded of them differs: they grant, require and withhold the same, in the same words."
    reworded = f", {comparison.rewordings} the same in kind but quoted in other words" if comparison.rewordings else ""
    return f"{counted(comparison.differences, 'difference')}{reworded}, {comparison.shared} the same."


def _apart(comparison: LicenseComparison) -> bool:
    """Whether both have a use policy in their own text, and the items of one are not recorded."""
    pairs = (
        pair.a for pair in (*comparison.same, *comparison.reworded, *comparison.differ) if isinstance(pair.a, Limit)
    )
    policies = [str(limit.value) for limit in pairs if limit.code == "use-policy"]
    unread = comparison.items is None and any(not value.startswith("http") for value in policies)
    return unread and comparison.a.key != comparison.b.key


def _provides(provision: Provision | None) -> str:
    if provision is None:
        return "no such clause is recorded"
    return f"{provision.says} ({cited(provision.clause, provision.grade)})"


def _reaches(reach: Reach | None, note: str) -> str:
    if reach is None:
        return "not said"
    return f"{terms.REACHES[reach]}; {terms.remark(note)}" if note else terms.REACHES[reach]
