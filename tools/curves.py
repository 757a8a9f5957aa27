"""Draw how time and memory of a question grow with the number of ads, out of what `tvers bench rank --json` printed.

``python -m tools.curves FILE... > docs/reference/curves.svg``, one file for each number of ads.
"""

import sys
from pathlib import Path
from typing import Any

import altair as alt
import orjson
import vl_convert

DRAWN = {"p50_ms": "median, ms", "p95_ms": "95th percentile, ms", "resident_mb": "memory, MB"}


def chart(figures: list[dict[str, float]]) -> Any:
    """Two panels over the number of ads: time on a logarithmic axis, memory from 0."""
    domain = [min(one["ads"] for one in figures), max(one["ads"] for one in figures)]
    values = [{"ads": one["ads"], "what": told, "value": one[name]} for one in figures for name, told in DRAWN.items()]
    panels = []
    kinds = (
        ("Time to answer a new profile", alt.Scale(type="log"), ["p50_ms", "p95_ms"]),
        ("Memory of the process", alt.Scale(zero=True), ["resident_mb"]),
    )
    for title, scale, shown in kinds:
        wanted = [DRAWN[name] for name in shown]
        points = [value for value in values if value["what"] in wanted]
        panels.append(
            alt.Chart({"values": points}, title=title, width=300, height=220)
            .mark_line(point=True)
            .encode(
                x=alt.X(
                    "ads:Q",
                    scale=alt.Scale(type="log", domain=domain, nice=False),
                    axis=alt.Axis(title="open ads", format="~s", tickCount=3),
                ),
                y=alt.Y("value:Q", scale=scale, axis=alt.Axis(title="")),
                color=alt.Color("what:N", legend=alt.Legend(title=None, orient="bottom"), sort=list(DRAWN.values())),
            )
        )
    return alt.hconcat(*panels).resolve_scale(color="independent").configure_axis(grid=True)


def main(files: list[str]) -> int:
    """Print the picture."""
    figures = sorted((orjson.loads(Path(file).read_bytes())["figures"] for file in files), key=lambda one: one["ads"])
    print(vl_convert.vegalite_to_svg(chart(figures).to_json()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
