"""`tvers taxonomy`: import classifications, show concepts, walk crosswalks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from tvers.cli._output import JsonOption, LanguageOption, line, linking_services, print_json, progress, reader_language, the_services
from tvers.kernel import Language
from tvers.services.ports import Saved
from tvers.sources import files_of, left_out, read_taxonomy
from tvers.words import concept_as_json, say, walks_as_json

app = typer.Typer(help="Occupations, skills and the crosswalks between their classifications.", no_args_is_help=True)
_ALIASES = {"ssyk12": "ssyk2012", "ssyk": "ssyk2012", "styrk": "styrk08", "isco": "isco08"}


@app.command("import")
def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Files, or folders of them: ESCO (zip, folder, CSV), JobTech, STYRK-08, SSYK 2012, crosswalks."),
    ],
) -> None:
    """Lay official classifications over the starter pack: all of them, or nothing where one cannot be read."""
    language = reader_language("")
    files = [file for path in paths for file in files_of(path)]
    parts = [(file.name, read_taxonomy(file)) for file in files]
    lost = [left_out(file) for file in files]
    services = linking_services()
    with progress(language) as told:
        done = services.import_taxonomies(parts, told)
    for (name, _), saved, out in zip(parts, done, lost, strict=True):
        line(f"{name}: {'; '.join(_told(saved, out, language))}")


def _told(saved: Saved, out: dict[str, int], language: Language) -> Iterator[str]:
    """What became of one file: its concepts, its crosswalk rows, and the rows that could not be used."""
    if saved.added or saved.changed or saved.unchanged or not saved.rows:
        yield say("cli.import.taxonomy_done", language, added=saved.added, changed=saved.changed, unchanged=saved.unchanged)
    if saved.rows:
        yield say("cli.import.crosswalk_rows", language, count=saved.rows, new=saved.rows_added)
    for reason, count in out.items():
        yield say("cli.import.left_out", language, count=count, reason=say(f"left_out.{reason}", language))


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="A URI, an id or a code.")],
    lang: LanguageOption = "",
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Show a concept: its names in every language, its group, its skills."""
    language = reader_language(lang)
    services = the_services()
    shape = concept_as_json(services.concept(code), services.taxonomy, language)
    if as_json:
        print_json(shape)
        return
    line(f"{shape['name']} ({say('kind.' + shape['kind'], language)})", style="bold")
    line(f"{shape['id']}" + (f" · ISCO-08 {shape['isco08']}" if shape["isco08"] else ""), style="dim")
    for tag, names in shape["names"].items():
        line(f"  {tag}: {', '.join(names)}")
    for field in ("replaced_by", "members", "essential", "optional"):
        if shape[field]:
            line(f"{say('cli.show.' + field, language)}: {', '.join(one['name'] for one in shape[field])}")


def _scheme(name: str) -> str:
    """A scheme's id as people write it: "STYRK-08", "SSYK 2012"."""
    plain = name.casefold().replace("-", "").replace(" ", "")
    return _ALIASES.get(plain, plain)


@app.command()
def crosswalk(
    code: Annotated[str, typer.Argument(help="A code of the first scheme.")],
    source: Annotated[str, typer.Option("--from", help="esco, isco08, styrk08, ssyk2012, jobtech, pyrk or tvers.")],
    target: Annotated[str, typer.Option("--to", help="The scheme to translate to.")],
    lang: LanguageOption = "",
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Translate a code to another classification, each way with its weakest link and what it loses."""
    language = reader_language(lang)
    services = the_services()
    source, target = _scheme(source), _scheme(target)
    ways = walks_as_json(services.crosswalk(code, source, target), services.taxonomy, language)
    if as_json:
        print_json({"code": code, "from": source, "to": target, "ways": ways})
        return
    if not ways:
        line(say("cli.crosswalk.none", language, code=code, source=source, target=target), style="yellow")
    for way in ways:
        line(f"{way['code'] or way['id']}  {way['name']}  [{way['weakest_text']}: {way['lost_text']}]", style="bold")
        line("    " + " → ".join(f"{_named(step)} ({step['relation_text']}, {step['crosswalk']})" for step in way["steps"]), style="dim")


def _named(step: dict[str, str]) -> str:
    """A concept on the way: an occupation by its name, a group by its id."""
    return step["concept"] if step["concept"].endswith(step["name"]) else f"{step['name']} [{step['concept'].rpartition('/')[2]}]"
