"""All addresses."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tvers.api import api, unknown_address
from tvers.web import views

urlpatterns = [path("api/v1/", api.urls), path("", include("tvers.web.urls"))]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address: a page for people, a problem for programs."""
    return unknown_address(request) if request.path.startswith("/api/") else views.not_found(request, exception)


handler404 = not_found
handler500 = "tvers.web.views.broken"
