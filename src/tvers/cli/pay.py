"""`tvers pay`: what is left of a year's pay, line by line."""

from typing import Annotated, Any

import typer

from tvers.cli._output import JsonOption, LanguageOption, line, print_json, reader_language, the_services
from tvers.kernel import Language
from tvers.services import PayAsked
from tvers.words import pay_as_json, say, shown


def pay(  # noqa: PLR0913, PLR0917 - an option each
    home: Annotated[str, typer.Option(help="Where you live, e.g. SE:Strömstad, or a municipality's code, NO:3101.")],
    work: Annotated[str, typer.Option(help="Where you work, e.g. NO:Halden.")],
    gross: Annotated[int, typer.Option(help="A year's pay before tax, in the work country's currency.")],
    year: Annotated[int | None, typer.Option(help="Income year. Default: the newest that there are figures for.")] = None,
    days_at_home: Annotated[float, typer.Option(help="Days a week that you work at home, of five.")] = 0.0,
    regime: Annotated[str, typer.Option(help="ordinary, border_commuter, paye or sink. Default: what the rules say.")] = "",
    a1: Annotated[bool, typer.Option("--a1", help="You have an A1 that keeps you insured where your employer is.")] = False,  # noqa: FBT002 - a switch on the command line
    rate: Annotated[
        float | None, typer.Option(help="What a Swedish krona is worth in Norwegian kroner. Default: the last rate known.")
    ] = None,
    lang: LanguageOption = "",
    as_json: JsonOption = False,  # noqa: FBT002 - a switch on the command line
) -> None:
    """Count what is left of a year's pay when you live on one side of the border and work on the other, or at home."""
    language = reader_language(lang)
    services = the_services()
    answer = pay_as_json(services.pay(PayAsked(year, home, work, gross, days_at_home, regime, a1, rate)), language)
    if as_json:
        print_json(answer)
    else:
        _print(answer, language)


def _print(answer: dict[str, Any], language: Language) -> None:
    currency = answer["currency"]
    line(
        say("cli.pay.heading", language, year=str(answer["year"]), home=answer["home"]["place"], work=answer["work"]["place"]), style="bold"
    )
    line(say("cli.pay.regime", language, regime=answer["regime_name"], country=say(f"country.{answer['insured_in']}", language)))
    line()
    rows = [(say("cli.pay.gross", language), answer["gross_yearly"], "")]
    rows += [(one["text"], -one["amount"], _own(one, currency, language)) for one in answer["lines"]]
    rows += [(say("cli.pay.net", language), answer["net_yearly"], ""), (say("cli.pay.net_monthly", language), answer["net_monthly"], "")]
    if answer["withheld_monthly"] is not None:
        rows.append((say("cli.pay.withheld", language), answer["withheld_monthly"], ""))
    wide = max(len(text) for text, _, _ in rows)
    for text, amount, note in rows:
        line(f"  {text:<{wide}}  {shown(amount, language):>12} {currency}{note}")
    _print_alternatives(answer, language)
    line()
    for caveat in answer["caveats"]:
        line(f"  * {caveat['text']}")


def _own(one: dict[str, Any], currency: str, language: Language) -> str:
    """The amount in the currency of the country that takes it, and a mark where the rule was not checked."""
    own = f"  ({shown(-one['own_amount'], language)} {one['own_currency']})" if one["own_currency"] != currency else ""
    return own + ("" if one["verified"] else f"  {say('cli.pay.unverified', language)}")


def _print_alternatives(answer: dict[str, Any], language: Language) -> None:
    if answer["alternatives"]:
        line()
        line(say("cli.pay.alternatives", language), style="bold")
    for one in answer["alternatives"]:
        country = say(f"country.{one['insured_in']}", language)
        told = say("cli.pay.regime", language, regime=one["regime_name"], country=country)
        line(f"  {told}  {shown(one['net_yearly'], language)} {answer['currency']}")
