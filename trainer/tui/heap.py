"""How glibc keeps the memory of a program that runs for an evening.

It gives each thread a heap of its own, so that what is loaded aside leaves holes which nobody else fills:
some ten megabytes here. We have few threads and no contention, so one heap serves all. Elsewhere than on
glibc nothing is done.
"""

import ctypes
import sys

M_ARENA_MAX = -8
"""From glibc's malloc.h."""


def one_heap() -> None:
    """Threads share the heap of the first; call it before any begins, as glibc counts its heaps once."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(M_ARENA_MAX, 1)
