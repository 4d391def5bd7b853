"""Replies as YAML."""

from typing import Any


def as_yaml(found: Any) -> str:
    """Block style, keys in the reply's order; an empty reply prints nothing."""
    if found == {}:
        return ""
    import yaml

    text = str(
        yaml.safe_dump(found, sort_keys=False, default_flow_style=False, allow_unicode=True, width=4096)
    )
    return text.removesuffix("...\n")
