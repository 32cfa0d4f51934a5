"""What a file will write is worked out beforehand, while the hall goes on."""

import time
from datetime import datetime

import pytest
from pydantic_core import to_json

from imports import preparing, sources
from imports.applying import Applier, Tally, apply
from imports.batch import begin
from imports.child import ChildFailed
from imports.reading import stage
from imports.shelf import Shelf
from models.base import db, unit_of_work
from models.centre import Field
from models.claim import Claim
from models.dossier import Dossier
from models.source import ImportBatch
from tests.imports.conftest import RESOLVED, record

WAITING = record(2, "supplement", datetime(2026, 3, 4), asked_on=datetime(2026, 3, 4).date(), field="Lĩnh vực mới")


@pytest.fixture
def batch(centre):
    row = begin(centre, sources.provincial(centre), "tỉnh.xlsx", None, datetime(2026, 3, 9))
    with unit_of_work():
        row.save(force_insert=True)
    return row


def test_a_dossier_that_a_counter_logs_meanwhile_is_joined_and_not_made_twice(centre, batch, logged):
    prepared = list(preparing.prepare(batch, [record(1), WAITING]))
    assert all(one.new is not None for one in prepared)
    logged(record(1).code)
    done = apply(batch, prepared)
    assert (done.created, done.changed) == (1, 1)
    one = Dossier.get(Dossier.code_key == record(1).key)
    assert {claim.batch_id for claim in Claim.select().where(Claim.dossier == one)} == {None, batch.id}


def test_a_dossier_that_was_known_and_is_no_longer_is_made_anew(centre, batch):
    [prepared] = preparing.prepare(batch, [record(1)])
    assert apply(batch, [prepared._replace(new=None)]).created == 1


def test_what_is_prepared_comes_over_as_it_was(centre, batch):
    prepared = list(preparing.prepare(batch, [record(1, "done", datetime(2026, 3, 9, 8, 30)), WAITING]))
    assert [preparing._read(to_json(one)) for one in prepared] == [
        one._replace(new=one.new and preparing.New(*[list(part) for part in one.new])) for one in prepared
    ]
    assert prepared[0].claim().ended_at == datetime(2026, 3, 9, 8, 30)


def test_a_process_that_fails_is_said_and_not_waited_for(centre, batch, database, tmp_path):
    shelf = Shelf(tmp_path / "empty")
    shelf.make()
    url = f"sqlite:///{db.obj.database}"
    with pytest.raises(ChildFailed, match="FileNotFoundError"):
        list(preparing.prepare_apart(url, batch, shelf, lambda seconds: None))
    assert ImportBatch.get_by_id(batch.id).state == ImportBatch.APPLYING


def test_what_an_earlier_try_left_behind_is_not_brought_in(centre, batch, database, tmp_path, export):
    shelf = Shelf(tmp_path / "tried")
    shelf.make()
    stage(export(RESOLVED), shelf.folder)
    url = f"sqlite:///{db.obj.database}"
    [first] = preparing.prepare_apart(url, batch, shelf, time.sleep)
    assert [one.code for one in preparing.prepare_apart(url, batch, shelf, time.sleep)] == [first.code]


def test_a_field_that_the_director_adds_meanwhile_is_joined_and_not_made_twice(centre, batch):
    prepared = list(preparing.prepare(batch, [WAITING]))
    with unit_of_work():
        applier = Applier(batch)
        by_hand = Field.create(centre=centre, name=WAITING.field, position=9)
        applier.lay(prepared, Tally())
    assert Dossier.get(Dossier.code_key == WAITING.key).field == by_hand
    assert not applier.places.made, "it stays when the file is taken back"
