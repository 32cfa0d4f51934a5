"""What is wrong in the small centre, as one look finds it."""

from collections.abc import Callable
from typing import Any

import pytest

import queueing
from alerts.finding import Finding
from alerts.look import Look
from alerts.watch import findings
from models.centre import Centre, Service
from models.ticket import Ticket
from queueing import lengths
from tests.conftest import new_key


@pytest.fixture(autouse=True)
def measured_anew() -> None:
    lengths.forget()


@pytest.fixture
def wrong(centre: Centre) -> Callable[..., dict[str, Finding]]:
    """`wrong()` is what is wrong now, by kind."""

    def look(machine: Any = None) -> dict[str, Finding]:
        return {kind: found for (kind, _), found in findings(Look(centre.id, machine)).items()}

    return look


@pytest.fixture
def take() -> Callable[[Service], Ticket]:
    return lambda service, **wish: queueing.issue(service, key=new_key(), **wish)
