"""Every state of every screen in the hall and on the phone, as it is really brought about.

A failure names room, state, language and element.
"""

import pytest

from tests.screens.examine import examinations, wrong_with
from tests.screens.rooms import OF_THE_HALL
from tests.screens.walk import House, Walk


@pytest.mark.parametrize(("one", "language"), examinations(OF_THE_HALL))
def test_a_screen_of_the_hall_can_be_read_reached_and_touched(house: House, one: Walk, language: str) -> None:
    wrong = [" · ".join(found) for found in wrong_with(house, one, language)]
    assert not wrong, "\n".join(["", *wrong])
