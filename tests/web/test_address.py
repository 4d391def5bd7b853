"""Where the server listens: on this machine alone, unless somebody says more than once that it may not."""

import pytest

from trainer.errors import UsageError
from trainer.web.model import Size, address, sized

WORD = "tulips-at-noon"
ALL = "0.0.0.0"  # noqa: S104 - it is refused


def test_alone_it_listens_on_this_machine_by_its_two_names() -> None:
    assert address("127.0.0.1", "", "", "").hosts(8000) == {
        "127.0.0.1:8000": "http://127.0.0.1:8000",
        "localhost:8000": "http://localhost:8000",
    }
    assert address("localhost", "", "", "").listen == "127.0.0.1"
    assert list(address("::1", "", "", "").hosts(80)) == ["[::1]", "localhost"]


def test_elsewhere_it_has_one_name() -> None:
    assert address("192.168.1.5", "", WORD, "").hosts(8000) == {"192.168.1.5:8000": "http://192.168.1.5:8000"}
    behind = address("127.0.0.1", "https://Trainer.example.org/", "", "")
    assert behind.hosts(8000) == {"trainer.example.org": "https://trainer.example.org"}


@pytest.mark.parametrize(
    ("listen", "url", "word", "words"),
    [
        ("192.168.1.5", "", "", "opens the trainer to that whole network.*--token k7wm"),
        (ALL, "http://a.example", "", "opens the trainer to that whole network"),
        ("::", "http://a.example", "", "opens the trainer to that whole network"),
        ("192.168.1.5", "", "12345", "5 characters can be guessed; take 12 or more"),
        ("127.0.0.1", "", "short", "can be guessed"),
        (ALL, "", WORD, "has many names.*--url"),
        ("my-machine", "", WORD, "give the IP address"),
        ("127.0.0.1", "trainer.example.org", "", "as browsers show it"),
        ("127.0.0.1", "ftp://a.example", "", "as browsers show it"),
        ("127.0.0.1", "http://me@a.example", "", "as browsers show it"),
        ("127.0.0.1", "https://a.example/trainer", "", "leave the path out"),
    ],
)
def test_what_would_open_more_is_refused_in_a_sentence(listen: str, url: str, word: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        address(listen, url, word, "k7wm-29xp")


def test_a_size_is_what_a_screen_can_have() -> None:
    assert sized("100", "30") == sized(100, 30) == Size(100, 30)
    assert sized(None, "x") == sized(True, [3]) == Size(80, 24)
    assert sized("99999999999", "999") == Size(80, 150)
    assert sized(10**9, -4) == Size(400, 5)
