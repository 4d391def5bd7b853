"""What the screens use of textual-image, which is not installed here: widgets that take a picture."""

import sys
from types import ModuleType

from PIL.Image import Image
from textual.widgets import Static


class TGPImage(Static):
    """By Kitty's protocol."""

    def __init__(self, image: Image) -> None:
        super().__init__("▓" * 4000)
        self.image = image


class SixelImage(TGPImage):
    """By Sixel."""


class Asked:
    """Whether the module took its output for a terminal while it was imported, as the real one looks."""

    terminal: bool | None = None


def modules() -> dict[str, ModuleType]:
    """For `sys.modules`."""
    widget = _Widgets("textual_image.widget")
    package = ModuleType("textual_image")
    package.__dict__.update(widget=widget, __path__=[], __spec__=object())
    return {"textual_image": package, "textual_image.widget": widget}


class _Widgets(ModuleType):
    def __getattr__(self, name: str) -> type[TGPImage]:
        if name not in ("TGPImage", "SixelImage"):
            raise AttributeError(name)
        Asked.terminal = sys.__stdout__ is not None and sys.__stdout__.isatty()
        return {"TGPImage": TGPImage, "SixelImage": SixelImage}[name]
