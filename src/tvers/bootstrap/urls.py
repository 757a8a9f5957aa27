"""All addresses."""

from django.urls import include, path

from tvers.api import api

urlpatterns = [path("api/v1/", api.urls), path("", include("tvers.web.urls"))]
handler404 = "tvers.web.views.not_found"
handler500 = "tvers.web.views.broken"
