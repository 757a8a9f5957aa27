"""`tvers link`: what a phrase means."""

from typing import Annotated

import typer

from tvers.cli._output import JsonOption, line, linking_services, print_json, reader_language, within
from tvers.kernel import WrongUse, as_language
from tvers.taxonomy import ConceptKind
from tvers.words import link_as_json, say


def link(
    text: Annotated[str, typer.Argument(help="A job title or a skill, in Norwegian, Swedish, Danish or English.")],
    lang: Annotated[str, typer.Option("--lang", help="Language of the phrase: nb, nn, sv, da or en. Default: guessed.")] = "",
    kind: Annotated[str, typer.Option(help="occupation or skill.")] = "occupation",
    top: Annotated[int, typer.Option(help="How many candidates, at most 10.")] = 5,
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Name the occupations or skills that a phrase may mean, with probabilities."""
    language = as_language(lang) if lang else None
    if lang and language is None:
        raise WrongUse("language.unknown_of_phrase", value=lang)
    within("--top", top, 1, 10)
    if not text.strip():
        raise WrongUse("link.empty")
    if kind not in ("occupation", "skill"):
        raise WrongUse("link.kind", value=kind)
    services = linking_services()
    reader = reader_language("")
    answer = link_as_json(services.link(text, ConceptKind(kind), language, top=top), services.taxonomy, reader)
    if as_json:
        print_json(answer)
        return
    if not answer["understood"]:
        said = (
            say("cli.link.not_understood", reader, text=text)
            if answer["candidates"]
            else say("cli.link.nothing_like_it", reader, text=text)
        )
        line(said, style="yellow")
    for one in answer["candidates"]:
        line(f"{one['probability']:6.1%}  {one['name']}  {one['concept']}")
