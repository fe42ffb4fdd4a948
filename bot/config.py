"""Settings: read once from the environment and `.env`, frozen, every fault reported together.

Every command needs the records; what only `serve` needs is checked for it alone, so that a wrong
address of a webhook never keeps anybody from exporting the records.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from practice.registration import CPD_PIECES
from practice.supervision import OURS
from storage.cipher import Cipher, read_key
from storage.codes import CODE_HOURS, MOST_HOURS
from storage.engines import embedded_path
from storage.errors import StorageError
from storage.session import embedded_url

KEY_FILE = "key"
_NO_KEY = (
    "UNDERSTORY_KEY: no key is set, so the records stay closed. "
    "Set UNDERSTORY_KEY or UNDERSTORY_KEY_FILE."
)


_DATABASES = (
    "postgresql://",
    "postgres://",
    "postgresql+psycopg://",
    "sqlite:///",
    "sqlite+pysqlcipher:///",
)
_NO_DATABASE = (
    "DATABASE_URL is not an address I know. Nothing was opened. "
    "Write it like postgresql://user:password@host/name, or leave it out."
)
_BOT_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_FEWEST_DIGITS = 3


class Settings(BaseSettings):
    """What a council sets; the meaning of each is in docs/configuration.md and .env.example."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    database_url: str | None = Field(None, alias="DATABASE_URL")
    telegram_bot_token: str | None = Field(None, alias="TELEGRAM_BOT_TOKEN")
    demo_telegram_bot_token: str | None = Field(None, alias="DEMO_TELEGRAM_BOT_TOKEN")
    telegram_api_url: str = Field("https://api.telegram.org", alias="TELEGRAM_API_URL")
    folder: Path = Field(Path("understory-records"), alias="UNDERSTORY_DATA")
    key: str | None = Field(None, alias="UNDERSTORY_KEY")
    key_file: Path | None = Field(None, alias="UNDERSTORY_KEY_FILE")
    public_url: str | None = Field(None, alias="PUBLIC_URL")
    update_mode: str = Field("polling", alias="UPDATE_MODE")
    content: str = Field("chat", alias="CONTENT")
    timezone: str = Field("Europe/London", alias="TIMEZONE")
    code_hours: int = Field(CODE_HOURS, alias="CODE_HOURS", ge=1, le=MOST_HOURS)
    cpd_pieces: int = Field(CPD_PIECES, alias="CPD_PIECES", ge=0, le=50)
    depth_every: int = Field(OURS.supervisions, alias="DEPTH_EVERY", ge=1, le=12)
    depth_weeks: int = Field(OURS.weeks, alias="DEPTH_WEEKS", ge=1, le=52)
    duty_phone: str | None = Field(None, alias="DUTY_PHONE")
    duty_phone_out_of_hours: str | None = Field(None, alias="DUTY_PHONE_OUT_OF_HOURS")

    @property
    def store_url(self) -> str:
        """The database's address: DATABASE_URL, or the embedded file in the data folder."""
        return self.database_url or embedded_url(self.folder)

    @property
    def records_folder(self) -> Path | None:
        """The folder that holds the embedded file; None where the records are on a server."""
        is_embedded = self.store_url.startswith("sqlite")
        return embedded_path(self.store_url).parent if is_embedded else None

    @property
    def key_path(self) -> Path:
        """The file that holds the key, where UNDERSTORY_KEY does not."""
        return self.key_file or self.folder / KEY_FILE

    def cipher(self) -> Cipher:
        """Return the cipher of the key that is set, or that lies in the data folder.

        Raises SettingsError where there is none, where it is not 32 bytes of base64, and where the
        records have no address to be looked for at.
        """
        faults = self.record_faults()
        if faults:
            raise SettingsError(faults)
        return Cipher(read_key(self._key_text()))

    def record_faults(self) -> list[str]:
        """Return what keeps the records from being opened, one sentence each."""
        faults = [] if self.store_url.startswith(_DATABASES) else [_NO_DATABASE]
        try:
            read_key(self._key_text())
        except StorageError as fault:
            faults.append(f"UNDERSTORY_KEY: {fault}.")
        except SettingsError as fault:
            faults += fault.faults
        return faults

    def _key_text(self) -> str:
        if self.key:
            return self.key
        try:
            return self.key_path.read_text()
        except (OSError, UnicodeDecodeError) as fault:
            raise SettingsError([_NO_KEY]) from fault


def _phone(number: str | None) -> str | None:
    if number is not None:
        digits = sum(letter.isdigit() for letter in number)
        if digits < _FEWEST_DIGITS or not number.isprintable():
            raise ValueError("needs a telephone number on one line, such as 01632 960 417")
    return number


