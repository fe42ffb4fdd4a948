"""Settings: read once from the environment and `.env`, frozen, every fault reported together."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from storage.cipher import Cipher, read_key
from storage.errors import StorageError
from storage.session import embedded_url

KEY_FILE = "key"
_LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")
_NO_KEY = (
    "UNDERSTORY_KEY: no key is set, so the records stay closed. "
    "Set UNDERSTORY_KEY or UNDERSTORY_KEY_FILE."
)


class Settings(BaseSettings):
    """What a council sets; the meaning of each is in docs/configuration.md and .env.example."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    database_url: str | None = Field(None, alias="DATABASE_URL")
    telegram_bot_token: str | None = Field(None, alias="TELEGRAM_BOT_TOKEN")
    telegram_api_url: str = Field("https://api.telegram.org", alias="TELEGRAM_API_URL")
    folder: Path = Field(Path("understory-records"), alias="UNDERSTORY_DATA")
    key: str | None = Field(None, alias="UNDERSTORY_KEY")
    key_file: Path | None = Field(None, alias="UNDERSTORY_KEY_FILE")
    public_url: str | None = Field(None, alias="PUBLIC_URL")
    update_mode: Literal["polling", "webhook"] = Field("polling", alias="UPDATE_MODE")
    content: Literal["chat"] = Field("chat", alias="CONTENT")
    timezone: Literal["Europe/London"] = Field("Europe/London", alias="TIMEZONE")
    duty_phone: str | None = Field(None, alias="DUTY_PHONE")
    duty_phone_out_of_hours: str | None = Field(None, alias="DUTY_PHONE_OUT_OF_HOURS")

    @model_validator(mode="after")
    def _webhook_has_an_address(self) -> "Settings":
        if self.update_mode == "webhook" and not (self.public_url and self.telegram_bot_token):
            raise ValueError("UPDATE_MODE=webhook needs PUBLIC_URL and TELEGRAM_BOT_TOKEN")
        return self

    @model_validator(mode="after")
    def _people_can_sign_in(self) -> "Settings":
        if self.public_url and not self.public_url.startswith(("https://", *_LOOPBACK)):
            raise ValueError("PUBLIC_URL needs https: sign-in is refused over a plain connection")
        return self

    @property
    def store_url(self) -> str:
        """The database's address: DATABASE_URL, or the embedded file in the data folder."""
        return self.database_url or embedded_url(self.folder)

    def cipher(self) -> Cipher:
        """Return the cipher of the key that is set, or that lies in the data folder.

        Raises SettingsError where there is none or it is not 32 bytes of base64.
        """
        try:
            return Cipher(read_key(self._key_text()))
        except StorageError as fault:
            raise SettingsError([f"UNDERSTORY_KEY: {fault}."]) from fault

    def _key_text(self) -> str:
        if self.key:
            return self.key
        path = self.key_file or self.folder / KEY_FILE
        try:
            return path.read_text()
        except (OSError, UnicodeDecodeError) as fault:
            raise SettingsError([_NO_KEY]) from fault


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    name = str(place[0]) if place else "Settings"
    return f"{name}: {message.removeprefix('Value error, ')}."


def load(**given: object) -> Settings:
    """Return the settings; `given` (by setting name) goes before the environment.

    Raises SettingsError with one sentence a fault; no sentence repeats a value.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as fault:
        raise SettingsError([_sentence(e["loc"], e["msg"]) for e in fault.errors()]) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError([".env: cannot be read. Save it as plain text in UTF-8."]) from fault
