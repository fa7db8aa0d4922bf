"""The app of panels."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """See the package."""

    name = "recolement.web.panels"
    label = "panels"
