"""The person's side: what reaches the bot, what is on the screen, what a phone cannot do."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.botapi import InThread, NotPossibleError, Person

YES_NO = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Yes", callback_data="1:yes")],
        [
            InlineKeyboardButton("No", callback_data="1:no"),
            InlineKeyboardButton("Read", url="https://example.org/"),
        ],
    ]
)


async def latest(bot: Bot) -> Update:
    return (await bot.get_updates())[-1]


async def test_a_message_has_the_shape_telegram_gives_it(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.stop_clock()
    said = worker.say("/start CODE_1-x please")
    assert said.body == {
        "update_id": said.update_id,
        "message": {
            "message_id": said.message_id,
            "from": {"id": 501, "is_bot": False, "first_name": "Sam", "language_code": "en"},
            "chat": {"id": 501, "first_name": "Sam", "type": "private"},
            "date": int(telegram.now()),
            "text": "/start CODE_1-x please",
            "entities": [{"offset": 0, "length": 6, "type": "bot_command"}],
        },
    }
    read = await latest(bot)
    assert read.message is not None
    assert read.message.parse_entities() == {read.message.entities[0]: "/start"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/new", [(0, 4)]),
        ("\N{GRINNING FACE} /new@understory_test_bot!", [(3, 24)]),
        ("and/or", []),
        ("http://example.org/new", []),
        ("a /b /c", [(2, 2), (5, 2)]),
    ],
)
def test_commands_are_marked_in_utf16_units(
    worker: Person, text: str, found: list[tuple[int, int]]
) -> None:
    worker.say(text)
    marked = worker.screen()[0].entities
    assert [(entity["offset"], entity["length"]) for entity in marked] == found


async def test_a_text_is_cleaned_as_telegram_cleans_it(bot: Bot, worker: Person) -> None:
    worker.say("  a\x00b\r\nc\N{RIGHT-TO-LEFT OVERRIDE}d\t ")
    read = await latest(bot)
    assert read.message is not None
    assert read.message.text == "a b\ncd"


@pytest.mark.parametrize("text", ["", " \n ", "\x00"])
def test_a_message_without_text_cannot_be_sent(worker: Person, text: str) -> None:
    with pytest.raises(NotPossibleError, match="without text"):
        worker.say(text)


def test_a_long_text_goes_in_pieces_of_4096_units(worker: Person) -> None:
    with pytest.raises(NotPossibleError, match="paste"):
        worker.say("a" * 4097)
    pieces = worker.paste("a" * 4095 + "\N{GRINNING FACE}" + "b" * 4095)
    assert [shown.text for shown in worker.screen()] == [
        "a" * 4095,
        "\N{GRINNING FACE}" + "b" * 4094,
        "b",
    ]
    assert len({piece.update_id for piece in pieces}) == 3


async def test_a_tap_has_the_shape_telegram_gives_it(bot: Bot, worker: Person) -> None:
    sent = await bot.send_message(worker.chat_id, "Well?", reply_markup=YES_NO)
    tapped = worker.tap("Yes")
    query = (await latest(bot)).callback_query
    assert query is not None
    assert (query.data, query.id, query.from_user.id) == ("1:yes", tapped.query_id, 501)
    assert query.chat_instance.lstrip("-").isdigit()
    assert query.message is not None
    assert query.message.message_id == sent.message_id
    assert query.message.to_dict()["reply_markup"] == YES_NO.to_dict()


async def test_a_tap_finds_the_newest_message_with_the_button(bot: Bot, worker: Person) -> None:
    older = await bot.send_message(worker.chat_id, "first", reply_markup=YES_NO)
    newer = await bot.send_message(worker.chat_id, "second", reply_markup=YES_NO)
    await bot.send_message(worker.chat_id, "third")
    first = worker.screen()[0]
    assert worker.tap("No").message_id == newer.message_id
    assert worker.tap("1:no", first).message_id == older.message_id


@pytest.mark.parametrize("wanted", ["Maybe", "Read"])
async def test_only_a_button_on_the_screen_can_be_tapped(
    bot: Bot, worker: Person, wanted: str
) -> None:
    await bot.send_message(worker.chat_id, "Well?", reply_markup=YES_NO)
    with pytest.raises(NotPossibleError):
        worker.tap(wanted)
    assert await bot.get_updates() == ()


async def test_a_phone_that_is_behind_taps_what_is_no_longer_there(
    bot: Bot, worker: Person
) -> None:
    sent = await bot.send_message(worker.chat_id, "Well?", reply_markup=YES_NO)
    seen = worker.screen()[0]
    await bot.edit_message_text("Answered.", worker.chat_id, sent.id)
    with pytest.raises(NotPossibleError, match="no button 'Yes'"):
        worker.tap("Yes", seen)
    assert worker.tap("Yes", seen, as_seen=True).message_id == sent.id
    await bot.delete_message(worker.chat_id, sent.id)
    worker.tap("Yes", seen, as_seen=True)
    query = (await latest(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_the_screen_shows_edits_and_deletions_of_both(bot: Bot, worker: Person) -> None:
    said = worker.say("frist")
    gone = worker.say("gone")
    question = await bot.send_message(worker.chat_id, "Well?", reply_markup=YES_NO)
    worker.edit(said, "first")
    worker.delete(gone)
    await bot.edit_message_text("Well then?", worker.chat_id, question.id, reply_markup=YES_NO)
    mine, theirs = worker.screen()
    assert (mine.text, mine.from_bot, mine.edited) == ("first", False, True)
    assert (theirs.text, theirs.from_bot, theirs.edited) == ("Well then?", True, True)
    assert theirs.labels == [["Yes"], ["No", "Read"]]
    assert [button.code for button in theirs.buttons] == ["1:yes", "1:no", ""]


async def test_an_edit_reaches_the_bot_as_an_edited_message(bot: Bot, worker: Person) -> None:
    said = worker.say("frist")
    edited = worker.edit(said, "first")
    read = (await latest(bot)).edited_message
    assert read is not None
    assert (read.message_id, read.text) == (said.message_id, "first")
    assert read.edit_date is not None
    assert edited.update_id != said.update_id


async def test_the_bots_message_cannot_be_edited_by_a_person(bot: Bot, worker: Person) -> None:
    await bot.send_message(worker.chat_id, "mine")
    with pytest.raises(NotPossibleError, match="only their own message"):
        worker.edit(worker.screen()[0], "yours")


async def test_pictures_voices_and_stickers_have_no_text(bot: Bot, worker: Person) -> None:
    worker.send_photo(caption="at home")
    worker.send_voice()
    worker.send_sticker()
    photo, voice, sticker = [u.message for u in await bot.get_updates()]
    assert photo is not None
    assert voice is not None
    assert sticker is not None
    assert (photo.photo[0].width, photo.caption, photo.text) == (90, "at home", None)
    assert voice.voice is not None
    assert voice.voice.mime_type == "audio/ogg"
    assert sticker.sticker is not None
    assert sticker.sticker.emoji == "\N{THUMBS UP SIGN}"
    assert [shown.kind for shown in worker.screen()] == ["photo", "voice", "sticker"]


async def test_blocking_the_bot_reaches_it(bot: Bot, worker: Person) -> None:
    worker.block()
    member = (await latest(bot)).my_chat_member
    assert member is not None
    assert (member.old_chat_member.status, member.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(NotPossibleError, match="unblock"):
        worker.say("hello")


async def test_waiting_returns_the_newest_message_that_fits(bot: Bot, worker: Person) -> None:
    await bot.send_message(worker.chat_id, "Saved. 1")
    before = worker.screen()[-1]
    await bot.send_message(worker.chat_id, "Saved. 2")
    assert worker.wait_for("Saved").text == "Saved. 2"
    assert worker.wait_for(lambda m: m.text.endswith("1")).text == "Saved. 1"
    coming = asyncio.create_task(worker.seen("Saved. 3", after=before))
    await bot.send_message(worker.chat_id, "Saved. 3")
    assert (await coming).text == "Saved. 3"


async def test_waiting_for_the_whole_screen_sees_deletions(bot: Bot, worker: Person) -> None:
    sent = await bot.send_message(worker.chat_id, "x")
    waiting = asyncio.create_task(asyncio.to_thread(worker.wait_until, lambda screen: not screen))
    await bot.delete_message(worker.chat_id, sent.id)
    assert await waiting == []


async def test_waiting_in_vain_shows_the_screen(bot: Bot, worker: Person) -> None:
    await bot.send_message(worker.chat_id, "Well?", reply_markup=YES_NO)
    with pytest.raises(AssertionError, match=r"bot: Well\?\n    \[Yes\]\n    \[No\] \[Read\]"):
        worker.wait_for("never", timeout=0)
    with pytest.raises(AssertionError, match="bot: Well"):
        worker.wait_for("Well?", timeout=0, after=worker.screen()[-1])


def test_what_a_person_wrote_is_not_taken_for_the_bots_answer(worker: Person) -> None:
    worker.say("Saved")
    with pytest.raises(AssertionError, match="person: Saved"):
        worker.wait_for("Saved", timeout=0)


def test_message_numbers_are_shared_by_the_bots_chats(telegram: InThread, worker: Person) -> None:
    first = worker.say("a").message_id
    assert telegram.person(502).say("b").message_id == first + 1
    assert worker.say("c").message_id == first + 2
