"""What the stand-in answers when it refuses, in Telegram's own words."""


class ApiError(Exception):
    """An answer with `ok: false`; code and description as the Bot API server words them."""

    def __init__(self, code: int, description: str, retry_after: int = 0) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, object]:
        """Return the JSON body of the refusal."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


class NotPossibleError(AssertionError):
    """A person or a test asked for something that cannot happen on a phone."""


def bad_request(reason: str) -> ApiError:
    """Return a 400 worded as the server does: the first letter small, unless it is a code."""
    coded = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    worded = reason if coded else reason[:1].lower() + reason[1:]
    return ApiError(400, f"Bad Request: {worded}")


def too_many_requests(seconds: int) -> ApiError:
    """Return a 429 that asks to wait this many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)


def not_imitated(what: str) -> ApiError:
    """Return a loud refusal of something Telegram would do and this stand-in cannot."""
    return ApiError(501, f"Not Imitated: {what} (see tests/botapi/README.md)")
