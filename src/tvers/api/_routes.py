"""The routes."""

import json
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError

from tvers import __version__
from tvers.api._shapes import Problem, ProfileShape
from tvers.kernel import READER_LANGUAGES, CannotRead, Language, NotFound, TversError, Unavailable, WrongUse, as_language
from tvers.person import profile_from_json
from tvers.services import PayAsked, Services
from tvers.services.match_profile import MOST, TOP
from tvers.services.ports import MOST_FILE_BYTES
from tvers.taxonomy import ConceptKind
from tvers.words import ad_as_json, answer_as_json, concept_as_json, error_as_json, link_as_json, not_understood_as_json, pay_as_json

api = NinjaAPI(
    title="Tvers",
    version=__version__,
    description="One explained, ranked answer out of the Norwegian and the Swedish labour market.",
    docs_url=None,  # its page would be loaded from a third party
    urls_namespace="api",
)
_STATUS = {WrongUse: 400, NotFound: 404, CannotRead: 422, Unavailable: 503}
_PROBLEMS = {400: Problem, 404: Problem, 422: Problem, 503: Problem}


class Asked(Schema):
    """Query parameters of a match."""

    on: date | None = None
    top: int = Field(TOP, ge=1, le=MOST)
    language: str = ""


def _services(request: HttpRequest) -> Services:
    services: Services = request.services  # type: ignore[attr-defined] # set by the middleware in bootstrap
    return services


def _language(request: HttpRequest, tag: str = "") -> Language:
    """The language asked for, else the first of the reader's that the product speaks, else English."""
    wanted = [tag] if tag else [part.split(";")[0] for part in request.headers.get("Accept-Language", "").split(",")]
    found = [as_language(one) for one in wanted if one.strip()]
    if tag and found[0] not in READER_LANGUAGES:
        raise WrongUse("language.unknown", value=tag)
    return next((one for one in found if one in READER_LANGUAGES), Language.EN)


@api.exception_handler(TversError)
def problem(request: HttpRequest, error: TversError, status: int = 0) -> HttpResponse:
    """An error as problem+json in the reader's language: that asked for, where it is one."""
    status = status or next(code for kind, code in _STATUS.items() if isinstance(error, kind))
    tag = request.GET.get("language", "")
    language = _language(request, tag if as_language(tag) in READER_LANGUAGES else "")
    return JsonResponse(error_as_json(error, language, status=status), status=status, content_type="application/problem+json")


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001 - every handler is handed it
    """A body that is larger than any profile."""
    return problem(request, WrongUse("request.too_large", most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@api.exception_handler(ValidationError)
def wrong_field(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter that is missing or of the wrong kind, named."""
    return problem(request, WrongUse("request.field", field=str(error.errors[0]["loc"][-1])))


@api.exception_handler(HttpError)
def not_json(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001 - every handler is handed it
    """The one thing that the framework itself refuses: a body that is no JSON."""
    return problem(request, WrongUse("request.not_json"))


def wrong_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer where an address of the API's is asked for in another way than it allows; ``response`` says which it does."""
    allowed = response.headers.get("Allow", "")
    answer = problem(request, WrongUse("request.method", method=request.method, allowed=allowed), response.status_code)
    answer.headers["Allow"] = allowed
    return answer


def unknown_address(request: HttpRequest) -> HttpResponse:
    """The answer for an address under the API's that is none of its own."""
    return problem(request, NotFound("address.unknown", address=request.path))


@api.post("/match", response={200: dict[str, Any], **_PROBLEMS}, summary="Rank the open ads of both countries for a profile")
def match(request: HttpRequest, profile: ProfileShape, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001 - see below
    """Matches with reasons and caveats, what was and was not understood, and the versions it rests on. Nothing is kept."""
    language = _language(request, asked.language)
    # The shape is only for the published schema: it would take a list for an empty profile, and what it forgives could not be named.
    person, unread = profile_from_json(json.loads(request.body))
    services = _services(request)
    return answer_as_json(services.match(person, on=asked.on, top=asked.top, unread=unread, wait=False), services.taxonomy, language)


@api.post(
    "/profile",
    response={200: dict[str, Any], **_PROBLEMS},
    summary="The profile that a CV says: JSON Resume, or Europass as XML or PDF",
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    },
)
def profile(request: HttpRequest, on: date | None = None, language: str = "") -> dict[str, Any]:
    """A body for ``/match``, and what of the CV it leaves out. The body is the file itself, at most 5 MB. Nothing is kept.

    ``on`` is the day that "until now" means; today where none is given.
    """
    reader, services = _language(request, language), _services(request)
    shape, passed_over = services.read_file(request.read(MOST_FILE_BYTES + 1), on=on)
    _, unread = profile_from_json(shape)
    return {"profile": shape, "not_used": not_understood_as_json((*unread, *passed_over), services.taxonomy, reader)}


@api.get("/ads/{ad_id}", response={200: dict[str, Any], **_PROBLEMS}, summary="One ad and what was read out of it")
def ad(request: HttpRequest, ad_id: str, language: str = "") -> dict[str, Any]:
    """The ad's own words, without contact persons, with requirements and their places in the text."""
    services = _services(request)
    found, reading = services.ad(ad_id)
    return ad_as_json(found, reading, services.taxonomy, _language(request, language), same=services.same_ads(ad_id))


@api.get("/link", response={200: dict[str, Any], **_PROBLEMS}, summary="What a job title or a skill means")
def link(
    request: HttpRequest, text: str, kind: str = "occupation", language: str = "", top: Annotated[int, Query(ge=1, le=10)] = 5
) -> dict[str, Any]:
    """Up to ten concepts with probabilities, or ``understood: false`` with the nearest there are. ``language`` is that of the phrase."""
    if kind not in ("occupation", "skill"):
        raise WrongUse("link.kind", value=kind)
    tag = as_language(language) if language else None
    if language and tag is None:
        raise WrongUse("language.unknown_of_phrase", value=language)
    if not text.strip():
        raise WrongUse("link.empty")
    services = _services(request)
    found = services.link(text, ConceptKind(kind), tag, top=top)
    return link_as_json(found, services.taxonomy, _language(request))


class PayQuery(Schema):
    """Query parameters of a question about pay."""

    home: str
    work: str
    gross: int
    year: int | None = None
    days_at_home: float = 0.0
    regime: str = ""
    a1: bool = False
    rate: float | None = None
    language: str = ""


@api.get("/pay", response={200: dict[str, Any], **_PROBLEMS}, summary="What is left of a year's pay, on either side or across")
def pay(request: HttpRequest, asked: Query[PayQuery]) -> dict[str, Any]:
    """Line by line, each with its rule, source and year, and what another choice would leave. Nothing is kept."""
    question = PayAsked(asked.year, asked.home, asked.work, asked.gross, asked.days_at_home, asked.regime, asked.a1, asked.rate)
    return pay_as_json(_services(request).pay(question), _language(request, asked.language))


@api.get("/concepts", response={200: dict[str, Any], **_PROBLEMS}, summary="An occupation, group or skill")
def concept(request: HttpRequest, code: str, language: str = "") -> dict[str, Any]:
    """A concept by URI, id or code, with its names in every language and its skills."""
    services = _services(request)
    return concept_as_json(services.concept(code), services.taxonomy, _language(request, language))


@api.get("/health", response=dict[str, str], summary="Whether the service answers")
def health(request: HttpRequest) -> dict[str, str]:  # noqa: ARG001 - every route is handed it
    """Answers if the process is alive."""
    return {"status": "ok", "version": __version__}
