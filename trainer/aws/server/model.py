"""An HTTP request and response as values, and what went wrong before an operation was reached."""

from collections.abc import Mapping

from trainer.value import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """What came in. Header names are lower case; `query` keeps the order and repeated names."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """A header's value, empty when it is missing."""
        return self.headers.get(name.lower(), "")


@dataclass(frozen=True, slots=True)
class Response:
    """What goes out."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class BadRequest(ValueError):  # noqa: N818 - becomes an answer, never an error of ours
    """A request that names no operation or cannot be read; carries AWS's code for it."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
