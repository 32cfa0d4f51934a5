"""What a figure costs grows with its period: the flows are read from one covering index, the stocks by their spans."""

import pytest

from figures import counts as counting
from figures.activity import activity
from figures.counts import scope_of
from figures.facts import facts, results
from figures.profile import read_profile
from models.base import db
from models.dossier import Dossier
from tests.figures.conftest import NOVEMBER

pytestmark = pytest.mark.usefixtures("after_november")


def plans_of(monkeypatch, work) -> list[str]:
    """How SQLite would answer each question that `work` asks."""
    asked = []
    execute = db.obj.execute_sql
    monkeypatch.setattr(
        db.obj, "execute_sql", lambda sql, params=None: asked.append((sql, params)) or execute(sql, params)
    )
    work()
    monkeypatch.undo()
    return [
        " ".join(row[3] for row in execute("EXPLAIN QUERY PLAN " + sql, params).fetchall()) for sql, params in asked
    ]


@pytest.mark.parametrize(
    ("end_event", "ended", "pending"),
    [("processed", "dossier_ended", "dossier_open"), ("returned", "dossier_closed", "dossier_unclosed")],
)
@pytest.mark.parametrize("by", [None, Dossier.field, Dossier.channel], ids=["all", "field", "channel"])
def test_no_figure_looks_through_the_years(centre, monkeypatch, end_event, ended, pending, by):
    scope = scope_of(centre, NOVEMBER, read_profile({"end_event": end_event, "supplement_mode": "flow"}))
    plans = plans_of(monkeypatch, lambda: counting.of_dossiers(scope, by))
    received, carried, finished, standing, requested = (plan for plan in plans if "SEARCH t1" in plan)
    span = "(centre_id=? AND {} AND received_at<?)"
    assert "COVERING INDEX dossier_received (centre_id=? AND received_at>? AND received_at<?)" in received
    end = "ended_at" if end_event == "processed" else "closed_at"
    if by is not Dossier.channel:
        assert f"COVERING INDEX {ended} (centre_id=? AND {end}>? AND {end}<?)" in finished
    node = f"{'open' if end_event == 'processed' else 'unclosed'}_node=?"
    for plan in (carried, standing):
        assert f"COVERING INDEX {pending} {span.format(node)}" in plan
    assert "SEARCH t1 USING INTEGER PRIMARY KEY (rowid=?)" in requested
    assert "(centre_id=? AND kind=? AND at>? AND at<?)" in requested
    assert "SCAN t1" not in " ".join(plans)


@pytest.mark.parametrize(("end_event", "ended"), [("processed", "dossier_ended"), ("returned", "dossier_closed")])
def test_fees_and_files_are_read_from_an_index_alone(centre, monkeypatch, end_event, ended):
    scope = scope_of(centre, NOVEMBER, read_profile({"end_event": end_event}))
    for by in (None, Dossier.field):
        [fees] = plans_of(monkeypatch, lambda by=by: facts(scope, "in_period", by))
        [files] = plans_of(monkeypatch, lambda by=by: results(scope, by))
        assert "COVERING INDEX dossier_received (" in fees
        assert f"COVERING INDEX {ended} (" in files


def test_whether_a_procedure_was_asked_for_is_one_look_for_each(centre, monkeypatch):
    [first, _] = plans_of(monkeypatch, lambda: activity(scope_of(centre, NOVEMBER)))
    assert "INDEX dossier_procedure (procedure_id=? AND received_at>? AND received_at<?)" in first
