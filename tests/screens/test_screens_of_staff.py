"""Every state of every screen of staff, as it is really brought about: it can be read, reached and touched.

A failure names room, state, language and element. Screens of citizens: test_screens_of_citizens.py, so that two
workers share the day.
"""

import pytest

from tests.screens.examine import wrong_with
from tests.screens.rooms import OF_CITIZENS
from tests.screens.walk import LANGUAGES, House, Walk, in_order

# Walks on which nothing was found. `python -m tests.screens.examine` looks at all of them; one that is clean joins.
CLEAN = {
    "counter-chooses_a_counter",
    "counter-signs_in",
    "counter-works_in_the_panel",
}
WALKS = [one for one in in_order() if one.room not in OF_CITIZENS and one.called in CLEAN]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", WALKS, ids=lambda one: one.called)
def test_a_screen_of_staff_can_be_read_reached_and_touched(house: House, one: Walk, language: str) -> None:
    wrong = [" · ".join(found) for found in wrong_with(house, one, language)]
    assert not wrong, "\n".join(["", *wrong])
