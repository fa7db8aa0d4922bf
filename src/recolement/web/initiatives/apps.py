"""The app of initiatives."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """See the package."""

    name = "recolement.web.initiatives"
    label = "initiatives"
