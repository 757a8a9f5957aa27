"""What every request passes through: the services, and headers that keep the pages to themselves."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from tvers.api import wrong_method
from tvers.bootstrap._build import services

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def services_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Hand ``request.services`` to the views; forbid the pages everything that they do not do."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.services = services()  # type: ignore[attr-defined] # the one attribute that views may count on
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.path.startswith("/api/"):
            response = wrong_method(request, response)
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        return response

    return handle
