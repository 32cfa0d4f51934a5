"""What must add up before a report goes out."""

from collections.abc import Sequence

from figures.identities import Check, HandedIn, checks, months_in
from figures.named_periods import months_of
from figures.table import Table

FEW = 3  # months that are counted one by one to be held against their sum; the quarters of a longer period were


def checks_of(table: Table, handed_in: Sequence[HandedIn]) -> list[Check]:
    """I1 to I8. The months of a quarter that were not handed in are counted now; one that was stands before that."""
    if len(months_of(table.period, table.profile.cut_off_day)) > FEW:
        return checks(table, handed_in)
    known = {one.period for one in handed_in}
    return checks(table, [*handed_in, *(one for one in months_in(table) if one.period not in known)])