def _address(url: str) -> str:
    """Return an address of https; of http only on this computer, where nobody listens in."""
    if not _is_plain_address(url):
        raise ValueError("is not an address. Write it like https://api.telegram.org")
    if url.startswith("http:") and not _is_loopback(urlsplit(url).hostname or ""):
        raise ValueError("needs https: what is sent over a plain connection can be read on its way")
    return url


def _is_plain_address(url: str) -> bool:
    """Say whether it names a host, a port perhaps, and a path: no password and no question."""
    try:
        found = urlsplit(url)
        beside = (found.username, found.password, found.query, found.fragment)
        is_host = bool(found.hostname) and found.port != 0
    except ValueError:
        return False
    is_written = url.isascii() and url.isprintable() and not set(url) & set(" \\@?#%")
    return is_written and found.scheme in {"http", "https"} and is_host and not any(beside)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


_Kind = TypeVar("_Kind", bound=Settings)
_Phone = Annotated[str | None, AfterValidator(_phone)]


class ServedSettings(Settings):
    """The settings as `serve` needs them: what no other command uses is checked too."""

    update_mode: Literal["polling", "webhook"] = Field("polling", alias="UPDATE_MODE")
    content: Literal["chat"] = Field("chat", alias="CONTENT")
    timezone: Literal["Europe/London"] = Field("Europe/London", alias="TIMEZONE")
    telegram_api_url: Annotated[str, AfterValidator(_address)] = Field(
        "https://api.telegram.org", alias="TELEGRAM_API_URL"
    )
    duty_phone: _Phone = Field(None, alias="DUTY_PHONE")
    duty_phone_out_of_hours: _Phone = Field(None, alias="DUTY_PHONE_OUT_OF_HOURS")

    @field_validator("telegram_bot_token")
    @classmethod
    def _is_a_token(cls, token: str | None) -> str | None:
        if token is not None and not _BOT_TOKEN.fullmatch(token):
            raise ValueError("is not a bot's token. Copy it as BotFather gave it")
        return token

    @field_validator("public_url")
    @classmethod
    def _people_can_sign_in(cls, url: str | None) -> str | None:
        if url and url.startswith("http:") and not _is_loopback(urlsplit(url).hostname or ""):
            raise ValueError("needs https: sign-in is refused over a plain connection")
        if url and (not _is_plain_address(url) or urlsplit(url).path not in {"", "/"}):
            raise ValueError("is not an address. Write it like https://understory.council.example")
        return url

    @field_validator("update_mode")
    @classmethod
    def _a_webhook_has_an_address(cls, mode: str, info: ValidationInfo) -> str:
        # What is set and wrong is reported as its own fault, and is not here.
        needed = {"telegram_bot_token": "TELEGRAM_BOT_TOKEN", "public_url": "PUBLIC_URL"}
        missing = [name for field, name in needed.items() if info.data.get(field, "") is None]
        if mode == "webhook" and missing:
            raise ValueError(f"webhook needs {' and '.join(missing)}")
        return mode


def _sentence(fault: Mapping[str, Any]) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "Settings"
    of = fault.get("ctx", {})
    match fault["type"]:
        case "literal_error":
            why = f"is to be {str(of['expected']).replace(chr(39), '')}"
        case "greater_than_equal":
            why = f"is to be {of['ge']} or more"
        case "less_than_equal":
            why = f"is to be {of['le']} or less"
        case "int_parsing":
            why = "is to be a whole number"
        case _:
            why = fault["msg"].removeprefix("Value error, ")
    return f"{name}: {why}."


def load(**given: object) -> Settings:
    """Return the settings; `given` (by setting name) goes before the environment.

    Raises SettingsError with one sentence a fault; no sentence repeats a value.
    """
    return _read(Settings, given)


def load_served(**given: object) -> ServedSettings:
    """Return the settings as `serve` needs them; as `load`, and with what the records need."""
    try:
        faults = load(**given).record_faults()
    except SettingsError:
        # Each of these is told again with the others, below.
        faults = []
    try:
        served = _read(ServedSettings, given)
    except SettingsError as fault:
        raise SettingsError(fault.faults + faults) from fault
    if faults:
        raise SettingsError(faults)
    return served


def _read(kind: type[_Kind], given: dict[str, object]) -> _Kind:
    try:
        return kind(**given)  # type: ignore[arg-type]
    except ValidationError as fault:
        raise SettingsError([_sentence(one) for one in fault.errors()]) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError([".env: cannot be read. Save it as plain text in UTF-8."]) from fault
