"""Keys and the encryption of free text.

One master key, several uses: HKDF derives the file's, the fields', the codes' and the audit's keys.
Each value names its key and is bound to the place it stands in, so that a value moved to another
row, or opened with another key, is refused.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from itertools import pairwise

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import StorageError, WrongKeyError

KEY_BYTES = 32
_NONCE_BYTES = 12
_FEWEST_DIFFERENT = 16
# Half of a surrogate pair is no text, but a client can send one, and it must come back unchanged.
_HALF_PAIRS = "surrogatepass"


def read_key(text: str) -> bytes:
    """Return the 32 bytes that `text` holds as base64.

    Raises StorageError where it is not base64 of exactly 32 bytes, and where those were typed or
    counted rather than drawn: somebody could guess them.
    """
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError as fault:
        raise StorageError("the key is not base64") from fault
    if len(key) != KEY_BYTES:
        raise StorageError(f"the key has {len(key)} bytes instead of {KEY_BYTES}")
    if _is_guessable(key):
        raise StorageError("the key can be guessed. Make one with: openssl rand -base64 32")
    return key


def _is_guessable(key: bytes) -> bool:
    """Say whether bytes repeat, count or spell; of random ones, fewer than 1 in 10**11 seem to."""
    steps = _steps(key)
    if any(len(set(row)) < _FEWEST_DIFFERENT for row in (key, steps, _steps(steps))):
        return True
    if key[: KEY_BYTES // 2] == key[KEY_BYTES // 2 :]:
        return True
    try:
        return key.decode().strip().isprintable()
    except UnicodeDecodeError:
        return False


def _steps(row: bytes) -> bytes:
    return bytes((after - before) % 256 for before, after in pairwise(row))


def make_key() -> str:
    """Return a new random master key as base64."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _derive(master: bytes, use: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"understory {use}".encode()).derive(master)


def _decoded(text: str) -> bytes:
    """Return the bytes of base64 as seal writes it; raises ValueError for any other spelling."""
    raw = binascii.a2b_base64(text, strict_mode=True)
    if binascii.b2a_base64(raw, newline=False).decode() != text:
        raise ValueError("bits of the last letter that mean nothing are set")
    return raw


class Cipher:
    """Every use of one master key."""

    def __init__(self, master: bytes) -> None:
        self._fields = AESGCM(_derive(master, "fields"))
        self._codes = _derive(master, "codes")
        self._audit = _derive(master, "audit")
        self._origins = _derive(master, "audit origins")
        self._views = _derive(master, "summary views")
        self.key_id = hashlib.sha256(_derive(master, "key id")).hexdigest()[:8]
        self._prefix = f"1.{self.key_id}."
        self.file_key = _derive(master, "file").hex()

    def seal(self, text: str, place: str) -> str:
        """Return `text` encrypted for `place` (table, row, column: "step/12ab/value")."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._fields.encrypt(nonce, text.encode(errors=_HALF_PAIRS), place.encode())
        return self._prefix + base64.b64encode(nonce + sealed).decode()

    def open(self, value: str, place: str) -> str:
        """Return the text sealed for `place`; raises WrongKeyError for another key or place."""
        if not value.startswith(self._prefix):
            raise WrongKeyError("a stored text was sealed with another key")
        try:
            raw = _decoded(value[len(self._prefix) :])
            nonce, sealed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
            text = self._fields.decrypt(nonce, sealed, place.encode())
        except (InvalidTag, ValueError) as fault:
            raise WrongKeyError("a stored text was moved or changed") from fault
        return text.decode(errors=_HALF_PAIRS)

    def code_hash(self, code: str) -> str:
        """Return the keyed hash under which an enrolment code or a session token is looked up."""
        return hmac.new(self._codes, code.encode(), hashlib.sha256).hexdigest()

    def audit_mac(self, told: str) -> str:
        """Return the HMAC of an event of the audit (storage/audit_chain.py)."""
        return hmac.new(self._audit, told.encode(), hashlib.sha256).hexdigest()

    def view_hash(self, view: str) -> str:
        """Return the keyed hash by which a summary that was shown before is known."""
        return hmac.new(self._views, view.encode(), hashlib.sha256).hexdigest()

    def origin_hash(self, where: str) -> str:
        """Return the keyed hash of an address or a computer: like ones are alike, none is known."""
        told = where.encode(errors=_HALF_PAIRS)
        return hmac.new(self._origins, told, hashlib.sha256).hexdigest()
