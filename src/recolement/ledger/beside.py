"""What is kept beside the lines: the checkpoint, texts, keys, cosigned checkpoints (:class:`Beside`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from recolement.ledger.note import SigningKey, VerifierKey
from recolement.ledger.texts import Kept


class Beside(Protocol):
    """The desk's other cupboard. Writing raises ``NotAppended`` where there is no room or no right to."""

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else decides or signs meanwhile, on this machine."""
        ...

    def checkpoint(self) -> bytes | None:
        """The last signed checkpoint kept."""
        ...

    def keep_checkpoint(self, note: bytes) -> None:
        """Keep a signed checkpoint in place of the last one."""
        ...

    def texts(self) -> Mapping[str, str]:
        """The texts kept, by digest, as they are now."""
        ...

    def keep_texts(self, texts: Iterable[Kept]) -> None:
        """Keep texts, durably."""
        ...

    def erase_texts(self, digests: Iterable[str]) -> None:
        """Erase texts; those that are not there are not missed."""
        ...

    def signing_key(self, verifier: VerifierKey) -> SigningKey | None:
        """The private key of a public one, if it is kept here."""
        ...

    def new_key(self, name: str) -> SigningKey:
        """A new private key, kept so that only its owner can read it."""
        ...

    def leaves(self) -> bytes | None:
        """The leaf hashes as they are kept, one after the other; None if there are none."""
        ...

    def keep_leaves(self, start: int, leaves: Iterable[bytes]) -> None:
        """Keep the leaf hashes of the lines from ``start`` on, in place of any that were kept from there."""
        ...

    def witnessed(self) -> Iterator[bytes]:
        """The checkpoints cosigned by witnesses."""
        ...

    def keep_witnessed(self, witness: VerifierKey, note: bytes) -> None:
        """Keep a checkpoint cosigned by a witness in place of its last one."""
        ...
