"""Charts of who is tied to whom, and of where things are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.canvas import (
    COLOURS,
    WIDTH,
    Chart,
    canvas,
    describe,
    listed,
    styled,
    tick,
)
from helpers.charts.labels import label_points
from helpers.charts.story import chosen_pairs, heaviest, named_pairs
from helpers.wording import counted, short

_SMALL, _BESIDE, _PAIR = 2, 3, 0.95
"""Actors in a group that needs no width of its own; such groups in a row; their height, inches."""
_BOW = 0.12
"""How far an arrow is bent, as a share of its length."""


def network(events: pd.DataFrame, *, top: int = 12, title: str = "Who acts on whom?") -> Chart:
    """Actors as points and events between them as arrows from agent to patient.

    The layout (Kamada & Kawai 1989) brings those close that act on each other; it
    starts from a circle in the order of the names and so is the same at each run. Actors
    without any tie to the rest stand below it.
    """
    found = named_pairs(events)
    pairs = heaviest(found, top)
    weights = pairs.groupby(["agent_name", "patient_name"], as_index=False).size()
    arrows = zip(weights.agent_name, weights.patient_name, weights["size"], strict=True)
    graph = nx.DiGraph()
    graph.add_weighted_edges_from((a, b, int(n)) for a, b, n in arrows if a != b)
    keep = sorted(graph, key=lambda node: (-graph.degree(node, weight="weight"), node))
    ordered = nx.DiGraph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_weighted_edges_from(sorted(graph.edges.data("weight")))
    with styled():
        at, height = _layout(ordered, WIDTH - 0.1)
        chart, axes = canvas(title, 0.4 + max(1.0, height))
        axes.set_axis_off()
        axes.set(xlim=(0, WIDTH - 0.1), ylim=(-max(1.0, height), 0))
        if len(ordered):
            _draw_network(axes, ordered, at)
    degrees = [f"{n} ({ordered.degree(n, weight='weight')})" for n in keep]
    return describe(
        chart,
        caption=f"n = {counted(len(pairs), 'event')} between {len(keep)} agents and patients:"
        f" {chosen_pairs(found, weights.shape[0])}. An arrow runs from who does it to whom it is"
        " done. A larger point takes part in more events, a thicker arrow stands for more of them;"
        " those without a tie to the rest stand apart.",
        alt=f"Actors by number of events they take part in: {listed(degrees, 10)}.",
        empty=not len(ordered),
    )


def _layout(graph: nx.DiGraph, width: float) -> tuple[dict[str, tuple[float, float]], float]:
    """Place each group of actors in inches, the largest on top, pairs side by side below."""
    groups = sorted(nx.weakly_connected_components(graph), key=lambda g: (-len(g), min(g)))
    at: dict[str, tuple[float, float]] = {}
    top, column = 0.0, 0
    for group in groups:
        share = width if len(group) > _SMALL else width / _BESIDE
        height = _PAIR if len(group) <= _SMALL else 0.5 + 0.21 * len(group)
        part = nx.Graph()  # built in order: a view of a set would be ordered by the hash seed
        part.add_nodes_from(sorted(group))
        part.add_edges_from(sorted((a, b) for a, b in graph.edges if a in group))
        spots = nx.kamada_kawai_layout(part, pos=nx.circular_layout(part), weight=None)
        if len(group) == _SMALL:
            tail = max(group, key=lambda node: (graph.out_degree(node), node))
            spots = {node: (0.0, 1.0 if node == tail else -1.0) for node in group}
        left = column * share if len(group) <= _SMALL else 0.0
        at |= _fitted(spots, (left, top), (share, height))
        column = (column + 1) % _BESIDE if len(group) <= _SMALL else 0
        top -= height if column == 0 else 0.0
    return at, -top + (_PAIR if column else 0.0)


def _fitted(
    spots: Mapping[str, Sequence[float]], corner: tuple[float, float], size: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    """Stretch a layout to fill a box whose upper left corner is given, with room for labels."""
    room = [(size[0], min(0.55, size[0] / 2)), (size[1], 0.24)]
    made = []
    for axis, (length, edge) in enumerate(room):
        values = [float(spot[axis]) for spot in spots.values()]
        low, reach = min(values), max(values) - min(values)
        share = [(v - low) / reach if reach > 1e-9 else 0.5 for v in values]
        made.append([edge + s * (length - 2 * edge) for s in share])
    down = [corner[1] - size[1] + y for y in made[1]]
    return dict(zip(spots, zip([corner[0] + x for x in made[0]], down, strict=True), strict=True))


def _draw_network(axes: Axes, graph: nx.DiGraph, at: Mapping[str, tuple[float, float]]) -> None:
    sizes = [50 + 20 * graph.degree(node, weight="weight") for node in graph]
    widths = [0.7 + 0.5 * weight for *_, weight in graph.edges.data("weight")]
    nx.draw_networkx_edges(
        graph, at, ax=axes, width=widths, edge_color="#888888", node_size=sizes,
        connectionstyle=f"arc3,rad={_BOW}", arrowsize=9,
    )  # fmt: skip
    nx.draw_networkx_nodes(graph, at, ax=axes, node_size=sizes, node_color=COLOURS[4])
    first = sorted(zip(graph, sizes, strict=True), key=lambda pair: -pair[1])
    spots = [(tick(node, 18, most=2), *at[node]) for node, _ in first]
    spare = [spot for a, b in graph.edges for spot in _along(at[a], at[b])]
    label_points(axes, spots, [size for _, size in first], spare=spare)


def _along(start: tuple[float, float], end: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield points of the bow that an arrow is drawn in, but for its ends."""
    (x0, y0), (x1, y1) = start, end
    x = (x0 + x1) / 2 + _BOW * (y1 - y0)
    y = (y0 + y1) / 2 - _BOW * (x1 - x0)
    for step in range(2, 19):
        t = step / 20
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        yield a * x0 + b * x + c * x1, a * y0 + b * y + c * y1


