"""The app of calls."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """See the package."""

    name = "recolement.web.calls"
    label = "calls"
