"""Every state of every screen at the counters, the live board, the door and the printer, as it is really brought about:
it can be read, reached and touched.

A failure names room, state, language and element. Other screens: test_screens_of_the_office.py and
test_screens_of_citizens.py, so that three workers share the day.
"""

import pytest

from tests.screens.examine import examinations, wrong_with
from tests.screens.rooms import OF_CITIZENS, OF_THE_OFFICE
from tests.screens.walk import WALKS, House, Walk

ROOMS = {one.room for one in WALKS} - OF_CITIZENS - OF_THE_OFFICE


@pytest.mark.parametrize(("one", "language"), examinations(ROOMS))
def test_a_screen_of_staff_can_be_read_reached_and_touched(house: House, one: Walk, language: str) -> None:
    wrong = [" · ".join(found) for found in wrong_with(house, one, language)]
    assert not wrong, "\n".join(["", *wrong])
