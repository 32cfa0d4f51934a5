"""The figures of the twenty tasks, printed beside their targets at the end of a run.

A figure beyond its target fails its task, after it was kept for the table. What takes a moment is measured up to three
times (`best_of`): one busy moment of the machine is none of ours, three in a row are. `make bench` measures speed
against a floor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

PROPERTY = "task"  # in a report's user_properties, which workers hand over
TRIES = 3


def best_of(measure: Callable[[], float], most: float, tries: int = TRIES) -> float:
    """What `measure` answers, the first that is within `most`; the least of so many tries where none is."""
    found: list[float] = []
    while len(found) < tries and not any(one <= most for one in found):
        found.append(float(measure()))
    return min(found)


@dataclass(frozen=True)
class Figure:
    """What one task has come to. `within`: whether the target was met."""

    task: int
    what: str
    target: str
    measured: str
    within: bool


@pytest.fixture
def figure(record_property: Callable[[str, Any], None]) -> Callable[..., None]:
    """`figure(9, "F2 → row on the TV", "≤ 500 ms", 120, most=500, unit="ms")` keeps a measured figure of a task, and
    fails where it lies beyond `most`."""

    def keep(task: int, what: str, target: str, measured: float | str, *, most: float | None = None, unit: str = ""):
        within = most is None or (isinstance(measured, int | float) and measured <= most)
        if isinstance(measured, float):
            measured = f"{measured:.{0 if measured >= 10 else 1}f}"
        said = f"{measured} {unit}".strip()
        record_property(PROPERTY, (task, what, target, said, within))
        assert within, f"{what}: {said}, target {target}"

    return keep


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the table, when tasks were among what ran."""
    reports = [one for of_kind in terminalreporter.stats.values() for one in of_kind if hasattr(one, "user_properties")]
    called = [one for one in reports if getattr(one, "when", "") == "call"]
    kept = {tuple(value) for one in called for name, value in one.user_properties if name == PROPERTY}
    figures = sorted((Figure(*one) for one in kept), key=lambda one: (one.task, one.what))
    if not figures:
        return
    terminalreporter.section("the twenty tasks")
    for one in figures:
        mark = "  " if one.within else "! "
        terminalreporter.line(f"{mark}{one.task:>2}  {one.what:<58} {one.target:>14}   {one.measured}")
