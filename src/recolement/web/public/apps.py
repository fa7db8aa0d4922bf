"""The app of public."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """See the package."""

    name = "recolement.web.public"
    label = "public"
