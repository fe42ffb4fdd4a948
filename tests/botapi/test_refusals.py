"""Every refusal, as python-telegram-bot raises it (it makes all but the first letter small)."""

from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken, NetworkError

from tests.botapi import InThread, Person
from tests.botapi.conftest import WORKER, bot_for

HOURS = 60 * 60
NOT_MODIFIED = (
    "^Message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message$"
)


def one_button(label: str = "Yes", code: str = "1:yes") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=code)]])


def buttons(rows: int, in_a_row: int) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton("x", callback_data="x")] * in_a_row
    return InlineKeyboardMarkup([row] * rows)


async def send_text(bot: Bot, text: str) -> None:
    await bot.send_message(WORKER, text)


async def send_code(bot: Bot, code: str) -> None:
    await bot.send_message(WORKER, "x", reply_markup=one_button(code=code))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "^Message text is empty$"),
        (" \n\t", "^Text must be non-empty$"),
        ("\x00\x01", "^Text must be non-empty$"),
        ("a" * 4097, "^Message is too long$"),
        ("\N{GRINNING FACE}" * 2049, "^Message is too long$"),
        ("a" * 32769, "^Text is too long$"),
    ],
)
async def test_a_text_outside_the_limits_is_refused(
    bot: Bot, worker: Person, text: str, refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await send_text(bot, text)
    assert worker.screen() == []


@pytest.mark.parametrize("text", ["a" * 4096, "\N{GRINNING FACE}" * 2048])
async def test_a_text_of_4096_units_is_shown(bot: Bot, worker: Person, text: str) -> None:
    await send_text(bot, text)
    assert worker.screen()[0].text == text


async def test_the_limit_counts_what_is_left_after_the_tags(bot: Bot, worker: Person) -> None:
    await bot.send_message(WORKER, f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    (shown,) = worker.screen()
    assert shown.text == "a" * 4096
    assert [dict(e) for e in shown.entities] == [{"offset": 0, "length": 4096, "type": "bold"}]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("<p>x</p>", 'unsupported start tag "p" at byte offset 0'),
        ("é <b>x", 'can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("é < 3", "unclosed start tag at byte offset 3"),
    ],
)
async def test_broken_html_is_refused_with_the_place(
    bot: Bot, worker: Person, text: str, refusal: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(worker.chat_id, text, parse_mode="HTML")
    assert refused.value.message == f"Can't parse entities: {refusal}"


async def test_an_unknown_parse_mode_is_refused(bot: Bot, worker: Person) -> None:
    with pytest.raises(BadRequest, match=r"^Unsupported parse_mode$"):
        await bot.send_message(worker.chat_id, "x", parse_mode="BBCode")


async def test_what_is_not_imitated_is_refused_loudly(bot: Bot, worker: Person) -> None:
    with pytest.raises(NetworkError, match=r"Not Imitated: Markdown"):
        await bot.send_message(worker.chat_id, "*x*", parse_mode="MarkdownV2")


@pytest.mark.parametrize("code", ["x" * 65, "\N{POUND SIGN}" * 33])
async def test_callback_data_over_64_bytes_is_refused(bot: Bot, worker: Person, code: str) -> None:
    with pytest.raises(BadRequest, match=r"^Button_data_invalid$"):
        await send_code(bot, code)
    assert worker.screen() == []


async def test_callback_data_of_64_bytes_is_shown(bot: Bot, worker: Person) -> None:
    await send_code(bot, "\N{POUND SIGN}" * 32)
    assert worker.screen()[0].buttons[0].code == "\N{POUND SIGN}" * 32


async def test_a_button_without_callback_data_is_refused(bot: Bot, worker: Person) -> None:
    with pytest.raises(BadRequest, match=r": text buttons are unallowed in the inline keyboard$"):
        await send_code(bot, "")
    assert worker.screen() == []


@pytest.mark.parametrize("label", ["", "  "])
async def test_a_button_without_a_label_is_refused(bot: Bot, worker: Person, label: str) -> None:
    with pytest.raises(BadRequest, match=r"^Inline keyboard button text must be non-empty$"):
        await bot.send_message(worker.chat_id, "x", reply_markup=one_button(label))


@pytest.mark.parametrize(("rows", "in_a_row"), [(1, 9), (101, 1), (13, 8)])
async def test_more_buttons_than_fit_are_refused(
    bot: Bot, worker: Person, rows: int, in_a_row: int
) -> None:
    with pytest.raises(BadRequest, match=r"^Reply markup is too long$"):
        await bot.send_message(worker.chat_id, "x", reply_markup=buttons(rows, in_a_row))


async def test_a_hundred_buttons_are_shown(bot: Bot, worker: Person) -> None:
    await bot.send_message(worker.chat_id, "x", reply_markup=buttons(20, 5))
    assert len(worker.screen()[0].buttons) == 100


async def test_a_link_to_a_host_without_a_dot_is_refused(bot: Bot, worker: Person) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Open", url="http://localhost:8000/")]])
    with pytest.raises(
        BadRequest, match=r"url 'http://localhost:8000/' is invalid: wrong http url$"
    ):
        await bot.send_message(worker.chat_id, "x", reply_markup=link)


async def test_a_chat_that_was_never_opened_is_not_found(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(999, "x")


async def test_who_blocked_the_bot_cannot_be_written_to(bot: Bot, worker: Person) -> None:
    worker.block()
    with pytest.raises(Forbidden, match=r"^Forbidden: bot was blocked by the user$"):
        await bot.send_message(worker.chat_id, "x")
    worker.unblock()
    await bot.send_message(worker.chat_id, "back")
    assert worker.screen()[0].text == "back"


async def test_a_deleted_account_cannot_be_written_to(bot: Bot, worker: Person) -> None:
    worker.leave()
    with pytest.raises(Forbidden, match=r"^Forbidden: user is deactivated$"):
        await bot.send_message(worker.chat_id, "x")


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, worker: Person) -> None:
    sent = await bot.send_message(worker.chat_id, "x", reply_markup=one_button())
    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await bot.edit_message_text("x ", worker.chat_id, sent.id, reply_markup=one_button())
    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await bot.edit_message_reply_markup(worker.chat_id, sent.id, reply_markup=one_button())


async def test_an_edit_without_markup_takes_the_buttons_away(bot: Bot, worker: Person) -> None:
    sent = await bot.send_message(worker.chat_id, "x", reply_markup=one_button())
    await bot.edit_message_text("x", worker.chat_id, sent.id)
    (shown,) = worker.screen()
    assert (shown.text, shown.rows) == ("x", ())


async def test_a_message_that_is_gone_cannot_be_edited_or_deleted(bot: Bot, worker: Person) -> None:
    sent = await bot.send_message(worker.chat_id, "x")
    await bot.delete_message(worker.chat_id, sent.id)
    with pytest.raises(BadRequest, match=r"^Message to edit not found$"):
        await bot.edit_message_text("y", worker.chat_id, sent.id)
    with pytest.raises(BadRequest, match=r"^Message to delete not found$"):
        await bot.delete_message(worker.chat_id, sent.id)


async def test_a_message_of_another_chat_is_not_found(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.person(502).start_earlier()
    sent = await bot.send_message(worker.chat_id, "x")
    with pytest.raises(BadRequest, match=r"^Message to edit not found$"):
        await bot.edit_message_text("y", 502, sent.id)


async def test_a_persons_message_cannot_be_edited_but_deleted(bot: Bot, worker: Person) -> None:
    said = worker.say("mine")
    with pytest.raises(BadRequest, match=r"^Message can't be edited$"):
        await bot.edit_message_text("yours", worker.chat_id, said.message_id)
    await bot.delete_message(worker.chat_id, said.message_id)
    assert worker.screen() == []


async def test_a_message_is_deleted_for_48_hours_only(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.stop_clock()
    first = await bot.send_message(worker.chat_id, "x")
    telegram.forward(1)
    second = await bot.send_message(worker.chat_id, "y")
    telegram.forward(48 * HOURS)
    with pytest.raises(BadRequest, match=r"^Message can't be deleted for everyone$"):
        await bot.delete_message(worker.chat_id, first.id)
    assert await bot.delete_message(worker.chat_id, second.id)
    assert [shown.text for shown in worker.screen()] == ["x"]


async def test_a_tap_is_answered_while_it_is_fresh_only(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    telegram.stop_clock()
    await bot.send_message(worker.chat_id, "x", reply_markup=one_button())
    tapped = worker.tap("Yes")
    assert await bot.answer_callback_query(tapped.query_id, "a" * 200, show_alert=True)
    assert worker.notices == [{"query_id": tapped.query_id, "text": "a" * 200, "alert": True}]
    telegram.forward(151)
    too_old = "^Query is too old and response timeout expired or query id is invalid$"
    for query in (tapped.query_id, "12345"):
        with pytest.raises(BadRequest, match=f"(?i){too_old}"):
            await bot.answer_callback_query(query)


async def test_an_answer_to_a_tap_over_200_characters_is_refused(bot: Bot, worker: Person) -> None:
    await bot.send_message(worker.chat_id, "x", reply_markup=one_button())
    tapped = worker.tap("Yes")
    with pytest.raises(BadRequest, match=r"(?i)^MESSAGE_TOO_LONG$"):
        await bot.answer_callback_query(tapped.query_id, "a" * 201)
    assert worker.notices == []


@pytest.mark.parametrize(
    ("commands", "refusal"),
    [
        ([("Upper", "x")], "(?i)^BOT_COMMAND_INVALID$"),
        ([("a" * 33, "x")], "^Command length must not exceed 32$"),
        ([("ok", "x" * 257)], "^Command description length must not exceed 256$"),
        ([("ok", " ")], "^Command description must be non-empty$"),
        ([("", "x")], "^Command must be non-empty$"),
        ([("ok", "x")] * 101, "(?i)^BOT_COMMANDS_TOO_MUCH$"),
    ],
)
async def test_commands_outside_the_limits_are_refused(
    bot: Bot, commands: list[tuple[str, str]], refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.set_my_commands([BotCommand(command, about) for command, about in commands])


async def test_commands_are_kept_for_each_scope(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("new", "Start a reflection")])
    assert await bot.get_my_commands() == (BotCommand("new", "Start a reflection"),)
    assert await bot.get_my_commands(language_code="cy") == ()


async def test_an_unknown_action_is_refused(bot: Bot, worker: Person) -> None:
    assert await bot.send_chat_action(worker.chat_id, "typing")
    with pytest.raises(BadRequest, match=r"^Wrong parameter action in request$"):
        await bot.send_chat_action(worker.chat_id, "pondering")


async def test_a_reply_to_a_message_that_is_gone_is_refused(bot: Bot, worker: Person) -> None:
    with pytest.raises(BadRequest, match=r"^Message to be replied not found$"):
        await bot.send_message(worker.chat_id, "x", reply_to_message_id=77)


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("makeTea")


@pytest.mark.parametrize("token", ["7000000001:wrong", "not-a-token"])
async def test_an_unknown_token_is_unauthorised(telegram: InThread, token: str) -> None:
    with pytest.raises(InvalidToken):
        async with bot_for(telegram, token):
            pass


@pytest.mark.parametrize(
    "call",
    [
        lambda bot: bot.send_message("", "x"),
        lambda bot: bot.send_chat_action("", "typing"),
    ],
)
async def test_a_call_without_a_chat_is_refused(
    bot: Bot, call: Callable[[Bot], Awaitable[object]]
) -> None:
    with pytest.raises(BadRequest, match=r"^Chat_id is empty$"):
        await call(bot)
