"""How glibc keeps the memory of a program that runs for an evening.

It gives each thread a heap of its own, so that what is loaded aside leaves holes which nobody else fills:
some ten megabytes here. We have few threads and no contention, so one heap serves all. What is free within
a heap stays with the program until it is given back. Elsewhere than on glibc neither is done.
"""

import ctypes
import gc
import sys
from functools import cache

from textual._styles_cache import StylesCache

M_ARENA_MAX = -8
"""From glibc's malloc.h."""


def one_heap() -> None:
    """Threads share the heap of the first; call it before any begins, as glibc counts its heaps once."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(M_ARENA_MAX, 1)


@cache
def _keep() -> None:
    """Once: whatever there is now stays for the evening."""
    gc.freeze()


def give_back() -> None:
    """Collect what is in circles, and give free memory back; for moments at which nobody waits.

    What there was at the first call stays, so it is not looked through again: a later one takes a fraction
    of the time. Textual remembers where the insides of its last thousand widgets lie, and by that the widgets
    that are gone, each with its rows.
    """
    StylesCache.get_inner_outer.cache_clear()
    gc.collect()
    _keep()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
