"""The app of the API: its tokens, what was answered to each key, the photos sent through it."""

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens and kept answers."""

    name = "recolement.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
