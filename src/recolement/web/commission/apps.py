"""The app of commission."""

from django.apps import AppConfig


class CommissionConfig(AppConfig):
    """See the package."""

    name = "recolement.web.commission"
    label = "commission"
