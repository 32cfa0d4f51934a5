"""Every state of every screen of the shift lead, the door and the printer, as it is really brought about.

A failure names room, state, language and element.
"""

import pytest

from tests.screens.examine import examinations, wrong_with
from tests.screens.rooms import OF_THE_SHIFT_LEAD
from tests.screens.walk import House, Walk


@pytest.mark.parametrize(("one", "language"), examinations(OF_THE_SHIFT_LEAD))
def test_a_screen_of_the_shift_lead_can_be_read_reached_and_touched(house: House, one: Walk, language: str) -> None:
    wrong = [" · ".join(found) for found in wrong_with(house, one, language)]
    assert not wrong, "\n".join(["", *wrong])
