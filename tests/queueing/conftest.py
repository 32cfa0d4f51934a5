"""What several rules are tried with."""

from datetime import time

import pytest

from models.base import unit_of_work
from models.centre import Centre, Opening


@pytest.fixture
def office_hours(centre: Centre) -> None:
    """Monday to Friday, 07:30 to 11:30 and 13:30 to 17:00."""
    with unit_of_work():
        Opening.delete().execute()
        for weekday in range(5):
            Opening.create(centre=centre, weekday=weekday, opens=time(7, 30), closes=time(11, 30))
            Opening.create(centre=centre, weekday=weekday, opens=time(13, 30), closes=time(17, 0))
