"""What must add up before a report goes out."""

from collections.abc import Sequence

from figures import identities, succession
from figures.identities import Check
from figures.named_periods import months_of
from figures.succession import Earlier
from figures.table import Table

FEW = 3  # months that are counted one by one to be held against their sum; the quarters of a longer period were


def checks_of(table: Table, earlier: Sequence[Earlier]) -> list[Check]:
    """I1 to I8, each of them always. Months of a quarter that were not exported are counted now."""
    known = {one.period for one in earlier if one.final}
    few = 1 < len(months_of(table.period, table.profile.cut_off_day)) <= FEW
    again = [one for one in succession.months_in(table) if one.period not in known] if few else []
    return [*identities.checks(table), *succession.checks(table, [*earlier, *again])]
