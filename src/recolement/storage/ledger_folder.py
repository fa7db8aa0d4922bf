"""The folder beside the lines: checkpoint, texts, keys and cosigned checkpoints, as files.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as place:
...     beside = LedgerFolder(Path(place))
...     key = beside.new_key("example.org/vote")
...     beside.signing_key(key.verifier()).name
'example.org/vote'
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from recolement.ledger.layout import CHECKPOINT, DESK_LOCK, KEYS, LEAVES, TEXTS, WITNESSES, kind_of
from recolement.ledger.note import ED25519, SigningKey, VerifierKey
from recolement.ledger.texts import Kept, TextBroken
from recolement.ledger.tree import SIZE_OF_HASH
from recolement.storage.files import refusals, replace_file, settle_folder, write_all
from recolement.storage.lock import one_writer


class KeyUnreadable(ValueError):
    """A file of ``keys/`` that holds no Ed25519 private key: ``file`` says which."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class LedgerFolder:
    """The files beside the lines of a ledger. The folder is made when something is first kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._texts = TextFiles(folder / TEXTS)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else decides or signs meanwhile, on this machine."""
        with refusals(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / DESK_LOCK).touch(0o600)
        with one_writer(self.folder / DESK_LOCK):
            with refusals(self.folder):
                for place in (self.folder, self.folder / KEYS, self.folder / WITNESSES):
                    for left in place.glob(".*.new"):  # by a process killed while it put a file in place
                        left.unlink()
            yield

    def checkpoint(self) -> bytes | None:
        """The last signed checkpoint kept."""
        return _read(self.folder / CHECKPOINT)

    def keep_checkpoint(self, note: bytes) -> None:
        """Keep a signed checkpoint in place of the last one.

        Its place is not waited for: the lines are durable, and where a power cut brings an earlier checkpoint
        back, the next reading signs the lines after it again, to the same root.
        """
        with refusals(self.folder):
            replace_file(self.folder / CHECKPOINT, note, settled=False)

    def texts(self) -> Mapping[str, str]:
        """The texts kept, by digest, each read when it is asked for."""
        return self._texts

    def keep_texts(self, texts: Iterable[Kept]) -> None:
        """Keep texts, durably."""
        place = self.folder / TEXTS
        with refusals(place):
            written = False
            for kept in texts:
                place.mkdir(parents=True, exist_ok=True)
                file = os.open(place / kept.digest, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                try:
                    write_all(file, kept.written())
                    os.fsync(file)
                finally:
                    os.close(file)
                written = True
            if written:
                settle_folder(place)

    def erase_texts(self, digests: Iterable[str]) -> None:
        """Erase texts; those that are not there are not missed."""
        place = self.folder / TEXTS
        with refusals(place):
            for digest in digests:
                (place / digest).unlink(missing_ok=True)
                self._texts.forget(digest)
            if place.is_dir():
                settle_folder(place)

    def signing_key(self, verifier: VerifierKey) -> SigningKey | None:
        """The private key of a public one, if it is kept here."""
        file = self.folder / KEYS / f"{verifier.id.hex()}.pem"
        data = _read(file)
        if data is None:
            return None
        try:
            private = load_pem_private_key(data, None)
        except ValueError:
            raise KeyUnreadable(file) from None
        if not isinstance(private, Ed25519PrivateKey):
            raise KeyUnreadable(file)
        key = SigningKey(verifier.name, private)
        return key if key.verifier(verifier.type) == verifier else None

    def new_key(self, name: str, type: int = ED25519) -> SigningKey:
        """A new private key in ``keys/``, which only its owner can enter or read."""
        key = SigningKey.from_seed(name, secrets.token_bytes(32))
        place = self.folder / KEYS
        with refusals(place):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.chmod(0o700)
            replace_file(place / f"{key.verifier(type).id.hex()}.pem", key.private_pem(), mode=0o600)
        return key

    def leaves(self) -> bytes | None:
        """The leaf hashes as they are kept, one after the other; None if there are none."""
        return _read(self.folder / LEAVES)

    def keep_leaves(self, start: int, leaves: Iterable[bytes]) -> None:
        """Keep the leaf hashes of the lines from ``start`` on, without waiting for the disk."""
        with refusals(self.folder):
            descriptor = os.open(self.folder / LEAVES, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                os.lseek(descriptor, start * SIZE_OF_HASH, os.SEEK_SET)
                data = b"".join(leaves)
                write_all(descriptor, data)
                os.ftruncate(descriptor, start * SIZE_OF_HASH + len(data))
            finally:
                os.close(descriptor)

    def witnessed(self) -> Iterator[bytes]:
        """The checkpoints cosigned by witnesses."""
        place = self.folder / WITNESSES
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            yield file.read_bytes()

    def keep_witnessed(self, witness: VerifierKey, note: bytes) -> None:
        """Keep a checkpoint cosigned by a witness in place of its last one."""
        place = self.folder / WITNESSES
        with refusals(place):
            place.mkdir(exist_ok=True)
            replace_file(place / witness.id.hex(), note)


class TextFiles(Mapping[str, str]):
    """The texts of a folder by digest. A file that is not the text it is named for is as if erased."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, str] = {}

    def forget(self, digest: str) -> None:
        """A text was erased: what was read of it is dropped too."""
        self._read.pop(digest, None)

    def __getitem__(self, digest: str) -> str:
        if digest in self._read:
            return self._read[digest]
        data = _read(self._folder / digest)
        if data is None:
            raise KeyError(digest)
        try:
            kept = Kept.read(data)
        except TextBroken:
            raise KeyError(digest) from None
        if kept.digest != digest:
            raise KeyError(digest)
        self._read[digest] = kept.text
        return kept.text

    def __iter__(self) -> Iterator[str]:
        found = sorted(path.name for path in self._folder.iterdir()) if self._folder.is_dir() else []
        return (name for name in found if kind_of(f"{TEXTS}/{name}") == "text")

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
