"""Labels beside points, where they cover neither one another nor the edge."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

_AROUND = [
    (0, 4.5, "center", "bottom"), (0, -4.5, "center", "top"), (5, 0, "left", "center"),
    (-5, 0, "right", "center"), (4, 4, "left", "bottom"), (-4, 4, "right", "bottom"),
    (4, -4, "left", "top"), (-4, -4, "right", "top"), (0, 12, "center", "bottom"),
    (0, -12, "center", "top"),
]  # fmt: skip


def label_points(
    axes: Axes,
    points: Sequence[tuple[str, float, float]],
    areas: Sequence[float] | None = None,
    *,
    spare: Sequence[tuple[float, float]] = (),
) -> list[str]:
    """Write each label at the first of ten places around its point that is free.

    The first points choose first; a label for which no place is free is left out.

    Parameters
    ----------
    points
        Label, x and y in data coordinates, the most important first.
    areas
        How large each point is drawn (points squared, as ``scatter`` counts); small if None.
    spare
        Spots to keep free of labels as long as another place is free: points of a line, say.

    Returns
    -------
    list of str
        The labels that found no place.
    """
    figure = axes.get_figure(root=True)
    if figure is None or not points:
        return []
    if isinstance(figure.canvas, FigureCanvasAgg):
        figure.canvas.draw()
    dots = [axes.transData.transform((x, y)) for _, x, y in points]
    radii = [max(3.0, 0.5 * area**0.5) for area in areas or [0.0] * len(points)]
    pixel = figure.dpi / 72
    taken = [
        Bbox.from_bounds(x - r * pixel, y - r * pixel, 2 * r * pixel, 2 * r * pixel)
        for (x, y), r in zip(dots, radii, strict=True)
    ]
    drawn = [axes.transData.transform(at) for at in spare]
    lines = [Bbox.from_bounds(x - 1, y - 1, 2, 2) for x, y in drawn]
    return [
        label
        for number, (label, x, y) in enumerate(points)
        if not _placed(axes, label, (x, y), radii[number], number, taken, lines)
    ]


def _placed(
    axes: Axes,
    label: str,
    at: tuple[float, float],
    radius: float,
    own: int,
    taken: list[Bbox],
    lines: Sequence[Bbox],
) -> bool:
    inside = axes.bbox
    others = [*taken[:own], *taken[own + 1 :]]
    tries = [(place, [*others, *lines]) for place in _AROUND] if lines else []
    for (dx, dy, ha, va), blocked in [*tries, *((place, others) for place in _AROUND)]:
        text = axes.annotate(
            label, at, xytext=(dx * radius / 3, dy * radius / 3), textcoords="offset points",
            ha=ha, va=va, fontsize=8, linespacing=1.05, multialignment="center",
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )  # fmt: skip
        text.set_in_layout(False)
        box = text.get_window_extent()
        within = inside.x0 <= box.x0 and box.x1 <= inside.x1
        within = within and inside.y0 <= box.y0 and box.y1 <= inside.y1
        if within and not any(box.overlaps(other) for other in blocked):
            taken.append(box)
            return True
        text.remove()
    return False
