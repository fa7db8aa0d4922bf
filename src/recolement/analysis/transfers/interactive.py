"""The heat map as an interactive chart that works offline (Altair, with its script in the page)."""

from __future__ import annotations

import json

import altair
import polars as pl
import vl_convert

from recolement.analysis.transfers.margins import WHOLE
from recolement.analysis.transfers.results import TransferResults

LONGEST = 60
AREAS = 300
"""Areas to choose from at most; the page would grow with each."""


def chart(result: TransferResults, titles: tuple[str, str, str, str, str]) -> altair.Chart:
    """Shares by origin and destination, an area chosen from a list; ``titles``: origin, destination, votes,
    share, interval.

    Usable by itself in a notebook.
    """
    origin, destination, votes, share, interval = titles
    areas = [WHOLE, *(area for area in result.areas if area != WHOLE)][:AREAS]
    cells = result.estimates.filter(pl.col("area").is_in(areas)).select(
        "area",
        pl.col("origin", "destination").str.slice(0, LONGEST),
        pl.col("votes", "low", "high").round(0).cast(pl.Int64),
        pl.col("share").round(4),
    )
    chosen = altair.param(name="area", value=WHOLE, bind=altair.binding_select(options=areas, name="◰ "))
    encoded = altair.Chart(altair.InlineData(values=cells.to_dicts())).encode(
        altair.X(
            "destination:N", title=destination, sort={"field": "votes", "op": "sum", "order": "descending"}
        ),
        altair.Y("origin:N", title=origin, sort={"field": "votes", "op": "sum", "order": "descending"}),
        altair.Color("share:Q", title=share, scale=altair.Scale(scheme="blues", domain=[0, 1])),
        tooltip=[
            altair.Tooltip("origin:N", title=origin),
            altair.Tooltip("destination:N", title=destination),
            altair.Tooltip("votes:Q", title=votes, format=","),
            altair.Tooltip("share:Q", title=share, format=".1%"),
            altair.Tooltip("low:Q", title=f"{interval} ≥", format=","),
            altair.Tooltip("high:Q", title=f"{interval} ≤", format=","),
        ],
    )
    drawn: altair.Chart = (
        encoded.mark_rect()
        .add_params(chosen)
        .transform_filter("datum.area === area")
        .properties(width="container")
    )
    return drawn


def interactive(result: TransferResults, titles: tuple[str, str, str, str, str]) -> str:
    """The chart as HTML that fetches nothing: its script, its figures, and where it is drawn."""
    spec = json.dumps(chart(result, titles).to_dict(), ensure_ascii=False).replace("<", "\\u003c")
    bundle = vl_convert.javascript_bundle(
        "window.recolementChart = spec => vegaEmbed('#chart', spec, {actions: false});"
    )
    script = bundle.replace("</script", "<\\/script")
    return (
        '<div id="chart" style="width:100%"></div>\n'
        f"<script>{script}</script>\n<script>recolementChart({spec});</script>"
    )
