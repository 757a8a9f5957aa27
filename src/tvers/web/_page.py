"""What every view shares: the services, the page in the reader's language, and a gentle word where something goes wrong."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tvers.kernel import READER_LANGUAGES, Language, NotFound, TversError
from tvers.services import Services
from tvers.words import sentence

_P = ParamSpec("_P")
OWN_NAMES = {Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.SV: "Svenska", Language.EN: "English"}


def services_of(request: HttpRequest) -> Services:
    """The use cases, as the middleware hands them over."""
    services: Services = request.services  # type: ignore[attr-defined] # set by the middleware in bootstrap
    return services


def page(request: HttpRequest, template: str, language: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page in a language, with the way to itself in the others."""
    path = request.get_full_path()
    here = request.resolver_match.url_name if request.resolver_match else ""
    others = [(tag, OWN_NAMES[tag], f"/{tag}{path[3:]}" if path.startswith(f"/{language}/") else f"/{tag}/") for tag in READER_LANGUAGES]
    return render(request, f"web/{template}.html", {"language": language, "languages": others, "here": here, **context}, status=status)


def gently(view: Callable[Concatenate[HttpRequest, _P], HttpResponse]) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """What goes wrong becomes a page that says so in the reader's language."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except TversError as error:
            language = Language(str(kwargs["language"]))
            status = 404 if isinstance(error, NotFound) else 400
            return page(request, "error", language, status=status, message=sentence(error, language))

    return wrapped  # type: ignore[return-value] # wraps() keeps the call as it is, which mypy cannot see
