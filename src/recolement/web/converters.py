"""Ids in addresses: any text without spaces, a slash written ``~2F``.

>>> Id().to_url("75/01~a"), Id().to_python("75~2F01~7Ea")
('75~2F01~7Ea', '75/01~a')
"""


class Id:
    """The id of a unit, contest or matter."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """The id of an address."""
        return value.replace("~2F", "/").replace("~7E", "~")

    def to_url(self, value: str) -> str:
        """An id in an address (Django quotes the rest)."""
        return str(value).replace("~", "~7E").replace("/", "~2F")
