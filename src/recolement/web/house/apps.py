"""The app of the house."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The journal listens to what happens to accounts, whoever does it and on whatever page."""

    name = "recolement.web.house"
    label = "house"

    def ready(self) -> None:
        """Listen."""
        from recolement.web.house import listening  # noqa: F401
