"""Django's settings, from the environment. An unsafe configuration is refused, and said.

Needed in production: ``RECOLEMENT_SECRET_KEY`` (or ``_FILE``), ``RECOLEMENT_HOSTS``, ``DATABASE_URL``,
``RECOLEMENT_DATA`` (a folder for photos, keys and texts). ``RECOLEMENT_TRIAL=1`` is the demonstration on
one's own machine: plain HTTP on loopback, made-up accounts, never to be exposed.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.messages import constants as messages

from recolement.web.environment import Unsafe, database_of, hosts, mail_of, secret, text_of, truth

HERE = Path(__file__).parent
TRIAL = truth(os.environ, "RECOLEMENT_TRIAL", otherwise=False)

if not os.environ.get("RECOLEMENT_DATA"):
    raise Unsafe("RECOLEMENT_DATA is not set. Name the folder where photos, keys and texts are kept.")
DATA = Path(os.environ["RECOLEMENT_DATA"]).absolute()

if TRIAL and os.environ.get("RECOLEMENT_HOSTS"):
    raise Unsafe(
        "RECOLEMENT_TRIAL=1 is the demonstration, on this machine only: leave it out, or leave out "
        "RECOLEMENT_HOSTS."
    )
DEBUG = False
SECRET_KEY = secret(os.environ, "RECOLEMENT_SECRET_KEY")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if TRIAL else hosts(os.environ, "RECOLEMENT_HOSTS")
CSRF_TRUSTED_ORIGINS = [] if TRIAL else [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {
    "default": database_of(
        os.environ.get("DATABASE_URL") or (f"sqlite:///{DATA / 'recolement.sqlite3'}" if TRIAL else "")
    ),
    "calls": database_of(
        os.environ.get("CALLS_DATABASE_URL") or f"sqlite:///{DATA / 'calls.sqlite3'}",
        "CALLS_DATABASE_URL",
    ),  # who is called is nowhere near the ballots
}
DATABASE_ROUTERS = ["recolement.web.calls.router.CallsApart"]
CACHES = {  # one for all workers: tries are counted, and a one-time code is used up, for all of them
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "recolement_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so that nobody's many tries push out the count of another's
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the page of passkeys uses it
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

MIDDLEWARE = [
    "recolement.web.api.middleware.WithoutCookies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recolement.web.middleware.ContentSecurity",
    "recolement.web.parts.Parts",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "recolement.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "recolement.web.middleware.OneSession",
    "recolement.web.house.passing.Passing",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "recolement.web.accounts.second_factor.SecondFactor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "recolement.web.urls"
WSGI_APPLICATION = "recolement.web.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recolement.web.words.context",
                "recolement.web.parts.context",
                "recolement.web.rehearsal.band.context",
            ],
            "builtins": ["recolement.web.templatetags.recolement"],
        },
    }
]

# Accounts

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "recolement.web.accounts.backends.AccessSheet",
    "recolement.web.accounts.backends.ByInvitation",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
ACCOUNT_ADAPTER = "recolement.web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,20/5m/key"}  # a one-time code too: 20 tries in five minutes
MFA_ADAPTER = "recolement.web.accounts.adapter.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Récolement"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = TRIAL
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "recolement.web.accounts.lockout.locked_out"
AXES_USERNAME_CALLABLE = "recolement.web.accounts.lockout.who"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "recolement.web.accounts.lockout.address"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = False

# Mail: invitations. The address holds a password, so it may be in a file, as the secret key is

_mail = os.environ.get("RECOLEMENT_MAIL_URL", "")
if os.environ.get("RECOLEMENT_MAIL_URL_FILE"):
    _mail = text_of(os.environ["RECOLEMENT_MAIL_URL_FILE"], "RECOLEMENT_MAIL_URL_FILE")
if TRIAL and not _mail:
    _mail = f"file://{DATA / 'mail'}"
MAIL = bool(_mail)
globals().update(
    mail_of(_mail, os.environ.get("RECOLEMENT_MAIL_FROM", "vote@trial.invalid" if TRIAL else ""))
)

# Webhooks: hosts of a private network that may be told all the same, and over plain HTTP

WEBHOOK_HOSTS = frozenset(
    host.strip() for host in os.environ.get("RECOLEMENT_WEBHOOK_HOSTS", "").split(",") if host.strip()
)
DELIVER = truth(os.environ, "RECOLEMENT_DELIVER", otherwise=True)

# Transport

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not TRIAL
SECURE_HSTS_SECONDS = 0 if TRIAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not TRIAL
BEHIND_PROXY = truth(os.environ, "RECOLEMENT_BEHIND_PROXY", otherwise=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "recolement.web.public.views.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

# Words, time, files

MESSAGE_TAGS = {messages.SUCCESS: "good"}  # as the notes of the style sheet are called

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = TRIAL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "recolement.web.logs.Masked"}},
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["masked"], "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    # Somebody who knocks under another name is answered 400; that is no failure, and every robot does it.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
