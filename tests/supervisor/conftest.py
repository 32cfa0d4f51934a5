"""People who wait, for the live board to show."""

from collections.abc import Callable

import pytest

import queueing
from models.centre import Service
from models.ticket import Ticket
from tests.conftest import new_key


@pytest.fixture
def take() -> Callable[..., Ticket]:
    """`take(service)`: somebody takes a number."""

    def give(service: Service, **wish) -> Ticket:
        return queueing.issue(service, key=new_key(), **wish)

    return give
