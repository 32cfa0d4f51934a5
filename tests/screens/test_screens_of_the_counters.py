"""Every state of every screen at the counters, as it is really brought about.

A failure names room, state, language and element.
"""

import pytest

from tests.screens.examine import examinations, wrong_with
from tests.screens.rooms import AT_THE_COUNTERS
from tests.screens.walk import House, Walk


@pytest.mark.parametrize(("one", "language"), examinations(AT_THE_COUNTERS))
def test_a_screen_at_a_counter_can_be_read_reached_and_touched(house: House, one: Walk, language: str) -> None:
    wrong = [" · ".join(found) for found in wrong_with(house, one, language)]
    assert not wrong, "\n".join(["", *wrong])
