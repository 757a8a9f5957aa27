"""Django's settings, made from ours."""

from tvers.bootstrap._database import database
from tvers.bootstrap._secret import secret_key
from tvers.bootstrap._settings import read_settings

_OURS = read_settings()

SECRET_KEY = _OURS.secret_key or secret_key(_OURS.home)
DEBUG = _OURS.debug
ALLOWED_HOSTS = list(_OURS.allowed_hosts)
ROOT_URLCONF = "tvers.bootstrap.urls"
WSGI_APPLICATION = "tvers.bootstrap.wsgi.application"
AUTH_USER_MODEL = "storage.User"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "tvers.storage",
    "tvers.web",
]
# No session and no CSRF middleware: no page keeps anything, and nothing is changed by a form.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tvers.bootstrap.middleware.services_middleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}]
DATABASES = {"default": database(_OURS.home, _OURS.database_url)}
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # the package's own files are served as they are: nothing to collect
WHITENOISE_AUTOREFRESH = _OURS.debug
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False  # `tvers.words` speaks
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "ERROR"}},  # a site's warnings are in its log
    "root": {"handlers": ["console"]},
}
