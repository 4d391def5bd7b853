"""The two pages: the door, which asks for a code, and the terminal. All they load is the server's own."""

from html import escape

DOOR, TERMINAL = "door", "terminal"

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>trainer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/page.css">
{more}</head>
"""


def door(*, asks_word: bool, trouble: str = "") -> str:
    """The page that asks for a code, and for the class's word where the server has one."""
    word = (
        '<label for="word">Your class\'s word</label>\n'
        '<input id="word" name="word" type="password" autocomplete="off" required>\n'
        if asks_word
        else ""
    )
    alert = f'<p class="trouble" role="alert">{escape(trouble)}</p>\n' if trouble else ""
    script = '<script src="/static/door.js" defer></script>\n'
    return (
        HEAD.format(more=script)
        + f"""<body class="door">
<main>
<h1>trainer</h1>
{alert}<form method="post" action="/enter" id="enter">
{word}<label for="code">Your code</label>
<input id="code" name="code" autocomplete="off" autocapitalize="none" spellcheck="false"
 placeholder="xxxx-xxxx-xxxx-xxxx" required autofocus>
<button>Come in</button>
</form>
<p class="small">The code opens what you did before. Keep it to yourself.</p>
</main>
</body>
</html>
"""
    )


def terminal(websocket: str) -> str:
    """The page with the terminal; `websocket` is its address."""
    more = (
        '<link rel="stylesheet" href="/static/xterm.css">\n'
        '<link rel="preload" href="/static/RobotoMono.ttf" as="font" type="font/ttf" crossorigin>\n'
        '<script src="/static/page.js"></script>\n'
        '<script src="/static/textual.js"></script>\n'
    )
    return (
        HEAD.format(more=more)
        + f"""<body class="terminal">
<div id="terminal" class="textual-terminal" data-font-size="16"
 data-session-websocket-url="{escape(websocket)}"></div>
<div class="loading" role="status"><p>The trainer is starting …</p></div>
<div class="closed" role="alertdialog" aria-labelledby="why">
<main>
<p id="why">The connection was lost.</p>
<form method="get" action="/"><button id="again">Go on</button></form>
<form method="post" action="/leave"><button class="quiet">Another code</button></form>
</main>
</div>
</body>
</html>
"""
    )


def sentence(words: str) -> str:
    """A page that says one thing, with a way to try again."""
    return (
        HEAD.format(more="")
        + f"""<body class="door">
<main>
<h1>trainer</h1>
<p class="trouble" role="alert">{escape(words)}</p>
<form method="get" action="/"><button>Try again</button></form>
</main>
</body>
</html>
"""
    )
