"""Figures beside what they may be at the most: a line each, and whether one is above it."""

from __future__ import annotations


class Figures:
    """Prints a line for each figure, with so many decimals; `missed` says whether one was too large."""

    def __init__(self, decimals: int = 1) -> None:
        self.missed = False
        self._decimals = decimals

    def line(self, what: str, figure: float, most: float, unit: str) -> None:
        """One figure in its unit, and its bound in the same."""
        above = figure > most
        self.missed |= above
        bound = f"{most:7,.{self._decimals - 1}f}"
        print(f"{what:44} {figure:9,.{self._decimals}f} {unit:2}  at most {bound}  {'missed' if above else 'met'}")
