"""Log lines without secrets: what opens a door is not written down for whoever reads the logs.

>>> import logging
>>> record = logging.LogRecord("django.request", 30, "", 0, "Forbidden: %s", ("/a/kq3v9wZx/",), None)
>>> Masked().filter(record), record.getMessage()
(True, 'Forbidden: /a/…/')
>>> masked("GET /b/val/night/?contest=c&key=s3cret&lang=fr")
'GET /b/val/night/?contest=c&key=…&lang=fr'
>>> masked("postgresql://recolement:s3cret@db/night is down")
'postgresql://…@db/night is down'
"""

from __future__ import annotations

import logging
import re

_LINK = re.compile(r"(/(?:a|i)/)[^/\s\"']+")
"""The link of an access sheet or of an invitation: half of what lets somebody in."""

_PANEL = re.compile(r"(/p/[^/\s]+/(?:line|contribute)/)[^/\s\"']+")
"""The code of a volunteer's letter, the link of a contributor."""

_FIELD = re.compile(r"((?:^|[?&;\s])(?:key|code|token|password|login)=)[^&;\s\"']+")
_ADDRESS = re.compile(r"(\w+://)[^/@\s]+@")
"""A user and a password in an address."""


def masked(text: str) -> str:
    """The text, what opens a door replaced by an ellipsis."""
    for pattern in (_LINK, _PANEL, _FIELD):
        text = pattern.sub(r"\1…", text)
    return _ADDRESS.sub(r"\1…@", text)


class Masked(logging.Filter):
    """For every handler: the message is masked whole, its facts included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        record.msg, record.args = masked(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True
