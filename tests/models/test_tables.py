"""A database is used only by the version that knows its columns."""

import pytest

from models.base import db, unit_of_work
from models.tables import OtherVersion, create_tables


def test_tables_of_this_version_are_opened_again(database):
    create_tables()


@pytest.mark.parametrize("change", ["ADD COLUMN mood TEXT", "DROP COLUMN body_vi"])
def test_a_database_of_another_version_is_refused_and_named(database, change):
    with unit_of_work():
        columns = [column.name for column in db.get_columns("notice")]
        db.execute_sql(f"ALTER TABLE notice {change.replace('body_vi', columns[-1])}")
    with pytest.raises(OtherVersion, match="notice: "):
        create_tables()
