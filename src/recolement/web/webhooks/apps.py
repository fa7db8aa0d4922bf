"""The app of webhooks: where to tell, and what was told."""

from django.apps import AppConfig


class Webhooks(AppConfig):
    """Endpoints and deliveries."""

    name = "recolement.web.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"
