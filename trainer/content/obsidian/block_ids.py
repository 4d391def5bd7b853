"""` ^name` at the end of a block names it for links; readers never see it."""

import re

_AT_END = re.compile(r"(?:^|[ \t\n]+)\^[A-Za-z0-9-]+[ \t]*$")


def without_block_id(text: str) -> str:
    """The text of a block's end without the name."""
    return _AT_END.sub("", text)
