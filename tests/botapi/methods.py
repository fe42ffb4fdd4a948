"""Methods about the bot itself: getMe, updates, webhooks, commands, files."""

import ipaddress
import json
import re
from urllib.parse import urlsplit

from tests.botapi.arguments import Arguments
from tests.botapi.courier import Webhook
from tests.botapi.errors import ApiError, bad_request, not_imitated, too_many_requests
from tests.botapi.long_poll import BY_WEBHOOK
from tests.botapi.message_methods import MESSAGE_METHODS
from tests.botapi.service import Method, Service
from tests.botapi.update_queue import DEFAULT_TYPES

DOWNLOAD_BYTES = 20 * 1024 * 1024
COMMANDS_IN_ALL = 100
_POLL_SECONDS = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_PUBLIC_PORTS = {80, 88, 443, 8443}


async def _get_me(service: Service, _: Arguments) -> object:
    return {
        **service.me,
        **dict.fromkeys(("can_join_groups", "can_connect_to_business"), False),
        **dict.fromkeys(("can_read_all_group_messages", "supports_inline_queries"), False),
        "has_main_web_app": False,
    }


async def _get_updates(service: Service, arguments: Arguments) -> object:
    if service.courier.webhook is not None:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    offset = arguments.number("offset", 0, -(2**31), 2**31 - 1)
    limit = arguments.number("limit", 100, 1, 100)
    seconds = arguments.number("timeout", 0, 0, _POLL_SECONDS)
    _allow(service, arguments)
    updates = service.queue.take(offset, limit)
    if not updates and seconds:
        updates = await service.poll.wait(offset, limit, seconds)
    return [update.body() for update in updates]


def _allow(service: Service, arguments: Arguments) -> None:
    try:
        types = arguments.parsed("allowed_updates", "unreadable")
    except ApiError:
        return
    service.queue.allow(types)


async def _set_webhook(service: Service, arguments: Arguments) -> object:
    url = arguments.text("url")
    if not url:
        return await _delete_webhook(service, arguments)
    _pace_webhooks(service)
    service.poll.end(BY_WEBHOOK)
    secret = arguments.text("secret_token")
    _check_url(url, local=service.settings.local)
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if "certificate" in arguments.files:
        raise not_imitated("webhook certificates")
    _allow(service, arguments)
    connections = arguments.number("max_connections", 40, 1, 100)
    webhook = Webhook(url, secret, connections, arguments.text("ip_address"))
    drop = arguments.flag("drop_pending_updates")
    if drop or not webhook.same(service.courier.webhook):
        await service.courier.remove()
        if drop:
            service.queue.clear()
        service.courier.set(webhook)
    return True


def _pace_webhooks(service: Service) -> None:
    """Refuse a second setWebhook within a second, as the Bot API server does."""
    now = service.clock.now()
    if now < service.webhook_allowed_at:
        raise too_many_requests(1)
    service.webhook_allowed_at = now + 1


def _check_url(url: str, *, local: bool) -> None:
    parts = urlsplit(url if "://" in url else f"https://{url}")
    try:
        port = parts.port
    except ValueError as fault:
        raise bad_request("invalid webhook URL specified") from fault
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise bad_request("invalid webhook URL specified")
    if local:
        return
    if parts.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PUBLIC_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if _is_reserved(parts.hostname):
        raise bad_request(f"bad webhook: IP address {parts.hostname} is reserved")


def _is_reserved(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


async def _delete_webhook(service: Service, arguments: Arguments) -> object:
    await service.courier.remove()
    if arguments.flag("drop_pending_updates"):
        service.queue.clear()
    return True


async def _get_webhook_info(service: Service, _: Arguments) -> object:
    webhook = service.courier.webhook
    told: dict[str, object] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(service.queue.pending()),
    }
    if webhook:
        told["max_connections"] = webhook.connections
        told["ip_address"] = webhook.ip_address or urlsplit(webhook.url).hostname or "<unknown>"
        if webhook.error_at:
            told |= {"last_error_date": webhook.error_at, "last_error_message": webhook.error}
    if service.queue.allowed != DEFAULT_TYPES:
        told["allowed_updates"] = sorted(service.queue.allowed)
    return told


def _scope(arguments: Arguments) -> str:
    scope = arguments.parsed("scope", "Can't parse BotCommandScope JSON object")
    if scope is None:
        scope = {"type": "default"}
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    return json.dumps([scope, arguments.text("language_code")], sort_keys=True)


async def _set_my_commands(service: Service, arguments: Arguments) -> object:
    given = arguments.parsed("commands", "Can't parse commands JSON object") or []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(given) > COMMANDS_IN_ALL:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    service.commands[_scope(arguments)] = [_command(one) for one in given]
    return True


def _command(raw: object) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(raw.get(name), str):
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    command = raw["command"].strip().removeprefix("/")
    description = raw["description"].strip()
    _refuse_length("Command", command, 32)
    _refuse_length("Command description", description, 256)
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _refuse_length(what: str, value: str, most: int) -> None:
    if not value:
        raise bad_request(f"{what} must be non-empty")
    if len(value) > most:
        length = f"{what} length" if what != "Command" else "Command length"
        raise bad_request(f"{length} must not exceed {most}")


async def _get_my_commands(service: Service, arguments: Arguments) -> object:
    return service.commands.get(_scope(arguments), [])


async def _delete_my_commands(service: Service, arguments: Arguments) -> object:
    service.commands.pop(_scope(arguments), None)
    return True


async def _get_file(service: Service, arguments: Arguments) -> object:
    file_id = arguments.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    kept = service.ledger.files.get(file_id)
    if kept is None:
        raise bad_request("invalid file_id")
    if kept.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": kept.id,
        "file_unique_id": kept.unique_id,
        "file_size": kept.size,
        "file_path": kept.path,
    }


_SCOPED = frozenset({"scope", "language_code"})
METHODS = MESSAGE_METHODS | {
    "getme": Method(frozenset(), _get_me),
    "getupdates": Method(
        frozenset({"offset", "limit", "timeout", "allowed_updates"}), _get_updates
    ),
    "setwebhook": Method(
        frozenset(
            {"url", "certificate", "ip_address", "max_connections"}
            | {"allowed_updates", "drop_pending_updates", "secret_token"}
        ),
        _set_webhook,
    ),
    "deletewebhook": Method(frozenset({"drop_pending_updates"}), _delete_webhook),
    "getwebhookinfo": Method(frozenset(), _get_webhook_info),
    "setmycommands": Method(_SCOPED | {"commands"}, _set_my_commands),
    "getmycommands": Method(_SCOPED, _get_my_commands),
    "deletemycommands": Method(_SCOPED, _delete_my_commands),
    "getfile": Method(frozenset({"file_id"}), _get_file),
}
