"""The code that an authenticator shows now (RFC 6238: SHA-1, thirty seconds, six digits).

The demonstration's people have no telephone: their terminal shows their codes.

>>> code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59)  # RFC 6238, appendix B: 94287082, its last six digits
'287082'
"""

from __future__ import annotations

import base64
import hmac

PERIOD = 30
"""Seconds for which a code holds."""
DIGITS = 6


def code_at(secret: str, moment: float) -> str:
    """The code of a secret (base 32) at a moment, in seconds since 1970."""
    counter = int(moment // PERIOD).to_bytes(8, "big")
    mac = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"
