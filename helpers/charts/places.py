"""Charts of who is tied to whom, and of where things are."""

from __future__ import annotations

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.canvas import COLOURS, Chart, canvas, describe, listed, short, styled
from helpers.charts.labels import label_points
from helpers.charts.story import heaviest, named_pairs


def network(
    events: pd.DataFrame, *, top: int = 12, title: str = "Who stands in the middle of the story?"
) -> Chart:
    """Actors as points and events between them as arrows from agent to patient.

    The layout (Kamada & Kawai 1989) brings those close that act on each other; it
    starts from a circle in the order of the names and so is the same at each run.
    """
    pairs = heaviest(named_pairs(events), top)
    weights = pairs.groupby(["agent_name", "patient_name"], as_index=False).size()
    arrows = zip(weights.agent_name, weights.patient_name, weights["size"], strict=True)
    graph = nx.DiGraph()
    graph.add_weighted_edges_from((a, b, int(n)) for a, b, n in arrows if a != b)
    keep = sorted(graph, key=lambda node: (-graph.degree(node, weight="weight"), node))
    ordered = nx.DiGraph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_weighted_edges_from(sorted(graph.edges.data("weight")))
    with styled():
        chart, axes = canvas(title, 4.2)
        if len(ordered):
            _draw_network(axes, ordered)
        axes.set_axis_off()
    degrees = [f"{n} ({ordered.degree(n, weight='weight')})" for n in keep]
    return describe(
        chart,
        caption=f"n = {len(pairs)} events of the {top} commonest pairs of agent and patient, between"
        f" {len(keep)} actors. A larger point takes part in more events, a thicker"
        " arrow stands for more of them.",
        alt=f"Actors by number of events they take part in: {listed(degrees, 10)}.",
        empty=not len(ordered),
    )


def _draw_network(axes: Axes, graph: nx.DiGraph) -> None:
    start = nx.circular_layout(graph)
    at = nx.kamada_kawai_layout(graph.to_undirected(), pos=start, weight=None)
    sizes = [50 + 25 * graph.degree(node, weight="weight") for node in graph]
    widths = [0.7 + 0.5 * weight for *_, weight in graph.edges.data("weight")]
    nx.draw_networkx_edges(
        graph, at, ax=axes, width=widths, edge_color="#888888", node_size=sizes,
        connectionstyle="arc3,rad=0.12", arrowsize=9,
    )  # fmt: skip
    nx.draw_networkx_nodes(graph, at, ax=axes, node_size=sizes, node_color=COLOURS[4])
    axes.margins(0.2, 0.12)
    label_points(axes, [(short(node, 22), x, y) for node, (x, y) in at.items()])


def place_map(names: pd.DataFrame, *, title: str = "Where does the story take place?") -> Chart:
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
        label_points(axes, [(short(said, 26), x, y) for (x, y), said in spots.head(16).items()])
    said = [f"{row.name_id} ({row.n})" for row in found.itertuples()]
    return describe(
        chart,
        caption=f"n = {len(placed)} mentions of {len(found)} places with known coordinates, of"
        f" {int((names.label == 'LOC').sum())} mentions of places. Where there is no room for a"
        " label, a point stands without one.",
        alt=f"Places by number of mentions: {listed(said, 12)}.",
        empty=found.empty,
    )
