"""Ids in addresses: any text without spaces, a slash written ``~2F``.

>>> Id().to_url("75/01~a"), Id().to_python("75~2F01~7Ea")
('75~2F01~7Ea', '75/01~a')
>>> Id().to_url(".."), Id().to_python("~2E~2E"), Id().to_python("~7E2F")
('~2E~2E', '..', '~2F')
"""

from django.urls import register_converter

from recolement.publication.forms import FormKind


class Form:
    """A kind of printed form."""

    regex = "|".join(FormKind)

    def to_python(self, value: str) -> FormKind:
        """The kind of an address."""
        return FormKind(value)

    def to_url(self, value: str) -> str:
        """A kind in an address."""
        return str(value)


class Id:
    """The id of a unit, contest or matter."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """The id of an address."""
        return value.replace("~2F", "/").replace("~2E", ".").replace("~7E", "~")

    def to_url(self, value: str) -> str:
        """An id in an address (Django quotes the rest)."""
        written = str(value).replace("~", "~7E").replace("/", "~2F")
        return written.replace(".", "~2E") if written in (".", "..") else written  # else a browser goes up


class Small:
    """A number of one to nine digits: what is longer names no round and no line."""

    regex = "[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        """The number of an address."""
        return int(value)

    def to_url(self, value: int) -> str:
        """A number in an address."""
        return str(value)


register_converter(Id, "id")
register_converter(Small, "small")
register_converter(Form, "form")
