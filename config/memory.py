"""How a process of the server keeps its memory small: glibc gives back what it was lent, instead of keeping it for the next large form.

Each thread would have a heap of its own, and large pieces would come from there once one has been freed: after thousands of large forms
half of a process's memory was free and nobody's (docs/decisions/0013-prepared-queries.md).
"""

import ctypes

HEAPS = (-8, 2)  # M_ARENA_MAX: for all threads together
LARGE = (-3, 128 * 1024)  # M_MMAP_THRESHOLD, bytes: what is larger goes back as soon as it is free; glibc raises this by itself if unset
TOP = (-1, 1024 * 1024)  # M_TRIM_THRESHOLD, bytes: more than this is not kept free at the end of a heap


def keep_small() -> bool:
    """Whether this machine's C library took it: others than glibc have no need of it, or no such thing."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    return all(mallopt(what, value) == 1 for what, value in (HEAPS, LARGE, TOP))
