"""The same dossiers and visits as for the figures, and an office that opens what is written."""

from tests.figures.conftest import after_november, civil_field, dossier, furnish_field, visit
from tests.reports.office import office

__all__ = ["after_november", "civil_field", "dossier", "furnish_field", "office", "visit"]
