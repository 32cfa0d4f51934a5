"""What is checked before a report goes out."""

from figures.identities import Check, checks
from figures.table import Table


def checks_of(table: Table) -> list[Check]:
    return checks(table)
