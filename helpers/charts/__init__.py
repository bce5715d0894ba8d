"""The figures: tables in, a :class:`Chart` out, which carries its caption and alternative text.

Each chart asks a question in its title, names the units on its axes, and says
how many rows it stands on in its caption. ``show`` saves one as PNG and SVG.
"""

from helpers.charts.canvas import Chart, figure_html, show
from helpers.charts.generic import histogram, interval_bars, lines
from helpers.charts.heat import heatmap
from helpers.charts.outlets import frames_by_outlet, keyness, naming_by_outlet, sentiment_by_actor
from helpers.charts.places import network, place_map
from helpers.charts.scores import confusion, counts_beside, reliability, scores
from helpers.charts.story import story_arc, timeline, voice_shares, who_to_whom
from helpers.charts.words import dispersion, word_counts, word_places, zipf

__all__ = [
    "Chart",
    "confusion",
    "counts_beside",
    "dispersion",
    "figure_html",
    "frames_by_outlet",
    "heatmap",
    "histogram",
    "interval_bars",
    "keyness",
    "lines",
    "naming_by_outlet",
    "network",
    "place_map",
    "reliability",
    "scores",
    "sentiment_by_actor",
    "show",
    "story_arc",
    "timeline",
    "voice_shares",
    "who_to_whom",
    "word_counts",
    "word_places",
    "zipf",
]
