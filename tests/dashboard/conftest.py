"""The director, and dossiers and visits of the small centre on Friday 20/11/2026."""

import pytest

from tests.figures.conftest import after_november, civil_field, dossier, furnish_field, visit

__all__ = ["after_november", "civil_field", "dossier", "furnish_field", "visit"]


@pytest.fixture
def director(person, after_november):
    """Hà, who may see all of it, on 5/1/2027."""
    return person().sign_in("ha")
