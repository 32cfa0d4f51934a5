"""The same dossiers and visits as for the figures."""

from tests.figures.conftest import after_november, civil_field, dossier, furnish_field, visit

__all__ = ["after_november", "civil_field", "dossier", "furnish_field", "visit"]
