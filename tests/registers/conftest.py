"""The director, and the small centre's two fields."""

import pytest

from models.centre import Field


@pytest.fixture
def director(person):
    """Hà, who may write in every register."""
    return person().sign_in("ha")


@pytest.fixture
def civil_field(centre):
    return Field.get(Field.centre == centre, Field.name == "Hộ tịch")


@pytest.fixture
def other_field(centre):
    return Field.get(Field.centre == centre, Field.name == "Chứng thực")
