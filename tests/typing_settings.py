"""What the type checker needs to know of Django's apps; with it `make docs` writes the page of the API."""

from datetime import timedelta

SECRET_KEY = "types only"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "recolement.storage.django",
    "recolement.web.accounts",
    "recolement.web.house",
    "recolement.web.intake",
    "recolement.web.commission",
    "recolement.web.public",
    "recolement.web.projection",
    "recolement.web.panels",
    "recolement.web.initiatives",
    "recolement.web.calls",
    "recolement.web.api",
    "recolement.web.rehearsal",
    "recolement.web.webhooks",
]
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATA = "."
TRIAL = True
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
BEHIND_PROXY = False
MAIL = False
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_FAILURE_LIMIT = 10
WEBHOOK_HOSTS: frozenset[str] = frozenset()
DELIVER = True
TIME_ZONE = "Europe/Paris"
