"""Who may come in, and where the server is to be found."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from trainer.errors import UsageError
from trainer.value import dataclass

LOOPBACK = "127.0.0.1"
WORD_LEAST = 12
"""Characters of the word that a server asks for when it listens elsewhere."""


@dataclass(frozen=True, slots=True)
class Learner:
    """One person with a store of their own."""

    name: str
    """Lower-case letters, digits and hyphens: it names a folder."""
    digest: bytes
    """SHA-256 of the code, normalised."""
    home: Path


@dataclass(frozen=True, slots=True)
class Size:
    """Of a terminal, in cells; see `sized`."""

    columns: int
    rows: int


def sized(columns: object, rows: object) -> Size:
    """The size that a browser asks for, held to what a screen can have: it costs memory by the cell."""
    return Size(_within(columns, 80, 20, 400), _within(rows, 24, 5, 150))


def _within(told: object, usual: int, least: int, most: int) -> int:
    if isinstance(told, str) and told.isascii() and told.isdecimal() and len(told) < 6:
        told = int(told)
    return usual if not isinstance(told, int) or isinstance(told, bool) else max(least, min(most, told))


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens, and how browsers name it."""

    listen: str
    """An IP address."""
    url: str
    """As browsers reach it, without a path; empty means by the address itself."""

    def hosts(self, port: int) -> dict[str, str]:
        """The `Host` headers that are answered, each with the origin of its pages."""
        if self.url:
            return {urlsplit(self.url).netloc: self.url}
        named = f"[{self.listen}]" if ":" in self.listen else self.listen
        names = (named, "localhost") if ip_address(self.listen).is_loopback else (named,)
        # browsers leave a scheme's own port out
        return {
            host: f"http://{host}" for host in (f"{name}:{port}" if port != 80 else name for name in names)
        }


def address(listen: str, url: str, word: str, suggestion: str) -> Address:
    """Where to listen. UsageError where that would open the trainer to more than it should.

    `word` is what everybody has to know besides a code; `suggestion` a fresh one for the sentence.
    """
    try:
        at = ip_address(LOOPBACK if listen == "localhost" else listen)
    except ValueError:
        raise UsageError(
            f"--listen {listen}: give the IP address of one of this machine's networks, such as 192.168.1.5"
        ) from None
    if not at.is_loopback and not word:
        raise UsageError(
            f"--listen {listen} opens the trainer to that whole network: "
            f"also name a word that your class has to know, such as --token {suggestion}"
        )
    if word and len(word) < WORD_LEAST:
        raise UsageError(
            f"--token: {len(word)} characters can be guessed; take {WORD_LEAST} or more, "
            f"such as --token {suggestion}"
        )
    if at.is_unspecified and not url:
        raise UsageError(
            f"--listen {listen} has many names: tell by which one browsers reach it, such as "
            "--url http://192.168.1.5:8000"
        )
    return Address(str(at), _origin(url))


def _origin(url: str) -> str:
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or "@" in parts.netloc:
        raise UsageError(f"--url {url}: give it as browsers show it, such as https://trainer.example.org")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise UsageError(f"--url {url}: the trainer has to be at the top of its host; leave the path out")
    return f"{parts.scheme}://{parts.netloc.lower()}"
