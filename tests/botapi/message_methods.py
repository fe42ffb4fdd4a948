"""Methods about messages: send, edit, delete, answer a tap, show that one is writing."""

import json

from tests.botapi.arguments import Arguments
from tests.botapi.errors import bad_request, not_imitated
from tests.botapi.keyboards import inline_markup, reply_markup
from tests.botapi.ledger import Chat, Message
from tests.botapi.service import Method, Service
from tests.botapi.texts import message_text, utf16_units

NOTICE_LENGTH = 200
CAPTION_UNITS = 1024
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
_ELSEWHERE = frozenset(
    {"business_connection_id", "message_thread_id", "direct_messages_topic_id"}
    | {"suggested_post_parameters", "message_effect_id", "reply_to_message_id"}
    | {"inline_message_id"}
)
_ACTIONS = frozenset(
    {"cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice"}
    | {"upload_audio", "upload_voice", "upload_photo", "upload_document", "choose_sticker"}
    | {"pick_up_location", "find_location", "record_video_note", "upload_video_note"}
)


async def _send_message(service: Service, arguments: Arguments) -> object:
    _refuse_elsewhere(arguments)
    text, entities = message_text(arguments)
    markup = reply_markup(arguments)
    chat = service.ledger.writable(arguments.text("chat_id"))
    replied = _replied(service, arguments, chat)
    service.pace.spend(chat.id)
    content: dict[str, object] = {"text": text} | ({"entities": entities} if entities else {})
    message = service.ledger.add(chat, content, from_bot=True)
    message.markup = markup
    if arguments.flag("protect_content"):
        message.extra["has_protected_content"] = True
    if replied is not None:
        message.extra["reply_to_message"] = replied.as_message()
    service.changed()
    return message.as_message()


async def _send_photo(service: Service, arguments: Arguments) -> object:
    _refuse_elsewhere(arguments)
    if "photo" not in arguments.files:
        raise bad_request("there is no photo in the request")
    markup = inline_markup(arguments)
    caption = arguments.text("caption")
    if utf16_units(caption) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    chat = service.ledger.writable(arguments.text("chat_id"))
    service.pace.spend(chat.id)
    size = {"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}
    content: dict[str, object] = {"photo": [size]} | ({"caption": caption} if caption else {})
    message = service.ledger.add(chat, content, from_bot=True)
    message.markup = markup
    if arguments.flag("protect_content"):
        message.extra["has_protected_content"] = True
    service.changed()
    return message.as_message()


def _refuse_elsewhere(arguments: Arguments) -> None:
    for name in sorted(_ELSEWHERE & set(arguments.values)):
        raise not_imitated(f"the parameter {name}")


def _replied(service: Service, arguments: Arguments, chat: Chat) -> Message | None:
    given = arguments.parsed("reply_parameters", "Can't parse reply parameters JSON object")
    if not given:
        return None
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply parameters")
    if "message_id" not in given:
        raise bad_request('Can\'t find field "message_id"')
    message = service.ledger.messages.get(int(given["message_id"]))
    if message is not None and message.chat is chat:
        return message
    if given.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _editable(service: Service, arguments: Arguments) -> Message:
    _refuse_elsewhere(arguments)
    if not arguments.text("chat_id") and not arguments.message_id():
        raise bad_request("Message identifier is not specified")
    chat = service.ledger.writable(arguments.text("chat_id"))
    message = service.ledger.find(chat, arguments.message_id(), "message to edit")
    other_markup = message.markup is not None and "inline_keyboard" not in message.markup
    if not message.from_bot or other_markup:
        raise bad_request("Message can't be edited")
    return message


async def _edit_message_text(service: Service, arguments: Arguments) -> object:
    text, entities = message_text(arguments)
    markup = inline_markup(arguments)
    message = _editable(service, arguments)
    content: dict[str, object] = {"text": text} | ({"entities": entities} if entities else {})
    return _edited(service, message, content, markup)


async def _edit_message_reply_markup(service: Service, arguments: Arguments) -> object:
    markup = inline_markup(arguments)
    message = _editable(service, arguments)
    return _edited(service, message, message.content, markup)


def _edited(
    service: Service,
    message: Message,
    content: dict[str, object],
    markup: dict[str, object] | None,
) -> object:
    if _same(content, message.content) and _same(markup, message.markup):
        raise bad_request(NOT_MODIFIED)
    service.pace.spend(message.chat.id)
    if not _same(content, message.content):
        message.edited = service.clock.unix()
    message.content, message.markup = content, markup
    service.changed()
    return message.as_message()


def _same(one: object, other: object) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


async def _delete_message(service: Service, arguments: Arguments) -> object:
    if not arguments.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    if not arguments.message_id():
        raise bad_request("Message identifier is not specified")
    chat = service.ledger.writable(arguments.text("chat_id"))
    message = service.ledger.find(chat, arguments.message_id(), "message to delete")
    if not service.ledger.deletable(message):
        raise bad_request("Message can't be deleted for everyone")
    del service.ledger.messages[message.id]
    service.changed()
    return True


async def _answer_callback_query(service: Service, arguments: Arguments) -> object:
    if "url" in arguments.values:
        raise not_imitated("the parameter url")
    text = arguments.text("text")
    if len(text) > NOTICE_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    query = service.ledger.queries.get(arguments.text("callback_query_id"))
    if query is None or query.expires < service.clock.now():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.chat.notices.append(
        {"query_id": query.id, "text": text, "alert": arguments.flag("show_alert")}
    )
    service.changed()
    return True


async def _send_chat_action(service: Service, arguments: Arguments) -> object:
    if arguments.text("action") not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    service.ledger.writable(arguments.text("chat_id"))
    return True


_WHICH = frozenset({"chat_id", "message_id"})
_WRITTEN = frozenset(
    {"chat_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup"}
)
MESSAGE_METHODS = {
    "sendmessage": Method(
        _WRITTEN
        | {"disable_notification", "protect_content", "reply_parameters", "allow_paid_broadcast"},
        _send_message,
    ),
    "sendphoto": Method(
        frozenset({"chat_id", "photo", "caption", "reply_markup", "protect_content"}), _send_photo
    ),
    "editmessagetext": Method(_WRITTEN | _WHICH, _edit_message_text),
    "editmessagereplymarkup": Method(_WHICH | {"reply_markup"}, _edit_message_reply_markup),
    "deletemessage": Method(_WHICH, _delete_message),
    "answercallbackquery": Method(
        frozenset({"callback_query_id", "text", "show_alert", "cache_time"}),
        _answer_callback_query,
    ),
    "sendchataction": Method(frozenset({"chat_id", "action"}), _send_chat_action),
}
