"""What the type checker needs to know of Django's apps; with it `make docs` writes the page of the API."""

SECRET_KEY = "types only"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "recolement.storage.django",
    "recolement.web.accounts",
    "recolement.web.intake",
    "recolement.web.commission",
    "recolement.web.public",
    "recolement.web.projection",
    "recolement.web.panels",
    "recolement.web.api",
]
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATA = "."
TRIAL = True
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
BEHIND_PROXY = False
MAIL = False
TIME_ZONE = "Europe/Paris"
