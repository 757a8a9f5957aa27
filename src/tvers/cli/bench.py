"""`tvers bench`: the figures, as JSON with the machine they were made on."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tvers.bench import bench_import, bench_link, bench_pay, bench_rank, bench_read, bench_serve, bench_speed, bench_titles
from tvers.cli._output import JsonOption, line, print_json, the_services
from tvers.kernel import WrongUse

FilesOption = Annotated[list[Path] | None, typer.Option("--from", help="Files of ads to recombine. Default: the example ads.")]
KeepOption = Annotated[
    Path | None, typer.Option("--keep", help="Folder for the installation with the made ads; used again where it has enough of them.")
]

app = typer.Typer(help="Measure speed, memory and quality.", no_args_is_help=True)


def _show(shape: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(shape)
        return
    figures: dict[str, float] = shape["figures"]
    for name, value in figures.items():
        if not name.endswith(("_low", "_high")):
            bounds = f"  ({figures[f'{name}_low']} to {figures[f'{name}_high']})" if f"{name}_low" in figures else ""
            line(f"{name:28} {value}{bounds}")


@app.command()
def rank(
    files: FilesOption = None,
    ads: Annotated[int, typer.Option(min=100, help="How many ads to make.")] = 20_000,
    questions: Annotated[int, typer.Option(min=10, help="How many different profiles to ask.")] = 300,
    checked: Annotated[int, typer.Option(min=0, help="How many answers to compare with the slow reference.")] = 20,
    copies: Annotated[int, typer.Option(min=1, help="How many times each ad stands in the market.")] = 1,
    keep: KeepOption = None,
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """One new profile after another against many ads, in process."""
    _show(bench_rank(ads, questions, checked, files or (), copies=copies, keep=keep), as_json=as_json)


@app.command()
def link(
    dataset: Annotated[Path | None, typer.Option(help="A folder in the layout of MELO, named like swe_q_sv_c_en.")] = None,
    corpus: Annotated[Path | None, typer.Option(help="With --dataset: another such folder, whose labels are asked for.")] = None,
    titles: Annotated[
        Path | None, typer.Option(help="A table with a column title_<language> and one named after the codes' scheme.")
    ] = None,
    labels: Annotated[str, typer.Option(help="esco for ESCO's own labels alone, all for everything that is loaded.")] = "esco",
    speed: Annotated[bool, typer.Option("--speed", help="How fast new phrases are linked.")] = False,  # noqa: FBT002 - a switch
    threads: Annotated[int, typer.Option(min=1, help="With --speed: how many threads may work at once.")] = 1,
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """How often job titles are linked to what they mean, beside what other libraries make of them, or how fast."""
    if speed + (titles is not None) + (dataset is not None) != 1:
        raise WrongUse("bench.which_link")
    if labels not in ("esco", "all"):
        raise WrongUse("bench.labels", value=labels)
    if speed:
        shape = bench_speed(threads)
    elif titles:
        shape = bench_titles(titles, the_services().taxonomy, labels)
    elif dataset:
        shape = bench_link(dataset, corpus, the_services().taxonomy if labels == "all" else None)
    _show(shape, as_json=as_json)


@app.command()
def read(
    files: FilesOption = None,
    ads: Annotated[int, typer.Option(min=100, help="How many ads to read.")] = 2_000,
    threads: Annotated[int, typer.Option(min=1, help="How many threads may work at once.")] = 1,
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """How fast ads are read for what they are for and ask for."""
    _show(bench_read(ads, files or (), threads), as_json=as_json)


@app.command()
def pay(
    answers: Annotated[int, typer.Option(min=10, help="How many questions to answer.")] = 5_000,
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """How long one answer about take-home pay takes, with its alternatives."""
    _show(bench_pay(answers), as_json=as_json)


@app.command("import")
def import_(
    files: FilesOption = None,
    ads: Annotated[int, typer.Option(min=100, help="How many ads to make.")] = 2_000,
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Import many ads, then the same again."""
    _show(bench_import(ads, files or ()), as_json=as_json)


@app.command()
def serve(
    files: FilesOption = None,
    ads: Annotated[int, typer.Option(min=100, help="How many ads to make.")] = 20_000,
    rate: Annotated[float, typer.Option(min=0.1, help="Requests a second.")] = 5,
    seconds: Annotated[int, typer.Option(min=1, help="How long to ask.")] = 30,
    keep: KeepOption = None,
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """The first page over HTTP, every request a new question."""
    _show(bench_serve(ads, rate, seconds, files or (), keep=keep), as_json=as_json)
