"""Every way to send parameters, and what is written down of them."""

import json

import httpx
import pytest
from telegram import Bot, InputFile

from tests.botapi import InThread, Person

PARAMETERS = {"chat_id": "501", "text": "hello"}


def post(telegram: InThread, method: str, **sent: object) -> httpx.Response:
    with httpx.Client(trust_env=False) as client:
        return client.post(f"{telegram.base_url}{telegram.token}/{method}", **sent)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"chat_id": 501, "text": "hello"}},
        {"data": PARAMETERS},
        {"params": PARAMETERS},
        {"files": {name: (None, value) for name, value in PARAMETERS.items()}},
    ],
    ids=["json", "form", "query", "multipart"],
)
def test_parameters_are_read_however_they_are_sent(
    telegram: InThread, worker: Person, sent: dict[str, object]
) -> None:
    answer = post(telegram, "sendMessage", **sent).json()
    assert answer["ok"] is True
    assert answer["result"]["text"] == "hello"
    assert telegram.calls[-1].parameters == {"chat_id": 501, "text": "hello"}
    assert worker.screen()[0].text == "hello"


def test_json_that_is_no_object_is_refused(telegram: InThread) -> None:
    assert post(telegram, "sendMessage", content="[1", headers=JSON).status_code == 400
    refused = post(telegram, "sendMessage", content="[1]", headers=JSON).json()
    assert refused["description"] == "Bad Request: JSON object expected"


JSON = {"content-type": "application/json"}


def test_the_methods_name_may_be_written_in_any_case(telegram: InThread) -> None:
    answer = post(telegram, "GETME").json()
    assert answer["result"]["is_bot"] is True
    assert answer["result"]["id"] == int(telegram.token.split(":")[0])


def test_other_paths_are_not_found(telegram: InThread) -> None:
    with httpx.Client(trust_env=False) as client:
        assert client.get(f"{telegram.url}/health").json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found",
        }


def test_a_refusal_carries_retry_after_in_body_and_header(
    telegram: InThread, worker: Person
) -> None:
    telegram.stop_clock()
    telegram.limit(1)
    post(telegram, "sendMessage", data=PARAMETERS)
    answer = post(telegram, "sendMessage", data=PARAMETERS)
    assert answer.headers["retry-after"] == "1"
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert len(worker.screen()) == 1


async def test_parameters_telegram_does_not_know_are_written_down_and_ignored(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    await bot.send_message(worker.chat_id, "x", api_kwargs={"colour": "blue"})
    (call,) = telegram.calls_of("sendMessage")
    assert call.unknown == ["colour"]
    assert call.parameters["colour"] == "blue"


async def test_calls_tell_what_was_asked_and_what_became_of_it(
    bot: Bot, telegram: InThread, worker: Person
) -> None:
    await bot.send_message(worker.chat_id, "[1]", protect_content=True)
    with pytest.raises(Exception, match="Chat not found"):
        await bot.send_message(1, "x")
    taken, refused = telegram.calls_of("sendmessage")
    assert taken.parameters == {"chat_id": 501, "text": "[1]", "protect_content": True}
    assert (taken.accepted, taken.code, taken.finished) == (True, 200, True)
    assert (refused.accepted, refused.code) == (False, 400)
    assert refused.description == "Bad Request: chat not found"
    assert telegram.count("getMe") == 1
    assert telegram.calls[-1].number == len(telegram.calls)


async def test_a_file_is_fetched_by_its_id(bot: Bot, worker: Person) -> None:
    worker.send_voice(b"OggS and more")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.voice is not None
    file = await bot.get_file(update.message.voice.file_id)
    assert bytes(await file.download_as_bytearray()) == b"OggS and more"


async def test_a_file_that_is_unknown_or_too_big_is_refused(bot: Bot, worker: Person) -> None:
    with pytest.raises(Exception, match="Invalid file_id"):
        await bot.get_file("nothing")
    worker.send_photo(size=20 * 1024 * 1024 + 1)
    (update,) = await bot.get_updates()
    assert update.message is not None
    with pytest.raises(Exception, match="File is too big"):
        await bot.get_file(update.message.photo[-1].file_id)


async def test_an_uploaded_certificate_is_refused_loudly(bot: Bot, telegram: InThread) -> None:
    certificate = InputFile(b"-----BEGIN CERTIFICATE-----", filename="cert.pem")
    with pytest.raises(Exception, match="Not Imitated: webhook certificates"):
        await bot.set_webhook("https://example.org/hook", certificate=certificate)
    assert telegram.calls[-1].files == ["certificate"]
    assert json.loads(json.dumps(telegram.calls[-1].parameters))["url"].startswith("https://")
