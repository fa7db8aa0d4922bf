"""The app of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, and the signal that keeps one session an account."""

    name = "recolement.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to sign-ins."""
        from recolement.web.accounts import second_factor, sessions  # noqa: F401
