"""Draws a lineage as SVG: layers from bases to derivatives, arrows between them; deterministic.

The method is that of Sugiyama, Tagawa and Toda (1981): layers by longest path, order by barycenters, one row per layer.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from auditor.report.layout.markup import Html, joined, tag, text

if TYPE_CHECKING:
    from auditor.report.document.blocks import Arrow, Box, Figure

_WIDEST, _WIDEST_SET, _NARROWEST = 280.0, 560.0, 120.0
_LINE, _PAD, _GAP, _BETWEEN = 17.0, 9.0, 24.0, 58.0
_SIZE = 12.5
_LATIN, _WIDE = 0.6, 1.0
"""Widths of characters, in ems."""
_SWEEPS = 8
_LONGEST, _MOST_LABEL = 200, 34
"""Most characters of a line in a box before it is folded, and of a label."""
_ABREAST = 4
"""Boxes of one layer in one row."""


class _Placed(NamedTuple):
    box: Box
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


def drawing(figure: Figure) -> Html:
    """The figure as one `<svg>`, whose colors are those of the page."""
    placed, width, height = _placed(figure)
    parts = [_arrow(arrow, placed) for arrow in figure.arrows if {arrow.base, arrow.made} <= placed.keys()]
    parts += [_box(place) for place in placed.values()]
    head = tag(
        "marker",
        Html('<path d="M0 0L8 4L0 8z"/>'),
        id="tip",
        viewBox="0 0 8 8",
        refX="7",
        refY="4",
        markerWidth="7",
        markerHeight="7",
        orient="auto",
    )
    return tag(
        "svg",
        tag("title", text(figure.title), id="figure-title"),
        tag("desc", text(figure.description), id="figure-says"),
        tag("defs", head),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        role="img",
        aria_labelledby="figure-title figure-says",
    )


def _placed(figure: Figure) -> tuple[dict[str, _Placed], float, float]:
    """The position of every box, by id, and the size of the whole."""
    boxes = {box.id: box for box in figure.boxes}
    rows = _rows(_layers(figure), figure)
    sizes = {name: _size(box) for name, box in boxes.items()}
    widths = [sum(sizes[name][1] for name in row) + _GAP * (len(row) - 1) for row in rows]
    whole = max(widths, default=0.0) + 2 * _PAD
    placed: dict[str, _Placed] = {}
    top = _PAD
    for row, width in zip(rows, widths, strict=True):
        left = (whole - width) / 2
        tallest = max(sizes[name][2] for name in row)
        for name in row:
            lines, its_width, height = sizes[name]
            placed[name] = _Placed(boxes[name], lines, left, top + (tallest - height) / 2, its_width, height)
            left += its_width + _GAP
        top += tallest + _BETWEEN
    return placed, whole, top - _BETWEEN + _PAD


def _layers(figure: Figure) -> list[list[str]]:
    """The boxes by their distance from the model itself, farthest first; no path is longer than there are boxes."""
    depth = {box.id: 0 for box in figure.boxes}
    for _ in figure.boxes:
        changed = False
        for arrow in figure.arrows:
            wanted = depth.get(arrow.made, 0) + 1
            if arrow.base in depth and depth[arrow.base] < wanted <= len(depth):
                depth[arrow.base] = wanted
                changed = True
        if not changed:
            break
    layers: dict[int, list[str]] = defaultdict(list)
    for box in figure.boxes:
        layers[depth[box.id]].append(box.id)
    return [layers[number] for number in sorted(layers, reverse=True)]


def _rows(layers: list[list[str]], figure: Figure) -> list[list[str]]:
    """Each layer ordered by its neighbors, and cut into rows if it is too wide."""
    beside: dict[str, list[str]] = defaultdict(list)
    for arrow in figure.arrows:
        beside[arrow.base].append(arrow.made)
        beside[arrow.made].append(arrow.base)
    place = {name: float(number) for layer in layers for number, name in enumerate(layer)}
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 else reversed(layers):
            middle = {
                name: sum(place[other] for other in beside[name]) / len(beside[name]) if beside[name] else place[name]
                for name in layer
            }
            layer.sort(key=lambda name: (middle[name], name))
            place.update({name: float(number) for number, name in enumerate(layer)})
    return [layer[start : start + _ABREAST] for layer in layers for start in range(0, len(layer), _ABREAST)]


def _size(box: Box) -> tuple[tuple[str, ...], float, float]:
    """Its lines, folded to the widest box, its width and its height."""
    widest = _WIDEST_SET if box.kind == "set" else _WIDEST
    lines = tuple(line for whole in box.lines for line in _folded(whole, widest - 2 * _PAD - 8))
    width = max((_width(line) for line in lines), default=0.0) + 2 * _PAD + 8
    return lines, max(_NARROWEST, min(widest, width)), len(lines) * _LINE + 2 * _PAD


def _width(line: str) -> float:
    return sum(_WIDE if east_asian_width(character) in "WF" else _LATIN for character in line) * _SIZE


def _folded(line: str, widest: float) -> list[str]:
    """The line folded to fit, broken after a joint if there is one; at most three lines."""
    lines: list[str] = []
    rest = line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
    while rest and len(lines) < 3:  # noqa: PLR2004 - a box is read at a glance
        end = len(rest)
        while end > 1 and _width(rest[:end]) > widest:
            end -= 1
        if end < len(rest):
            joint = max((rest.rfind(sign, 0, end) for sign in " /-_"), default=-1)
            end = joint + 1 if joint > end // 3 else end
        lines.append(rest[:end].strip())
        rest = rest[end:]
    if rest:
        lines[-1] = lines[-1][:-1] + "…"
    return lines


def _box(place: _Placed) -> Html:
    frame = tag(
        "rect",
        x=f"{place.x:.1f}",
        y=f"{place.y:.1f}",
        width=f"{place.width:.1f}",
        height=f"{place.height:.1f}",
        rx="4",
    )
    middle = place.x + place.width / 2
    lines = [
        tag(
            "text",
            text(line),
            x=f"{middle:.1f}",
            y=f"{place.y + _PAD + (number + 0.78) * _LINE:.1f}",
            class_="first" if number == 0 else None,
        )
        for number, line in enumerate(place.lines)
    ]
    return tag("g", frame, *lines, class_=f"box {place.box.kind}")


def _arrow(arrow: Arrow, placed: dict[str, _Placed]) -> Html:
    base, made = placed[arrow.base], placed[arrow.made]
    x0, y0 = base.x + base.width / 2, base.y + base.height
    x1, y1 = made.x + made.width / 2, made.y - 2
    if y1 < y0:  # a cycle: back up
        y0, y1 = base.y, made.y + made.height + 2
    bend = (y0 + y1) / 2
    path = tag(
        "path",
        d=f"M{x0:.1f} {y0:.1f}C{x0:.1f} {bend:.1f} {x1:.1f} {bend:.1f} {x1:.1f} {y1:.1f}",
        marker_end="url(#tip)",
        class_="firm" if arrow.firm else "open",
    )
    label = " · ".join(arrow.lines)
    if not label:
        return tag("g", path, class_="arrow")
    first = arrow.lines[0]
    short = label if len(label) <= _MOST_LABEL else first if len(first) <= _MOST_LABEL else first[:_MOST_LABEL] + "…"
    half = _width(short) * 0.44 + 5
    x, y = (x0 + x1) / 2, bend
    plate = tag("rect", x=f"{x - half:.1f}", y=f"{y - 9:.1f}", width=f"{2 * half:.1f}", height="18", rx="3")
    words = tag("text", text(short), x=f"{x:.1f}", y=f"{y + 4:.1f}")
    return tag("g", joined(path, plate, words), class_="arrow")
