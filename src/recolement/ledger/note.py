"""Signed notes (C2SP signed-note): a text, and lines that sign it with Ed25519.

The example of the specification:

>>> key = VerifierKey.read("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
>>> note = Note.read(
...     "This is an example message.\\n\\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAl"
...     "TgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\\n".encode())
>>> note.text, note.signed_by(key)
('This is an example message.\\n', True)
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

ED25519 = 0x01
"""A signature of the note's text (signed-note)."""
COSIGNATURE = 0x04
"""A dated cosignature of a checkpoint (tlog-cosignature)."""

LONGEST_NOTE = 1_000_000
"""Bytes of a note at most: the specification asks for a limit."""


class NoteBroken(ValueError):
    """Bytes that are no signed note, or text that is no verifier key: ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_base64(text: str) -> bytes:
    """Standard base64, in its only canonical writing; :class:`NoteBroken` otherwise."""
    try:
        decoded = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise NoteBroken("bad_base64") from None
    if b64encode(decoded).decode() != text:
        raise NoteBroken("bad_base64")
    return decoded


def write_base64(data: bytes) -> str:
    """Standard base64."""
    return b64encode(data).decode()


def name_allowed(name: str) -> bool:
    """Whether a key may have this name: not empty, no space, no plus, no control character."""
    return bool(name) and not any(sign.isspace() or sign == "+" or ord(sign) < 32 for sign in name)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name and use, written ``name+id+base64`` (a vkey)."""

    name: str
    type: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line says which key made it."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{write_base64(bytes([self.type]) + self.public)}"

    @classmethod
    def read(cls, text: str) -> VerifierKey:
        """The key written so; :class:`NoteBroken` unless it is an Ed25519 key in canonical writing."""
        name, plus, rest = text.partition("+")
        _, second, coded = rest.partition("+")
        if not plus or not second or not name_allowed(name):
            raise NoteBroken("bad_key")
        material = read_base64(coded)
        if len(material) != 33 or material[0] not in (ED25519, COSIGNATURE):
            raise NoteBroken("bad_key")
        key = cls(name, material[0], material[1:])
        if str(key) != text:
            raise NoteBroken("bad_key")
        return key

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the key made this Ed25519 signature of the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its name; ``repr`` does not show it."""

    name: str
    _private: Ed25519PrivateKey

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> SigningKey:
        """The key of 32 secret bytes (RFC 8032)."""
        if not name_allowed(name):
            raise NoteBroken("bad_key")
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    def verifier(self, type: int = ED25519) -> VerifierKey:
        """The public part, to hand out."""
        return VerifierKey(self.name, type, self._private.public_key().public_bytes_raw())

    def private_pem(self) -> bytes:
        """The private key itself (PKCS #8, PEM), to be kept where only its owner reads."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of a message."""
        return self._private.sign(message)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who, the id of the key, and the bytes after it."""

    name: str
    key_id: bytes
    data: bytes

    def __str__(self) -> str:
        return f"— {self.name} {write_base64(self.key_id + self.data)}\n"

    def of(self, key: VerifierKey) -> bool:
        """Whether the line says it was made by this key."""
        return self.name == key.name and self.key_id == key.id


@dataclass(frozen=True, slots=True)
class Note:
    """A text ending in a newline, and its signature lines."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def written(self) -> bytes:
        """The note as it is written down."""
        return (self.text + "\n" + "".join(map(str, self.signatures))).encode()

    @classmethod
    def read(cls, data: bytes) -> Note:
        """The note written so, nothing verified yet; :class:`NoteBroken` if it is none."""
        if len(data) > LONGEST_NOTE:
            raise NoteBroken("note_too_long")
        try:
            written = data.decode("utf-8")
        except UnicodeDecodeError:
            raise NoteBroken("not_utf8") from None
        if any(ord(sign) < 32 and sign != "\n" for sign in written):
            raise NoteBroken("control_character")
        text, blank, signed = written.rpartition("\n\n")
        if not blank or not signed.endswith("\n"):
            raise NoteBroken("no_signature_lines")
        return cls(text + "\n", tuple(read_signature(line) for line in signed[:-1].split("\n")))

    def signed_by(self, key: VerifierKey) -> bool:
        """Whether the key signed the text. A line of this key that does not verify makes it ``False``."""
        made = [signature for signature in self.signatures if signature.of(key)]
        message = self.text.encode()
        return bool(made) and all(key.verifies(signature.data, message) for signature in made)

    def with_signature(self, signature: Signature) -> Note:
        """The note with one more line, in place of an earlier one by the same key."""
        kept = tuple(
            one for one in self.signatures if (one.name, one.key_id) != (signature.name, signature.key_id)
        )
        return Note(self.text, (*kept, signature))


def read_signature(line: str) -> Signature:
    """One signature line without its newline."""
    dash, _, rest = line.partition(" ")
    name, _, coded = rest.partition(" ")
    if dash != "—" or not name_allowed(name) or not coded:
        raise NoteBroken("bad_signature_line")
    data = read_base64(coded)
    if len(data) < 5:
        raise NoteBroken("bad_signature_line")
    return Signature(name, data[:4], data[4:])


def sign_note(text: str, key: SigningKey) -> Signature:
    """The line by which a key signs a text."""
    return Signature(key.name, key.verifier().id, key.sign(text.encode()))
