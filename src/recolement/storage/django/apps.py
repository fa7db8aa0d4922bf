"""The Django app that owns the table of lines."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """The ledger's table."""

    name = "recolement.storage.django"
    label = "recolement_storage"
    default_auto_field = "django.db.models.BigAutoField"
