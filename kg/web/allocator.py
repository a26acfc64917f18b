"""How a server holds memory: what its threads free is given back, what stays is looked at once."""

from __future__ import annotations

import ctypes
import gc

_M_MMAP_THRESHOLD = -3  # malloc.h
_M_ARENA_MAX = -8
_ARENAS = 2
_LARGE = 256 << 10
_NEW_OBJECTS = 20_000
_YOUNGER = 20


def give_memory_back() -> None:
    """Have the memory of large blocks return to the system when they are freed, for all threads.

    glibc gives threads up to eight arenas a processor. Each keeps the most that its
    threads ever held, large blocks too once a larger one was freed. From here on there
    are two, and what takes 256 KiB is in none. It holds for the whole process: call it
    before threads are started. Other C libraries are left alone.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(_M_ARENA_MAX, _ARENAS)
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)


def collect_less() -> None:
    """Leave what the process holds by now out of every collection, and collect less often.

    A collection of all takes some 50 ms in a server that has its words and templates, and comes
    once in five large pages. What requests leave behind in circles waits a little longer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _YOUNGER, _YOUNGER)
