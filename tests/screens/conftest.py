"""The house that the walks of a file go through."""

from collections.abc import Iterator

import pytest

from tests.screens.walk import House


@pytest.fixture(scope="module")
def house(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One server and one browser for a file, and the day goes on from walk to walk."""
    house = House(tmp_path_factory.mktemp("house"), browser)
    yield house
    house.close()
