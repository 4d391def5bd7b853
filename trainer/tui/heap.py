"""How glibc keeps the memory of a program that runs for an evening.

It gives each thread a heap of its own, so that what is loaded aside leaves holes which nobody else fills:
some ten megabytes here. We have few threads and no contention, so one heap serves all. What is free within
a heap stays with the program until it is given back. Elsewhere than on glibc neither is done.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper, cache
from typing import Any

M_ARENA_MAX = -8
"""From glibc's malloc.h."""


def one_heap() -> None:
    """Threads share the heap of the first; call it before any begins, as glibc counts its heaps once."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(M_ARENA_MAX, 1)


def _remembering() -> "Iterator[_lru_cache_wrapper[Any]]":
    """What Textual and Rich keep to be quick: sixteen thousand styles that were painted, where the last
    thousand widgets lay, those that are gone as well, each with its rows; regions, colours, widths of words.

    Over an evening that is megabytes of what is never painted again; what is, is soon made anew.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("rich", "textual"):
            own = [one for one in vars(module).values() if getattr(one, "__module__", "") == name]
            classes = [one for one in own if isinstance(one, type)]
            for member in (*own, *(member for one in classes for member in vars(one).values())):
                function = getattr(member, "fget", None) or getattr(member, "__func__", member)
                if isinstance(function, _lru_cache_wrapper):
                    yield function


@cache
def _keep() -> None:
    """Once: whatever there is now stays for the evening."""
    gc.freeze()


def give_back() -> None:
    """Collect what is in circles, and give free memory back; for moments at which nobody waits.

    What there was at the first call stays, so it is not looked through again: a later one takes a fraction
    of the time.
    """
    for one in _remembering():
        one.cache_clear()
    gc.collect()
    _keep()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
