"""Django set up once for all tests, so that its modules can be imported (and their doctests found)."""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("django") is not None:
    import django
    from django.conf import settings

    settings.configure(INSTALLED_APPS=["recolement.storage.django"], DATABASES={}, USE_TZ=True)
    django.setup()
