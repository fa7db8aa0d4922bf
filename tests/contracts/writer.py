"""A writer of the contract's tests, run as a process of its own: ``writer.py ADDRESS NAME COUNT``.

Appends COUNT lines ``{"key":"NAME-number"}``, each with its own idempotency key, reading the size again when
somebody else was faster; prints ``key start end`` once an append is acknowledged.
"""

from __future__ import annotations

import sys

from recolement.ledger.storage import SizeDiffers
from recolement.storage import open_storage


def main(address: str, name: str, count: int) -> None:
    """Append and report."""
    storage = open_storage(address)
    for number in range(count):
        key = f"{name}-{number}"
        while True:
            try:
                answer = storage.append([f'{{"key":"{key}"}}'.encode()], storage.size(), key)
                break
            except SizeDiffers:
                continue
        print(key, answer.start, answer.end, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
