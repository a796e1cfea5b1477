"""Keep server processes small: make glibc give memory back instead of keeping it for the next large form.

Each thread would have its own heap, and large pieces would stay there once one had been freed: after thousands of large forms, half of a
process's memory was free but not given back (docs/decisions/0013-prepared-queries.md).
"""

import ctypes

HEAPS = (-8, 2)  # M_ARENA_MAX: for all threads together
LARGE = (-3, 128 * 1024)  # M_MMAP_THRESHOLD, bytes: larger pieces go back as soon as they are free; glibc would raise this by itself
TOP = (-1, 1024 * 1024)  # M_TRIM_THRESHOLD, bytes: the most kept free at the end of a heap


def keep_small() -> bool:
    """Return whether this machine's C library accepted it; only glibc needs it."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    return all(mallopt(what, value) == 1 for what, value in (HEAPS, LARGE, TOP))
