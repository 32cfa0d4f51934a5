"""Which version of a procedure a file's dossiers are joined to."""

from datetime import date

from imports.batch import import_workbook
from models.base import unit_of_work
from models.centre import Procedure
from models.dossier import Dossier
from tests.imports.conftest import RESOLVED


def test_a_version_that_is_not_yet_valid_is_not_joined(centre, export):
    known = Procedure.get(Procedure.centre == centre, Procedure.code == "2.000815")
    with unit_of_work():
        Procedure.create(
            centre=centre, field=known.field, code=known.code, name=known.name, valid_from=date(2099, 1, 1)
        )
    import_workbook(centre, export(RESOLVED))
    assert Dossier.get().procedure == known
