"""The door for a WSGI server: ``granian --interface wsgi recolement.web.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recolement.web.settings")
application = get_wsgi_application()
