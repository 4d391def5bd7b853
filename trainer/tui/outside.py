"""What goes outside the terminal, to where the learner sits: a page, a picture, a copied text.

That may be a browser on another machine. What opens there goes through the app's driver; a program that
listens on a network must never start one of its own.
"""

from pathlib import Path
from typing import Any

from textual.app import App

PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""What a browser is given as a picture; nothing in these can run there."""


def open_page(app: App[Any], url: str) -> None:
    """A page of the documentation, in a browser."""
    if app.is_web:
        app.open_url(url)
    else:
        _open(url)


def open_picture(app: App[Any], file: Path) -> None:
    """A picture in the system's viewer, or in the browser that shows the screens."""
    if not app.is_web:
        _open(file.as_uri())
    elif (kind := PICTURES.get(file.suffix.lower())) is None:
        app.notify("A browser does not show pictures of this kind.", severity="warning")
    else:
        app.deliver_binary(file, open_method="browser", mime_type=kind)


def copy(app: App[Any], text: str) -> None:
    """Into the clipboard where the learner sits, and say so.

    Whether a terminal or a browser took it is not answered; browsers take it only from pages that are secure.
    """
    app.copy_to_clipboard(text)
    app.notify("Copied, if this page is on your own machine or behind https." if app.is_web else "Copied.")


def _open(address: str) -> None:
    import webbrowser  # seldom wanted

    webbrowser.open(address)
