"""What the type checker needs to know of Django's apps; nothing runs with it."""

SECRET_KEY = "types only"
INSTALLED_APPS = ["recolement.storage.django"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
