"""The heat map as an interactive chart that works offline (Altair, with its script in the page)."""

from __future__ import annotations

import json

import altair
import polars as pl
import vl_convert

from recolement.analysis.transfers.margins import WHOLE
from recolement.analysis.transfers.results import TransferResults
from recolement.words.numbers import Language
from recolement.words.transfer_pictures import PICTURE_WORDS, our_names

LONGEST = 60
AREAS = 300
"""Areas to choose from at most; the page would grow with each."""


def chart(result: TransferResults, language: Language) -> altair.Chart:
    """Shares by origin and destination, an area chosen from a list; usable by itself in a notebook."""
    words = PICTURE_WORDS[language]
    interval = words.interval.format(level=f"{result.level * 100:g}")
    areas = [WHOLE, *(area for area in result.areas if area != WHOLE)][:AREAS]
    cells = result.estimates.filter(pl.col("area").is_in(areas)).select(
        "area",
        pl.col("origin", "destination").replace(our_names(language)).str.slice(0, LONGEST),
        pl.col("votes", "low", "high").round(0).cast(pl.Int64),
        pl.col("share").round(4),
    )
    chosen = altair.param(
        name="area", value=WHOLE, bind=altair.binding_select(options=areas, name=f"{words.area} ")
    )
    largest = {"field": "votes", "op": "sum", "order": "descending"}
    across = altair.Axis(labelAngle=-30, labelLimit=170, orient="top", titleAnchor="start")
    encoded = altair.Chart(altair.InlineData(values=cells.to_dicts())).encode(
        altair.X("destination:N", title=words.destination, sort=largest, axis=across),
        altair.Y(
            "origin:N", title=words.origin, sort=largest, axis=altair.Axis(labelLimit=200, titlePadding=12)
        ),
        altair.Color(
            "share:Q",
            title=words.share,
            scale=altair.Scale(scheme="blues", domain=[0, 1]),
            legend=altair.Legend(format=".0%", orient="bottom", titleLimit=300),
        ),
        tooltip=[
            altair.Tooltip("origin:N", title=words.origin),
            altair.Tooltip("destination:N", title=words.destination),
            altair.Tooltip("votes:Q", title=words.votes, format=","),
            altair.Tooltip("share:Q", title=words.share, format=".1%"),
            altair.Tooltip("low:Q", title=f"{interval}, ≥", format=","),
            altair.Tooltip("high:Q", title=f"{interval}, ≤", format=","),
        ],
    )
    drawn: altair.Chart = (
        encoded.mark_rect(stroke="#fbfaf7")
        .add_params(chosen)
        .transform_filter("datum.area === area")
        .properties(
            width="container",
            height=altair.Step(26),
            background="#fbfaf7",
            autosize=altair.AutoSizeParams(type="fit-x", contains="padding"),
            padding={"left": 12, "right": 70, "top": 12, "bottom": 12},
        )
        .configure_axis(labelFontSize=13, titleFontSize=13)
        .configure_legend(labelFontSize=12, titleFontSize=13)
    )
    return drawn


def interactive(result: TransferResults, language: Language) -> str:
    """The chart as HTML that fetches nothing: its script, its figures, and where it is drawn."""
    spec = json.dumps(chart(result, language).to_dict(), ensure_ascii=False).replace("<", "\\u003c")
    bundle = vl_convert.javascript_bundle(
        "window.recolementChart = spec => vegaEmbed('#chart', spec, {actions: false});"
    )
    script = bundle.replace("</script", "<\\/script")
    return (
        '<div id="chart" style="width:100%"></div>\n'
        f"<script>{script}</script>\n<script>recolementChart({spec});</script>"
    )
