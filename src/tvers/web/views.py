"""The pages' views."""

import re
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from tvers.ads import Ad
from tvers.kernel import READER_LANGUAGES, Language, as_language, date_of
from tvers.services.match_profile import MOST, TOP
from tvers.web._marked import Place, as_html, marked
from tvers.web._page import OWN_NAMES, gently, page, services_of
from tvers.web._question import Question, question
from tvers.words import ad_as_json, answer_as_json, join, say

EXAMPLE = Question("Elkraftsingenjör, tio år med mellanspänning, kan EPLAN och projektledning", "Strömstad", "75")
"""The example on the first page: made up."""
_MINUTES = ("30", "45", "60", "75", "90", "120")
_HTML_TAGS = {"no": "nb"}
_TERMS = ("work_time", "remote", "engagement")
"""Kinds that an ad states of the work rather than asks for."""


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Send the reader to the page in the first of their languages that the product speaks."""
    wanted = [as_language(part.split(";")[0]) for part in request.headers.get("Accept-Language", "").split(",")]
    language = next((tag for tag in wanted if tag in READER_LANGUAGES), Language.EN)
    return HttpResponseRedirect(reverse("ask", kwargs={"language": str(language)}))


@require_safe
def ask(request: HttpRequest, language: str) -> HttpResponse:
    """The first page: say something about yourself, and where you live."""
    return page(request, "ask", language, question=question(request), example=EXAMPLE, choices=_MINUTES)


@require_safe
@gently
def jobs(request: HttpRequest, language: str) -> HttpResponse:
    """The list: both countries, ranked and explained."""
    asked = question(request)
    profile, unread = asked.profile()
    services = services_of(request)
    top = _top(request)
    answer = answer_as_json(
        services.match(profile, on=asked.day, top=top, unread=unread, wait=False), services.taxonomy, Language(language)
    )
    for one in answer["matches"]:
        _lay_out(one)
    more = top + TOP if top < MOST and len(answer["matches"]) == top < answer["open_ads"] else None
    return page(request, "jobs", language, answer=answer, question=asked, day=asked.day, more=more)


def _top(request: HttpRequest) -> int:
    """How many jobs the list shows: what "show more" asks for."""
    asked = request.GET.get("top", "")
    return min(max(int(asked), TOP), MOST) if asked.isdecimal() and len(asked) < 5 else TOP  # noqa: PLR2004 - no number of jobs is longer


@require_safe
@gently
def ad(request: HttpRequest, language: str, ad_id: str) -> HttpResponse:
    """One ad, with its why where the address carries a question that it answers."""
    services = services_of(request)
    found, reading = services.ad(ad_id)
    asked = question(request)
    same = services.same_ads(ad_id, on=asked.day)
    shape = ad_as_json(found, reading, services.taxonomy, Language(language), same=same)
    match = None
    if asked.address:
        profile, unread = asked.profile()
        ranked = services.match(profile, on=asked.day, top=MOST, unread=unread, wait=False)
        only = replace(ranked, matches=tuple(one for one in ranked.matches if one.ad.id == ad_id))
        match = next(iter(answer_as_json(only, services.taxonomy, Language(language))["matches"]), None)
    places = _places(shape)
    last_day = date_of(found.expires)
    tag = _HTML_TAGS.get(shape["language"] or "", shape["language"])
    context: dict[str, Any] = {
        "ad": shape,
        "ad_language": tag,
        "words": _words(shape, places),
        "marks": bool(places),
        "asks": _asks(shape, Language(language)),
        "match": match,
        "pay_address": _pay_address(found, asked),
        "question": asked,
        "published": date_of(found.published),
        "expires": last_day,
        "closed": last_day is not None and last_day < (asked.day or services.today),
    }
    return page(request, "ad", language, **context)


def _pay_address(found: Ad, asked: Question) -> str:
    """The question about pay that an ad leads to: where the work is, and where the reader lives if they said so."""
    at = next((place for place in found.workplaces if place.municipality_code), None)
    if at is None or at.country is None:
        return ""
    query = QueryDict(mutable=True)
    query.update({"work": f"{at.country}:{at.municipality_code}", **({"home": asked.place} if asked.place else {})})
    return query.urlencode()


def _places(shape: dict[str, Any]) -> list[Place]:
    """The places of what was read out of the ad's text; what was read there gets the anchor of its place."""
    stated = [item for item in (*shape["requirements"], *shape["terms"]) if "start" in item and not shape["text_gone"]]
    text, places = shape["text"], list[Place]()
    for item in sorted(stated, key=lambda item: (item["start"], -item["end"])):
        if not places or item["start"] >= places[-1].end:
            kind = "term" if item["kind"] in _TERMS else "must" if item["must"] else "nice"
            end = next((place for place in range(item["end"], len(text)) if not text[place].isalnum()), len(text))  # whole words
            places.append(Place(item["start"], end, f"r{len(places)}", kind, item["name"]))
        item["anchor"] = places[-1].anchor
    return places


def _words(shape: dict[str, Any], places: list[Place]) -> str:
    # The source's HTML was sanitised when it came in (`tvers.sources`, with nh3); its headings are put below the page's own.
    own = re.sub(r"<(/?)h[1-6]\b", r"<\1h3", shape["html"]) if shape["html"] else as_html(shape["text"])
    return mark_safe(marked(own, shape["text"], places))  # noqa: S308 - see above


def _asks(shape: dict[str, Any], language: Language) -> dict[str, Any]:
    """What the page lists beside the text."""
    named = [item for item in shape["requirements"] if item["name"] != item["value"]]  # an id that nobody has named says nothing
    return {
        "must": [item for item in named if item["must"]],
        "nice": [item for item in named if not item["must"]],
        "terms": list({item["kind"]: item for item in reversed(shape["terms"])}.values())[::-1],  # of each kind what counts
        "disputed": join([say(f"kind.{kind}", language) for kind in shape["disputed"]], language),
    }


def _lay_out(one: dict[str, Any]) -> None:
    """What a card shows first: the occupation, two reasons for, one that is lacking; the rest waits behind "more"."""
    about = [reason for reason in one["reasons"] if reason["code"].startswith("occupation.")]
    rest = [reason for reason in one["reasons"] if reason not in about]
    fors = [reason for reason in rest if reason["speaks"] == "for"]
    others = sorted((reason for reason in rest if reason["speaks"] != "for"), key=lambda reason: reason["speaks"] != "against")
    one["first"] = [*about, *fors[: 3 - len(about)], *others[:1]]
    one["also"] = list(dict.fromkeys(other["source_name"] for other in one["same_as"]))
    one["percent"] = round(100 * min(1.0, one["score"] / 0.5))
    one["across"] = any(caveat["code"] == "crosses_border" for caveat in one["caveats"])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """No such page."""
    return page(request, "not_found", _language_of(request), status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours broke; nothing of the reader's is lost."""
    return page(request, "error", _language_of(request), status=500, message="")


def _language_of(request: HttpRequest) -> str:
    first = request.path.strip("/").split("/")[0]
    return first if first in OWN_NAMES else "en"
