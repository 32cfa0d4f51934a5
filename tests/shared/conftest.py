"""The same dossiers as for the figures."""

from tests.figures.conftest import civil_field, dossier, furnish_field

__all__ = ["civil_field", "dossier", "furnish_field"]
