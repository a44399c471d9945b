"""Rooms, templates, languages, files."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import fontpkg
from django.core.exceptions import ImproperlyConfigured

from comptoir.config import environment
from comptoir.config.storage import storage

# Makes `forms.ModelForm[Product]` and its like valid at run time, as they are for mypy.
django_stubs_ext.monkeypatch()

HOME = Path(environment.text("COMPTOIR_HOME")).expanduser().resolve()
try:
    HOME.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"COMPTOIR_HOME: {error}") from error

COMPTOIR_HOME = HOME
COMPTOIR_PORT = environment.number("PORT")
COMPTOIR_URL = (environment.text("COMPTOIR_URL") or f"http://localhost:{COMPTOIR_PORT}").rstrip("/")
COMPTOIR_HOST = urlsplit(COMPTOIR_URL).hostname or ""
if urlsplit(COMPTOIR_URL).scheme not in {"http", "https"} or not COMPTOIR_HOST:
    raise ImproperlyConfigured(f"COMPTOIR_URL must begin with http:// or https://: {COMPTOIR_URL}")
# Named by path, so that core can find what it must not import.
COMPTOIR_REACTIONS = "comptoir.config.reactions.REACTIONS"
COMPTOIR_JOBS = "comptoir.config.reactions.JOBS"
COMPTOIR_CHORES = "comptoir.config.reactions.CHORES"
COMPTOIR_UNDO_SECONDS = environment.number("COMPTOIR_UNDO_SECONDS")
COMPTOIR_METRICS_TOKEN = environment.text("COMPTOIR_METRICS_TOKEN")
COMPTOIR_TRUSTED_PROXIES = environment.items("COMPTOIR_TRUSTED_PROXIES")

# Where the core finds who reacts to what, without knowing the rooms above it.
COMPTOIR_REACTIONS = "comptoir.config.reactions.REACTIONS"
COMPTOIR_JOBS = "comptoir.config.reactions.JOBS"
COMPTOIR_CHORES = "comptoir.config.reactions.CHORES"

DEBUG = environment.yes("COMPTOIR_DEBUG")

# Rooms come first, so that their templates win over those of the parts we build on.
INSTALLED_APPS = [
    "comptoir.core",
    "comptoir.shops",
    "comptoir.catalog",
    "comptoir.methods",
    "comptoir.baskets",
    "comptoir.orders",
    "comptoir.payments",
    "comptoir.documents",
    "comptoir.exchange",
    "comptoir.mailing",
    "comptoir.ui",
    "comptoir.desk",
    "comptoir.storefront",
    "comptoir.demo",
    "comptoir.operations",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "lucide",
    "template_partials",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "comptoir.config.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "comptoir.config.content_policy.ContentPolicy",
]

ROOT_URLCONF = "comptoir.config.urls"
WSGI_APPLICATION = "comptoir.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en"
# Each named in itself: that is what someone who can read nothing else here looks for.
LANGUAGES = [("en", "English"), ("fr", "Français")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
FORMAT_MODULE_PATH = ["comptoir.config.formats"]
USE_TZ = True
TIME_ZONE = "UTC"

# Collected by `comptoir serve` before it listens; uploads are served by a view, never from here.
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
# Fonts are served out of their own packages, which carry their licences.
STATICFILES_DIRS: list[str | Path | tuple[str, str]] = [
    ("fonts/inter", str(fontpkg.path("Inter", nearest=True).parent)),
    ("fonts/fraunces", str(fontpkg.path("Fraunces", nearest=True).parent)),
]
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": storage(),
    "staticfiles": {"BACKEND": "comptoir.ui.static_files.StaticFiles"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns about a folder that is not there yet.
