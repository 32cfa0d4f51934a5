"""Every state of every screen of the administrator and of a new centre, as it is really brought about.

A failure names room, state, language and element.
"""

import pytest

from tests.screens.examine import examinations, wrong_with
from tests.screens.rooms import OF_THE_ADMINISTRATOR
from tests.screens.walk import House, Walk


@pytest.mark.parametrize(("one", "language"), examinations(OF_THE_ADMINISTRATOR))
def test_a_screen_of_the_administrator_can_be_read_reached_and_touched(house: House, one: Walk, language: str) -> None:
    wrong = [" · ".join(found) for found in wrong_with(house, one, language)]
    assert not wrong, "\n".join(["", *wrong])
