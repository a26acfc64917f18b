"""How a server holds memory: what its threads free is given back, what stays is looked at once."""

from __future__ import annotations

import ctypes
import gc

_M_MMAP_THRESHOLD = -3  # malloc.h
_M_ARENA_MAX = -8
_ARENAS = 2
_LARGE = 256 << 10


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


def keep_for_good() -> None:
    """Leave what the process holds by now out of every later collection of garbage.

    Words, templates and modules stay as long as it runs, and to look through them all takes
    longer than to look through what requests leave.
    """
    gc.collect()
    gc.freeze()
