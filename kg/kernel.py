"""What processes of ours ask of the operating system; where it cannot, they do without."""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import sys
from contextlib import suppress

_LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_STEP = 10
_LOWEST = 19


def die_with(parent: int) -> bool:
    """Ask to be killed when the thread that started this process ends; say whether it will be.

    *parent* is the process of that thread. Where it has ended already, this one ends here.
    """
    asked = _LINUX and _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0
    if os.getppid() != parent:  # the kernel tells of an end that comes, and not of one that was
        os._exit(0)
    return asked


def unshare_network() -> None:
    """Leave the network, as root or in a user namespace of our own, where that can be done."""
    if _LINUX and _libc().unshare(_CLONE_NEWNET) != 0:
        _libc().unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def limit_memory(most: int) -> None:
    """Bound the address space of this process to *most* bytes, and leave no core behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with suppress(OSError, ValueError):  # macOS knows the limit, and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def limit_processor(seconds: float) -> None:
    """Let this process use the processor for so many *seconds* more, and be ended then."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def resident_bytes() -> int:
    """The most memory that this process has held at a time."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size << 10


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # macOS does not say
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def priority() -> int:
    """How little of the processor this thread asks for; 0 where threads have no priority."""
    return os.getpriority(os.PRIO_PROCESS, 0) if _LINUX else 0


def lower_priority(thread: int) -> None:
    """Let other work go before a thread, by its number in the kernel."""
    if not _LINUX:
        return  # elsewhere the number would name another process
    with suppress(OSError):
        nice = os.getpriority(os.PRIO_PROCESS, thread)
        os.setpriority(os.PRIO_PROCESS, thread, min(_LOWEST, nice + _STEP))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
