"""What each kind of update says in the words of the dialogue."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, Update

from bot.channels.telegram.parsing import Received, captions_first, received
from bot.channels.telegram.updates import incoming_of
from bot.messages import Incoming
from prompts.phrases import phrases
from tests.each import each

PRIVATE = {"id": 501, "type": "private", "first_name": "Sam"}
GROUP = {"id": -5, "type": "group", "title": "Team"}
SENDER = {"id": 501, "is_bot": False, "first_name": "Sam"}
FILE = {"file_id": "f", "file_unique_id": "u"}
SIZED = {**FILE, "width": 1, "height": 1}
HOLDS: dict[str, Any] = {
    "photo": [SIZED],
    "voice": {**FILE, "duration": 1},
    "audio": {**FILE, "duration": 1},
    "sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False},
    "video": {**SIZED, "duration": 1},
    "video_note": {**FILE, "length": 1, "duration": 1},
    "document": FILE,
    "location": {"longitude": 0, "latitude": 0},
    "contact": {"phone_number": "1", "first_name": "x"},
}


SENT = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)


def message(chat: dict[str, Any] = PRIVATE, **holds: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 1, "chat": chat, "from": SENDER, **holds}


def read(**update: Any) -> Incoming | None:
    made = Update.de_json({"update_id": 9, **update}, None)
    assert made is not None
    return incoming_of(made)


def test_a_text() -> None:
    replied = {**message(text="Well?"), "message_id": 2}
    found = read(message=message(text="hello", reply_to_message=replied))
    assert found == Incoming(
        "telegram", "501", "9", text="hello", source="3", written_at=SENT, replies_to="2"
    )


def test_an_edited_text_amends_the_message_of_that_name() -> None:
    found = read(edited_message=message(text="hello", edit_date=2))
    assert found == Incoming(
        "telegram", "501", "9", text="hello", source="3", amends=True, written_at=SENT
    )


def test_a_tap_is_named_by_its_update_not_by_the_message_it_shares() -> None:
    query = {"id": "1", "from": SENDER, "chat_instance": "1", "data": "d:1:yes"}
    found = read(callback_query={**query, "message": message(text="Well?")})
    assert found == Incoming("telegram", "501", "9", button="d:1:yes", source="3")


@each("name, held", HOLDS.items())
def test_what_holds_no_words_is_called_by_a_kind_that_has_a_name(name: str, held: Any) -> None:
    found = read(message=message(**{name: held}))
    assert found is not None
    assert found.text is None
    assert found.unreadable in phrases("errors.kinds")
    assert (found.unreadable == "other") is False


@pytest.mark.parametrize(
    ("name", "kind"), [("photo", "photo"), ("document", "document"), ("voice", "voice")]
)
def test_a_caption_is_words_beside_what_is_not_kept(name: str, kind: str) -> None:
    found = read(message=message(**{name: HOLDS[name]}, caption="0417 showed me this"))
    assert found is not None
    assert (found.text, found.beside, found.unreadable) == ("0417 showed me this", kind, None)


def test_an_edited_caption_amends_the_message_of_that_name() -> None:
    found = read(edited_message=message(photo=[SIZED], caption="0417", edit_date=2))
    assert found is not None
    assert (found.text, found.source, found.amends) == ("0417", "3", True)


def test_the_pictures_of_an_album_share_its_name() -> None:
    found = read(message=message(photo=[SIZED], media_group_id="77"))
    assert found is not None
    assert (found.album, found.unreadable) == ("77", "photo")


def pictured(number: int, **holds: Any) -> Received:
    return received({"update_id": number, "message": message(**holds)}, Bot("1:x"))


def test_the_caption_of_an_album_comes_before_its_other_pictures_and_the_rest_in_order() -> None:
    album = {"photo": [SIZED], "media_group_id": "77"}
    came = [
        pictured(1, text="before"),
        pictured(2, **album),
        pictured(3, text="between"),
        pictured(4, **album, caption="0417"),
        pictured(5, **album),
        pictured(6, text="after"),
    ]
    assert [u.number for u in captions_first(came)] == [1, 4, 2, 5, 3, 6]


ORIGINS: dict[str, tuple[dict[str, Any], str]] = {
    "a user": (
        {"type": "user", "sender_user": {**SENDER, "first_name": "Lee", "last_name": "Ray"}},
        "Lee Ray",
    ),
    "one who hides": ({"type": "hidden_user", "sender_user_name": "Lee"}, "Lee"),
    "a chat": ({"type": "chat", "sender_chat": GROUP}, "Team"),
    "a channel": (
        {"type": "channel", "chat": {**GROUP, "type": "channel"}, "message_id": 4},
        "Team",
    ),
}


@pytest.mark.parametrize(("origin", "name"), ORIGINS.values(), ids=ORIGINS)
def test_a_forwarded_message_says_whose_words_it_holds(origin: dict[str, Any], name: str) -> None:
    found = read(message=message(text="he hit her", forward_origin={**origin, "date": 1}))
    assert found is not None
    assert (found.text, found.forwarded_from) == ("he hit her", name)


def test_an_older_server_says_only_that_it_was_forwarded() -> None:
    found = read(message=message(text="he hit her", forward_date=1))
    assert found is not None
    assert found.forwarded_from == ""


def test_a_kind_nobody_knows_yet_is_answered() -> None:
    found = read(message=message(hologram={"size": 1}))
    assert found is not None
    assert found.unreadable == "other"


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(GROUP, text="hello")},
        {"message": message(pinned_message=message(text="x"))},
        {"message": message(message_auto_delete_timer_changed={"message_auto_delete_time": 1})},
        {"edited_message": message(photo=[SIZED], edit_date=2)},
        {"edited_message": message(GROUP, text="x", edit_date=2)},
        {"my_chat_member": None},
    ],
)
def test_groups_and_what_telegram_writes_itself_are_nothing_to_handle(
    update: dict[str, Any],
) -> None:
    assert read(**update) is None


def test_a_tap_in_a_group_is_nothing_to_handle() -> None:
    query = {"id": "1", "from": SENDER, "chat_instance": "1", "data": "d:1:yes"}
    assert read(callback_query={**query, "message": message(GROUP, text="Well?")}) is None
