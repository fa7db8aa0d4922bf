"""The rehearsals this installation holds."""

from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    """Rehearsals and the verifications asked for in them."""

    name = "recolement.web.rehearsal"
    label = "rehearsal"
    default_auto_field = "django.db.models.BigAutoField"
