"""The app of intake."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """See the package."""

    name = "recolement.web.intake"
    label = "intake"
