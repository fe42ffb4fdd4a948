"""An update that the library cannot read is read as far as it goes, and holds up nobody."""

import asyncio
import json
import logging
from typing import Any

import pytest
from telegram import Bot
from telegram.request import BaseRequest

from bot.channels.telegram.parsing import beyond_reading, received, received_all, received_body
from bot.messages import Incoming
from storage.session import Store
from tests.bot.served import PRIYA, served, some_services
from tests.botapi import InThread, Person

BOT = Bot("1:x")
CHAT = {"id": 501, "type": "private"}
SENDER = {"id": 501, "is_bot": False, "first_name": "Sam"}
# A dice needs a value; a later library may need what an older server does not send.
BROKEN = {"dice": {"emoji": "x"}}


def message(**holds: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 1, "chat": CHAT, "from": SENDER, **holds}


def read(raw: object) -> Incoming | None:
    return received(raw, BOT).incoming


def test_the_words_of_an_update_that_cannot_be_read_are_kept() -> None:
    found = read({"update_id": 9, "message": message(text="hello", **BROKEN)})
    assert found is not None
    assert (found.text, found.address, found.update_key) == ("hello", "501", "9")


def test_a_caption_is_kept_and_a_forwarded_message_stays_anothers_words() -> None:
    forwarded = {"caption": "he hit her", "forward_origin": {"type": "user"}, "media_group_id": "7"}
    found = read({"update_id": 9, "message": message(**forwarded, **BROKEN)})
    assert found is not None
    assert (found.text, found.forwarded_from, found.album) == ("he hit her", "", "7")


def test_without_words_it_is_at_least_answered() -> None:
    found = read({"update_id": 9, "message": message(**BROKEN)})
    assert found is not None
    assert found.unreadable == "other"


def test_a_tap_beside_something_that_cannot_be_read_counts() -> None:
    query = {"id": "1", "from": SENDER, "chat_instance": "1", "data": "d:1:yes"}
    found = read({"update_id": 9, "callback_query": {**query, "message": message(**BROKEN)}})
    assert found is not None
    assert (found.button, found.source) == ("d:1:yes", "3")


def test_what_is_beyond_reading_is_kept_as_it_came_and_the_others_are_read() -> None:
    raws: list[object] = [
        {"update_id": 8, "message": "?"},
        {"update_id": 9, "message": {"chat": 5}},
        {"update_id": 10, "message": message(text="hello")},
    ]
    found = received_all(json.dumps({"ok": True, "result": raws}).encode(), BOT)
    assert [update.number for update in found] == [8, 9, 10]
    assert [update.incoming is None for update in found] == [True, True, False]
    assert [json.loads(update.body) for update in found] == raws


@pytest.mark.parametrize(
    "raw", [None, [], "x", {}, {"update_id": "9"}, {"update_id": True}, {"update_id": -9}]
)
def test_what_has_no_number_is_kept_as_it_came(raw: object) -> None:
    found = received(raw, BOT)
    assert (found.number, found.update, json.loads(found.body)) == (None, None, raw)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 5000])
def test_a_posted_body_that_is_no_json_is_kept_as_it_came(body: bytes) -> None:
    found = received_body(body, BOT)
    assert (found.number, found.update) == (None, None)
    assert found.body == body.decode("ascii", errors="backslashreplace")


def test_words_that_are_no_text_are_not_taken_for_none() -> None:
    found = received({"update_id": 9, "message": message(text={"words": "hello"})}, BOT)
    assert (found.incoming, found.address) == (None, "501")
    assert "hello" in found.body


def test_an_answer_that_is_no_json_gives_the_number_of_its_first_update() -> None:
    answer = b'{"ok": true, "result": [{"update_id": 7, "message": ' + b"[" * 100_000
    found = beyond_reading(answer)
    assert found is not None
    assert (found.number, found.body) == (7, answer.decode())
    assert beyond_reading(b'{"ok": false, "description": "x"}') is None


def test_what_cannot_be_read_is_logged_by_its_number_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    read({"update_id": 9, "message": message(text="hello", **BROKEN)})
    assert "update 9 was not read" in caplog.text
    assert "hello" not in caplog.text


async def test_one_that_cannot_be_read_holds_up_no_poll(
    store: Store,
    telegram: InThread,
    priya: Person,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    whole = BaseRequest.parse_json_payload

    def broken(payload: bytes) -> Any:
        answer = whole(payload)
        if isinstance(answer.get("result"), list):
            for raw in answer["result"]:
                raw.get("message", {}).update(BROKEN)
        return answer

    monkeypatch.setattr(BaseRequest, "parse_json_payload", staticmethod(broken))
    async with served(some_services(store, telegram)):
        priya.say("visited 0417, she hid behind the sofa")
        await priya.seen("Is this a reflection about CH-0417?")
        await asyncio.to_thread(telegram.wait_until_confirmed)
    assert "sofa" not in caplog.text + json.dumps([str(r.__dict__) for r in caplog.records])
    assert str(PRIYA) not in caplog.text