def place_map(
    names: pd.DataFrame,
    *,
    title: str = "Which places that a map knows are named?",
    caption: str = "",
) -> Chart:
    """Places at their longitude and latitude; a larger point is named more often."""
    placed = names[names.label == "LOC"].dropna(subset=["latitude", "longitude"])
    found = placed.groupby("name_id", as_index=False).agg(
        latitude=("latitude", "first"), longitude=("longitude", "first"), n=("name_id", "size")
    )
    found = found.sort_values(["n", "name_id"], ascending=[False, True])
    with styled():
        chart, axes = canvas(title, 3.4)
        sizes = (12 + 9 * found.n.astype(float)).clip(upper=300)
        axes.scatter(found.longitude, found.latitude, s=sizes, color=COLOURS[0], alpha=0.7)
        axes.grid()
        axes.margins(0.15)
        axes.set(xlabel="longitude (degrees east)", ylabel="latitude (degrees north)")
        spots = found.groupby(["longitude", "latitude"], sort=False).name_id.agg(", ".join)
        sized = dict(zip(zip(found.longitude, found.latitude, strict=True), sizes, strict=True))
        shown = list(spots.head(16).items())
        label_points(
            axes, [(short(said, 26), *at) for at, said in shown], [sized[at] for at, _ in shown]
        )
    said = [f"{row.name_id} ({row.n})" for row in found.itertuples()]
    return describe(
        chart,
        caption=caption
        or f"n = {counted(len(placed), 'mention')} of {counted(len(found), 'place')} with known"
        f" coordinates, of {counted(int((names.label == 'LOC').sum()), 'mention')} of places. Where there is no room for a"
        " label, a point stands without one.",
        alt=f"Places by number of mentions: {listed(said, 12)}.",
        empty=found.empty,
    )
