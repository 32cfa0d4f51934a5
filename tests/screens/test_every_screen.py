"""Every state of every screen, as it is really brought about, in both languages: it can be read, reached and touched.

One server and one browser, and the day goes on from walk to walk. A failure names room, state, language and element.
"""

from collections.abc import Iterator

import pytest

import tests.screens.rooms  # noqa: F401  (knows the walks)
from tests.screens.examine import examined
from tests.screens.walk import LANGUAGES, House, Walk, in_order


@pytest.fixture(scope="module")
def house(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"), browser)
    yield house
    house.close()


# Walks on which nothing was found. `python -m tests.screens.examine` looks at all of them; one that is clean joins.
CLEAN = {
    "counter-chooses_a_counter",
    "counter-signs_in",
    "counter-works_in_the_panel",
    "phone-follows_the_line",
    "phone-holds_an_old_paper",
}


def every_walk() -> list:
    clean = [one for one in in_order() if f"{one.room}-{one.name}" in CLEAN]
    named = [(one, language, f"{one.room}-{one.name}-{language}") for one in clean for language in LANGUAGES]
    return [pytest.param(one, language, id=name) for one, language, name in named]


@pytest.mark.parametrize(("one", "language"), every_walk())
def test_a_screen_can_be_read_reached_and_touched_by_everyone(house: House, one: Walk, language: str) -> None:
    wrong = []
    with house.visit(one, language) as visit:
        for shot in one.steps(visit):
            wrong += [f"{shot.state}: {' · '.join(found)}" for found in examined(shot, language)]
        wrong += [f"asks elsewhere: {url}" for url in visit.outside] + [f"console: {said}" for said in visit.errors]
    assert not wrong, f"\n{one.room}, {one.name}, {language}:\n" + "\n".join(wrong)
