"""Settings of the gallery: the site of samples, no database."""

from tests.settings import *

ROOT_URLCONF = "tests.ui.site"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
MIDDLEWARE = [name for name in MIDDLEWARE if "allauth" not in name and "whitenoise" not in name]
INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]
DEBUG = True
