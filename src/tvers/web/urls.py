"""Addresses of the pages; each carries its language."""

from django.urls import path, re_path

from tvers.web import pay, views

_LANGUAGES = "(?P<language>nb|nn|sv|en)"

urlpatterns = [
    path("", views.front, name="front"),
    re_path(rf"^{_LANGUAGES}/$", views.ask, name="ask"),
    re_path(rf"^{_LANGUAGES}/jobs$", views.jobs, name="jobs"),
    re_path(rf"^{_LANGUAGES}/pay$", pay.pay, name="pay"),
    re_path(rf"^{_LANGUAGES}/ad/(?P<ad_id>[^/]+)$", views.ad, name="ad"),
]
