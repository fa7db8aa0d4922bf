"""The volunteers' data at rest: sealed, opened with its key only, purged with a certificate."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from recolement.storage.vault import key_text, new_key, purge_certificate, read_key, seal, unseal

FILES = {"people.csv": "id,name\n1,Zoé <b>\n".encode(), "private.json": b"{}"}


def test_what_is_sealed_is_not_in_the_file_and_comes_back() -> None:
    """The sealed bytes show neither content nor file names; the key brings both back."""
    key = new_key()
    sealed = seal(FILES, key, bytes(12))
    assert "Zoé".encode() not in sealed
    assert b"people" not in sealed
    assert unseal(sealed, key) == FILES


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_an_altered_byte_is_found(place: int, change: int) -> None:
    """Whichever byte is altered, nothing is opened."""
    key = bytes(range(32))
    sealed = bytearray(seal(FILES, key, bytes(12)))
    sealed[place % len(sealed)] ^= change
    assert unseal(bytes(sealed), key) is None


def test_a_key_file_is_read_back_and_nothing_else_is() -> None:
    """A key survives its file; other texts are no keys."""
    key = new_key()
    assert read_key(key_text(key).encode()) == key
    assert read_key(b"recolement-vault-key/1 c2hvcnQ=\n") is None
    assert read_key(b"\xff") is None


def test_the_certificate_names_the_file_and_not_the_key() -> None:
    """Digests of the sealed file and of the key, by whom and when."""
    key = bytes(range(32))
    digests = sha256(b"sealed").hexdigest(), sha256(key).hexdigest()
    certificate = purge_certificate(*digests, "2027-01-01T00:00:00+00:00", "Alice", "2027-01-01")
    assert certificate["sealed"] == sha256(b"sealed").hexdigest()
    assert certificate["key"] == sha256(key).hexdigest()
    assert key.hex() not in str(certificate)
