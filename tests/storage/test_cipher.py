import base64
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.cipher import KEY_BYTES, Cipher, make_key, read_key
from storage.errors import StorageError, WrongKeyError
from tests.each import each
from tests.factories import KEY

CIPHER = Cipher(KEY)
# Halves of surrogate pairs too: hypothesis leaves them out of text() unless asked.
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert CIPHER.open(CIPHER.seal(text, "step/1/value"), "step/1/value") == text


@each(
    "text",
    [
        "",
        "\x00",
        "a\x00b",
        "\u202eevif saw ehs\u202c",
        "مرحبا",
        "👩🏽‍👧",
        "\ud83d",
        "e\u0301 é",
        "\r\n\t\x1b[0m",
    ],
)
def test_awkward_text_comes_back_as_it_was(text: str) -> None:
    assert CIPHER.open(CIPHER.seal(text, "a/b/c"), "a/b/c") == text


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_value_moved_to_another_place_is_refused(one: str, other: str) -> None:
    sealed = CIPHER.seal("She was seen alone.", f"step/{one}/value")
    if one != other:
        with pytest.raises(WrongKeyError):
            CIPHER.open(sealed, f"step/{other}/value")


@given(st.data())
def test_a_changed_value_is_refused(data: st.DataObject) -> None:
    sealed = CIPHER.seal("She was seen alone.", "a/b/c")
    at = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.characters(codec="ascii").filter(lambda c: c != sealed[at]))
    with pytest.raises(WrongKeyError):
        CIPHER.open(sealed[:at] + letter + sealed[at + 1 :], "a/b/c")


def test_a_last_letter_of_other_spelling_is_refused() -> None:
    sealed = CIPHER.seal("She was seen", "a/b/c")
    letters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    bare = sealed.rstrip("=")
    assert bare != sealed
    same_bytes = letters[letters.index(bare[-1]) + 1]
    with pytest.raises(WrongKeyError):
        CIPHER.open(bare[:-1] + same_bytes + sealed[len(bare) :], "a/b/c")


@pytest.mark.parametrize(
    "value",
    ["", "plain", "1.", "2.00000000.AAAA", CIPHER.seal("", "x")[:20]],
    ids=["empty", "plain", "short", "another", "cut"],
)
def test_what_was_never_sealed_is_refused(value: str) -> None:
    with pytest.raises(WrongKeyError):
        CIPHER.open(value, "a/b/c")


def test_every_value_names_its_key_and_another_key_is_refused() -> None:
    other = Cipher(bytes(KEY_BYTES))
    sealed = CIPHER.seal("text", "a/b/c")
    assert sealed.startswith(f"1.{CIPHER.key_id}.")
    assert other.key_id != CIPHER.key_id
    with pytest.raises(WrongKeyError, match="another key"):
        other.open(sealed, "a/b/c")


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({CIPHER.seal("yes", "a/b/c") for _ in range(100)}) == 100


def test_each_use_has_a_key_of_its_own() -> None:
    master = KEY.hex()
    assert len(CIPHER.file_key) == 2 * KEY_BYTES
    assert CIPHER.file_key != master
    assert CIPHER.key_id not in CIPHER.file_key
    assert CIPHER.code_hash("") != Cipher(bytes(KEY_BYTES)).code_hash("")


def test_a_code_hash_is_the_same_each_time() -> None:
    assert CIPHER.code_hash("7Q4M") == Cipher(KEY).code_hash("7Q4M")
    assert CIPHER.code_hash("7Q4M") != CIPHER.code_hash("7Q4N")


def test_a_made_key_can_be_read() -> None:
    assert len(read_key(make_key())) == KEY_BYTES
    assert read_key(f" {base64.b64encode(KEY).decode()}\n") == KEY


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode(), "£"])
def test_what_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(StorageError) as fault:
        read_key(text)
    assert not text or text not in str(fault.value)


GUESSABLE = {
    "nothing": bytes(KEY_BYTES),
    "one byte": b"\xa7" * KEY_BYTES,
    "all but one": bytes(KEY_BYTES - 1) + b"\x01",
    "counting": bytes(range(KEY_BYTES)),
    "counting down": bytes(range(255, 255 - KEY_BYTES, -1)),
    "in sevens": bytes(7 * n % 256 for n in range(KEY_BYTES)),
    "squares": bytes(n * n % 256 for n in range(KEY_BYTES)),
    "four bytes again and again": b"\xde\xad\xbe\xef" * 8,
    "sixteen bytes twice": KEY[:16] * 2,
    "half of it nothing": KEY[:15] + bytes(17),
    "words": b"correct horse battery staple now",
    "words on a line": b"correct horse battery staple no\n",
    "letters of a hash": b"5f4dcc3b5aa765d61d8327deb882cf99",
    "words in another script": "ключ от всех дел".encode().ljust(KEY_BYTES, b"."),
}


@each("name", GUESSABLE)
def test_a_key_that_was_typed_or_counted_is_refused(name: str) -> None:
    with pytest.raises(StorageError, match="can be guessed"):
        read_key(base64.b64encode(GUESSABLE[name][:KEY_BYTES]).decode())


def test_a_key_that_was_drawn_is_taken() -> None:
    for _ in range(20_000):
        read_key(make_key())
