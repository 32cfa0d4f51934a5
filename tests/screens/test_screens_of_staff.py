"""Every state of every screen of staff, as it is really brought about: it can be read, reached and touched.

A failure names room, state, language and element. Screens of citizens: test_screens_of_citizens.py, so that two
workers share the day.
"""

import pytest

from tests.screens.examine import wrong_with
from tests.screens.rooms import OF_CITIZENS
from tests.screens.walk import LANGUAGES, House, Walk, in_order

# Walks on which nothing was found. `python -m tests.screens.examine` looks at all of them, in both languages; one that
# is clean joins.
IN_BOTH_LANGUAGES = {
    "admin-gives_out_accounts",
    "admin-looks_after_screens",
    "admin-reads_the_journal",
    "admin-sets_the_hall_up",
    "counter-chooses_a_counter",
    "counter-loses_the_server",
    "counter-opens_dialogs",
    "counter-records_a_dossier",
    "counter-signs_in",
    "counter-works_at_the_wide_desk",
    "counter-works_in_the_panel",
    "counter-works_on_at_lunch",
    "door-changes_a_password",
    "door-comes_in",
    "door-comes_in_by_phone",
    "door-reads_the_guides",
    "fairness-proves_fairness",
    "live-acts_from_the_board",
    "live-watches_the_hall",
    "live-watches_the_hall_on_a_phone",
    "office-brings_files_in",
    "office-keeps_deadlines_on_a_phone",
    "office-reads_the_figures",
    "office-writes_the_report",
    "setup-waits_to_be_paired",
}
IN_VIETNAMESE = {  # the same keys, the same paper
    "counter-works_by_keys",
    "live-acts_by_keys",
    "office-exports_by_keys",
    "paper-prints",
    "setup-makes_a_centre",
}
WALKS = [
    pytest.param(one, language, id=f"{one.called}-{language}")
    for one in in_order()
    for language in LANGUAGES
    if one.called in IN_BOTH_LANGUAGES or (one.called in IN_VIETNAMESE and language == LANGUAGES[0])
]
assert OF_CITIZENS.isdisjoint(name.partition("-")[0] for name in IN_BOTH_LANGUAGES | IN_VIETNAMESE)


@pytest.mark.parametrize(("one", "language"), WALKS)
def test_a_screen_of_staff_can_be_read_reached_and_touched(house: House, one: Walk, language: str) -> None:
    wrong = [" · ".join(found) for found in wrong_with(house, one, language)]
    assert not wrong, "\n".join(["", *wrong])
