"""`tvers ads`: take ads in, show one, show what could not be read."""

from pathlib import Path
from typing import Annotated

import typer

from tvers.cli._output import JsonOption, LanguageOption, line, linking_services, print_json, progress, reader_language, the_services
from tvers.services import ImportReport
from tvers.sources import arriving_ads
from tvers.words import ad_as_json, import_as_json, say

app = typer.Typer(help="Job ads: NAV, Arbetsförmedlingen, schema.org, EURES.", no_args_is_help=True)


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Ads: JSON or JSONL of NAV's feed or JobTech's API, JSON-LD or a web page with schema.org's JobPosting, XML of EURES."
        ),
    ],
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Import ads. Stored in batches, so a broken run is finished by running it again; what cannot be read is set aside."""
    language = reader_language("")
    opened = [arriving_ads(path) for path in files]
    services = linking_services()
    total = ImportReport()
    with progress(language) as told:
        for records in opened:
            total += services.import_ads(records, told)
    shape = import_as_json(total)
    if as_json:
        print_json(shape)
    else:
        line(say("cli.import.done", language, **shape))
        if total.closed:
            line(say("cli.import.closed", language, count=total.closed))


@app.command()
def quarantine(as_json: JsonOption = False) -> None:  # noqa: FBT002 - a switch on the command line
    """List records that could not be read, with the reason. They are kept for 30 days, contact details masked."""
    language = reader_language("")
    records = the_services().quarantine()
    if as_json:
        print_json(
            [
                {"source": one.source, "id": one.source_id, "reason": one.reason, "detail": one.detail, "at": one.at.isoformat()}
                for one in records
            ]
        )
        return
    if not records:
        line(say("cli.quarantine.none", language))
    for one in records:
        line(f"{one.source}:{one.source_id or '?'}  {say('quarantine.' + one.reason, language)}  {one.detail}")


@app.command()
def show(
    ad_id: Annotated[str, typer.Argument(metavar="ID", help="source:id, e.g. jobtech:30016621.")],
    lang: LanguageOption = "",
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Show an ad and what was read out of it."""
    language = reader_language(lang)
    services = the_services()
    ad, reading = services.ad(ad_id)
    shape = ad_as_json(ad, reading, services.taxonomy, language, same=services.same_ads(ad_id))
    if as_json:
        print_json(shape)
        return
    line(shape["title"], style="bold")
    line(" · ".join(filter(None, (shape["employer"], shape["place"], shape["published"], shape["expires"]))), style="dim")
    for other in shape["same_as"]:
        line(f"{say('page.ad.also', language)}: {other['source_name']} · {other['id']}", style="dim")
    for one in shape["occupations"][:3]:
        line(f"{one['probability']:6.1%}  {one['name']}")
    line()
    line(say("page.ad.text_gone", language) if shape["text_gone"] else shape["text"])
    line()
    for one in shape["requirements"]:
        line(f"  {'!' if one['must'] else '~'} {say('kind.' + one['kind'], language)}: {one['name']}")
    for one in shape["terms"]:
        line(f"  · {say('kind.' + one['kind'], language)}: {one['name']}")
