"""Every state of every screen of citizens, as it is really brought about: it can be read, reached and touched by all.

A failure names room, state, language and element. Screens of staff: test_screens_of_staff.py.
"""

import pytest

from tests.screens.examine import examinations, wrong_with
from tests.screens.rooms import OF_CITIZENS
from tests.screens.walk import House, Walk


@pytest.mark.parametrize(("one", "language"), examinations(OF_CITIZENS))
def test_a_screen_of_citizens_can_be_read_reached_and_touched(house: House, one: Walk, language: str) -> None:
    wrong = [" · ".join(found) for found in wrong_with(house, one, language)]
    assert not wrong, "\n".join(["", *wrong])
