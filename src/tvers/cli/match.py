"""`tvers match`: one ranked, explained list out of two countries."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from tvers.cli._output import JsonOption, LanguageOption, line, linking_services, print_json, read_day, reader_language, within
from tvers.kernel import Language, WrongUse
from tvers.person import NotUnderstood, profile_from_json
from tvers.services.match_profile import MOST, TOP
from tvers.services.ports import MOST_FILE_BYTES
from tvers.sources import read_profile_file
from tvers.words import answer_as_json, say

EXAMPLE = {
    "text": "Elkraftsingenjör, tio år med mellanspänning, gillar att bygga om gamla ställverk",
    "occupations": ["elkraftsingenjör"],
    "skills": ["EPLAN", "prosjektledelse"],
    "education": {"level": "isced6", "field": "0713"},
    "experience_years": 10,
    "languages": {"sv": "C2", "en": "C1"},
    "licences": ["B"],
    "home": {"country": "SE", "place": "Strömstad"},
    "max_travel_minutes": 75,
    "remote": True,
    "work_time": "full",
}
"""The example person: made up, like the example ads."""


def match(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Something about yourself, e.g. 'Systemutvikler i Oslo'.")] = "",
    profile: Annotated[
        Path | None,
        typer.Option(help="A profile as JSON (docs/reference/profile.md), or a CV (docs/how-to/bring-your-cv.md); - for standard input."),
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="Ask for the example person.")] = False,  # noqa: FBT002 - a switch on the command line
    top: Annotated[int, typer.Option(help=f"How many ads to show, at most {MOST}.")] = TOP,
    on: Annotated[str, typer.Option(help="The day to ask about, YYYY-MM-DD. Default: today.")] = "",
    lang: LanguageOption = "",
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Rank the open ads of both countries for a person, with reasons."""
    language = reader_language(lang)
    day = read_day(on)
    within("--top", top, 1, MOST)
    if bool(text.strip()) + example + (profile is not None) != 1:
        raise WrongUse("match.which_profile")
    services = linking_services()
    shape, passed_over = _read(profile, day or services.today) if profile else (EXAMPLE if example else {"text": text}, ())
    person, unread = profile_from_json(shape)
    answer = answer_as_json(services.match(person, on=day, top=top, unread=(*unread, *passed_over)), services.taxonomy, language)
    if as_json:
        print_json(answer)
    else:
        if example:
            line(say("cli.example.intro", language), style="dim")
        _print(answer, language)


def _read(path: Path, on: date) -> tuple[object, tuple[NotUnderstood, ...]]:
    return read_profile_file(typer.get_binary_stream("stdin").read(MOST_FILE_BYTES + 1) if str(path) == "-" else path, on=on)


def _print(answer: dict[str, Any], language: Language) -> None:
    if answer["understood"]:
        line(say("cli.match.understood", language), style="bold")
        for one in answer["understood"]:
            same = one["meaning"].casefold() == one["said"].casefold()
            line(f"  {say('field.' + one['field'], language)}: {one['said']}" + ("" if same else f"  →  {one['meaning']}"))
    if answer["not_understood"]:
        line(say("cli.match.not_understood", language), style="bold")
        for one in answer["not_understood"]:
            line(f"  {one['text']}")
    for hint in answer["hints"]:
        line(hint["text"], style="yellow")
    line()
    line(say("cli.match.heading", language, count=len(answer["matches"]), open=answer["open_ads"]), style="bold")
    for place, one in enumerate(answer["matches"], start=1):
        _print_match(place, one, language)
    _print_caveats(answer, language)


_SIGNS = {"for": "+", "near": "~", "against": "−"}


def _print_match(place: int, one: dict[str, Any], language: Language) -> None:
    ad = one["ad"]
    country = say(f"country.{ad['country']}", language) if ad["country"] else ""
    where = ", ".join(filter(None, (ad["place"], country)))
    line()
    line(f"{place:>2}. {ad['title']}", style="bold")
    score = "" if one["fit_code"] == "unknown" else f" ({one['score']:.2f})"
    line(f"    {ad['employer']} · {where} · {one['fit']}{score} · {ad['id']}", style="dim")
    for reason in one["reasons"]:
        line(f"    {_SIGNS[reason['speaks']]} {reason['text']}")
    if one["papers"] and one["papers"]["regulated"]:
        line(f"    ! {one['papers']['short']}" + ("" if one["papers"]["verified"] else f" ({say('cli.pay.unverified', language)})"))


def _print_caveats(answer: dict[str, Any], language: Language) -> None:
    """Each caveat once, with the numbers of the ads it holds for: repeated under every ad nobody would read them."""
    held: dict[str, list[str]] = {}
    for place, one in enumerate(answer["matches"], start=1):
        for caveat in one["caveats"]:
            held.setdefault(caveat["text"], []).append(str(place))
    if held:
        line()
        line(say("page.caveats", language), style="bold")
    for text, places in held.items():
        line(f"  * {text}" + ("" if len(places) == len(answer["matches"]) else f" ({', '.join(places)})"))
