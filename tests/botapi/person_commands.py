"""What a person does on the phone, as it reaches Telegram's servers."""

import base64
from collections.abc import Callable, Mapping
from typing import cast

from tests.botapi.errors import NotPossibleError
from tests.botapi.ledger import Chat, Message, Standing
from tests.botapi.service import Service
from tests.botapi.texts import TEXT_UNITS, cleaned, command_entities, utf16_units

MESSAGE_SECONDS = 24 * 60 * 60
TAP_SECONDS = 150
CAPTION_UNITS = 1024
ALBUM_LEAST, ALBUM_MOST = 2, 10

Fields = dict[str, object]
Command = Callable[[Service, Chat, Mapping[str, object]], object]


def _say(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    content = _text_content(str(fields["text"]))
    if not fields.get("hurried"):
        service.ledger.read(chat, _seconds_to_answer(str(fields["text"])))
    if fields.get("replies_to"):
        replied = service.ledger.find(chat, int(str(fields["replies_to"])), "message to reply to")
        content["reply_to_message"] = replied.as_message()
    return _new_message(service, chat, content, fields)


def _seconds_to_answer(text: str) -> int:
    """Return how long somebody takes to read a question and to type `text`."""
    return 4 + len(text) // 10


def _text_content(text: str) -> Fields:
    kept = cleaned(text)
    if not kept:
        raise NotPossibleError("a phone does not send a message without text")
    if utf16_units(kept) > TEXT_UNITS:
        raise NotPossibleError(f"a phone cuts a text over {TEXT_UNITS} units: use paste()")
    entities = command_entities(kept)
    return {"text": kept} | ({"entities": entities} if entities else {})


def _new_message(
    service: Service, chat: Chat, content: Fields, fields: Mapping[str, object]
) -> object:
    if chat.standing is Standing.BLOCKED:
        raise NotPossibleError("this person has blocked the bot: unblock() first")
    chat.standing = Standing.MEMBER
    message = service.ledger.add(chat, content, from_bot=False)
    message.extra = cast(Fields, fields.get("extra", {}))
    return _sent(service, message, "message", fields)


def _sent(service: Service, message: Message, kind: str, fields: Mapping[str, object]) -> object:
    lane = f"message {message.chat.id}"
    return _push(service, kind, message.as_message(), MESSAGE_SECONDS, lane, fields) | {
        "message_id": message.id
    }


def _push(
    service: Service,
    kind: str,
    content: Fields,
    seconds: float,
    lane: str,
    fields: Mapping[str, object],
) -> Fields:
    if fields.get("update_id") is not None:
        service.queue.next_id = int(str(fields["update_id"]))
    update = service.queue.push(kind, content, seconds, lane)
    if update is None:
        service.changed()
        return {"update_id": None, "body": None}
    service.sent[update.id] = update
    return {"update_id": update.id, "body": update.body()}


def _edit(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    message = service.ledger.messages.get(int(str(fields["message_id"])))
    if message is None or message.chat is not chat or message.from_bot:
        raise NotPossibleError("a person edits only their own message, while it is there")
    text = str(fields["text"])
    if "text" in message.content:
        message.content = _text_content(text)
    elif "sticker" in message.content or message.extra.get("forward_origin"):
        raise NotPossibleError("a phone offers no edit for a sticker or a forwarded message")
    else:
        message.content = {k: v for k, v in message.content.items() if k != "caption"}
        message.content |= _caption(text)
    message.edited = service.clock.unix()
    return _sent(service, message, "edited_message", fields)


def _delete(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    message = service.ledger.messages.get(int(str(fields["message_id"])))
    if message is None or message.chat is not chat:
        raise NotPossibleError("that message is not on the screen")
    del service.ledger.messages[message.id]
    service.changed()
    return None


def _tap(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    number = int(str(fields["message_id"]))
    code = str(fields["code"])
    message = service.ledger.messages.get(number)
    there = message is not None and code in _codes(message)
    if not there and not fields.get("as_seen"):
        raise NotPossibleError(f"message {number} shows no button with {code!r} any more")
    if chat.standing is not Standing.MEMBER:
        raise NotPossibleError("only a person who started the bot and did not block it taps")
    query = service.ledger.ask(chat)
    content: Fields = {
        "id": query.id,
        "from": chat.as_user(),
        "message": message.as_message() if message else _inaccessible(chat, number),
        "chat_instance": str(-(6_000_000_000_000_000_000 + chat.id)),
        "data": code,
    }
    lane = f"callback {chat.id}"
    pushed = _push(service, "callback_query", content, TAP_SECONDS, lane, fields)
    return pushed | {"message_id": number, "query_id": query.id}


def _codes(message: Message) -> set[str]:
    rows = cast(list[list[dict[str, str]]], (message.markup or {}).get("inline_keyboard", []))
    return {b["callback_data"] for row in rows for b in row if "callback_data" in b}


def _inaccessible(chat: Chat, number: int) -> Fields:
    return {"chat": chat.as_chat(), "message_id": number, "date": 0}


def _send_file(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    kind = str(fields["kind"])
    content = base64.b64decode(str(fields.get("content", "")))
    claimed = fields.get("size")
    suffix, describe = _FILES[kind]
    kept = service.ledger.keep(
        kind, suffix, content, None if claimed is None else int(str(claimed))
    )
    about: Fields = {
        "file_id": kept.id,
        "file_unique_id": kept.unique_id,
        "file_size": kept.size,
    }
    described: Fields = {kind: describe(about)}
    return _new_message(service, chat, described | _caption(str(fields.get("caption", ""))), fields)


def _caption(text: str) -> Fields:
    kept = cleaned(text)
    if utf16_units(kept) > CAPTION_UNITS:
        raise NotPossibleError(f"a phone refuses a caption over {CAPTION_UNITS} units")
    return {"caption": kept} if kept else {}


def _send_album(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    captions = cast(list[str], fields["captions"])
    if not ALBUM_LEAST <= len(captions) <= ALBUM_MOST:
        raise NotPossibleError(f"an album holds {ALBUM_LEAST} to {ALBUM_MOST} pictures")
    group: Fields = {"media_group_id": service.ledger.album()}
    return [
        _send_file(service, chat, {**fields, "caption": caption, "extra": group})
        for caption in captions
    ]


def _forward(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    origin = _ORIGINS[str(fields["kind"])](str(fields["name"]))
    whole: Fields = {"type": fields["kind"], "date": service.clock.unix() - 60, **origin}
    content = _text_content(str(fields["text"]))
    return _new_message(service, chat, content, {**fields, "extra": {"forward_origin": whole}})


_ORIGINS: dict[str, Callable[[str], Fields]] = {
    "user": lambda name: {"sender_user": {"id": 909, "is_bot": False, "first_name": name}},
    "hidden_user": lambda name: {"sender_user_name": name},
    "chat": lambda name: {"sender_chat": {"id": -1001, "type": "supergroup", "title": name}},
    "channel": lambda name: {
        "chat": {"id": -1002, "type": "channel", "title": name},
        "message_id": 7,
    },
}


_STICKER: Fields = {
    "width": 512,
    "height": 512,
    "emoji": "\N{THUMBS UP SIGN}",
    "type": "regular",
    "is_animated": False,
    "is_video": False,
    "set_name": "Plain",
}
_FILES: dict[str, tuple[str, Callable[[Fields], object]]] = {
    "photo": ("jpg", lambda about: [about | {"width": 90, "height": 67}]),
    "voice": ("oga", lambda about: about | {"duration": 3, "mime_type": "audio/ogg"}),
    "sticker": ("webp", lambda about: about | _STICKER),
}


def _repeat(service: Service, _: Chat, fields: Mapping[str, object]) -> object:
    update = service.sent.get(int(str(fields["update_id"])))
    if update is None:
        raise NotPossibleError("no update of that number was sent")
    service.queue.push_again(update)
    return {"update_id": update.id, "body": update.body(), "message_id": fields["message_id"]}


def _screen(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    above = int(str(fields.get("above", 0)))
    shown = [_shown(message) for message in service.ledger.screen(chat) if message.id > above]
    return {"version": service.version, "messages": shown, "notices": list(chat.notices)}


def _shown(message: Message) -> Fields:
    markup = message.markup or {}
    return {
        "message_id": message.id,
        "text": message.content.get("text", message.content.get("caption", "")),
        "entities": message.content.get("entities", []),
        "kind": next(iter(message.content)),
        "from_bot": message.from_bot,
        "rows": markup.get("inline_keyboard", []),
        "date": message.date,
        "edited": bool(message.edited),
    }


def _start_earlier(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
    chat.standing = Standing.MEMBER
    if fields.get("first_name"):
        chat.first_name = str(fields["first_name"])
    service.changed()
    return None


def _stand(standing: Standing) -> Command:
    def change(service: Service, chat: Chat, fields: Mapping[str, object]) -> object:
        before, chat.standing = chat.standing, standing
        if Standing.GONE in {before, standing} or before is standing:
            service.changed()
            return None
        content: Fields = {
            "chat": chat.as_chat(),
            "from": chat.as_user(),
            "date": service.clock.unix(),
            "old_chat_member": _member(service, before),
            "new_chat_member": _member(service, standing),
        }
        lane = f"member {chat.id}"
        return _push(service, "my_chat_member", content, MESSAGE_SECONDS, lane, fields)

    return change


def _member(service: Service, standing: Standing) -> Fields:
    until: Fields = {"until_date": 0} if standing is Standing.BLOCKED else {}
    status = "kicked" if standing is Standing.BLOCKED else "member"
    return {"user": service.me, "status": status} | until


PERSON_COMMANDS: dict[str, Command] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "tap": _tap,
    "send_file": _send_file,
    "send_album": _send_album,
    "forward": _forward,
    "repeat": _repeat,
    "screen": _screen,
    "start_earlier": _start_earlier,
    "block": _stand(Standing.BLOCKED),
    "unblock": _stand(Standing.MEMBER),
    "leave": _stand(Standing.GONE),
}
