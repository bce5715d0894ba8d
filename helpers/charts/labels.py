"""Labels beside points, where they cover neither one another nor the edge."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Bbox

_AROUND = [
    (0, 6, "center", "bottom"), (0, -6, "center", "top"), (6, 0, "left", "center"),
    (-6, 0, "right", "center"), (5, 5, "left", "bottom"), (-5, 5, "right", "bottom"),
    (5, -5, "left", "top"), (-5, -5, "right", "top"), (0, 13, "center", "bottom"),
    (0, -13, "center", "top"),
]  # fmt: skip


def label_points(axes: Axes, points: Sequence[tuple[str, float, float]]) -> list[str]:
    """Write each label at the first of ten places around its point that is free.

    The first points choose first; a label for which no place is free is left out.

    Parameters
    ----------
    points
        Label, x and y in data coordinates, the most important first.

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
    taken = [Bbox.from_bounds(x - 4, y - 4, 8, 8) for x, y in dots]
    return [
        label
        for number, (label, x, y) in enumerate(points)
        if not _placed(axes, label, (x, y), [*taken[:number], *taken[number + 1 :]], taken)
    ]


def _placed(
    axes: Axes, label: str, at: tuple[float, float], others: Sequence[Bbox], taken: list[Bbox]
) -> bool:
    inside = axes.bbox
    for dx, dy, ha, va in _AROUND:
        text = axes.annotate(
            label, at, xytext=(dx, dy), textcoords="offset points", ha=ha, va=va, fontsize=8
        )
        text.set_in_layout(False)
        box = text.get_window_extent()
        within = inside.x0 <= box.x0 and box.x1 <= inside.x1
        within = within and inside.y0 <= box.y0 and box.y1 <= inside.y1
        if within and not any(box.overlaps(other) for other in others):
            taken.append(box)
            return True
        text.remove()
    return False
