"""P50 and P90 of some lengths, defined once: two pages that tell of the same waits tell the same figure."""

import math
from collections.abc import Sequence
from statistics import median


def half(ordered: Sequence[float]) -> float:
    """P50, the median: the middle one; of an even number, the mean of the two in the middle."""
    return median(ordered)


def nine_in_ten(ordered: Sequence[float]) -> float:
    """P90, nearest rank: the shortest that at least nine in ten do not exceed, one that really was."""
    return ordered[math.ceil(len(ordered) * 9 / 10) - 1]
