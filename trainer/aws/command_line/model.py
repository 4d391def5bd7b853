"""What a line of the `aws` command can mean, as values."""

from collections.abc import Callable
from typing import TypeAlias

from trainer.aws.model import Call
from trainer.value import dataclass

ReadFile: TypeAlias = Callable[[str], bytes]
"""Reads the file that `file://` or `fileb://` names; raises OSError with its reason."""

WriteFile: TypeAlias = Callable[[str, bytes], None]
"""Writes the file of that name; raises OSError with its reason."""

USAGE_STATUS = 2


@dataclass(frozen=True, slots=True)
class Paging:
    """How much of a listing is wanted: `--no-paginate`, `--max-items`, `--starting-token`, `--page-size`."""

    enabled: bool = True
    max_items: int | None = None
    starting_token: str | None = None
    page_size: int | None = None


@dataclass(frozen=True, slots=True)
class Globals:
    """The options that any command takes. `query` is JMESPath; `output` is json, text, table, yaml or off."""

    query: str | None = None
    output: str = "json"
    region: str | None = None
    decode_blobs: bool = False


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call to make and how its answer is wanted.

    `waiter` is botocore's name of one: `ServicesStable`. `own` names a command of the CLI's own whose way
    of printing is used. `outfile` takes the body of a stream, `said` is printed when it is done, and `failed`
    goes before the service's refusal.
    """

    call: Call
    options: Globals = Globals()
    paging: Paging = Paging()
    waiter: str | None = None
    own: str | None = None
    outfile: str = ""
    said: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """A page of help, no wider than 76 columns."""

    text: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """JSON (or YAML) that `--generate-cli-skeleton` asks for; nothing is called."""

    text: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """The line cannot be understood; the message reads like the CLI's."""

    message: str
    exit_code: int = USAGE_STATUS


Parsed: TypeAlias = Invocation | Help | Skeleton | Mistake


class BadArgument(ValueError):  # noqa: N818 - raised and caught within this package only
    """What is wrong with the line, in the CLI's words."""
