"""An export's rows become cases that the centre's counters can log."""

from datetime import date, datetime

import pytest

from admin import sample
from imports.records import Record
from models.centre import Centre, Field, Procedure
from replay.export import cases, read_cases
from replay.plan import RESOLVED
from tests.real_server import ROOT


@pytest.fixture
def centre(database) -> Centre:
    return sample.load(ROOT / "sample" / "binh-minh")


def record(**facts) -> Record:
    known = {
        "code": "H31.77-260413-0001",
        "key": "H31.77-260413-0001",
        "field": "Chứng thực",
        "procedure_code": "2.000884",
        "procedure": "Chứng thực chữ ký",
        "channel": "online",
        "received_at": datetime(2026, 4, 13, 8, 30),
        "due_on": date(2026, 4, 14),
        "ended_at": None,
        "outcome": None,
        "returned_at": None,
        "pause": None,
        "pause_on": None,
        "asked_on": None,
        "fee": 10_000,
        "paid_online": True,
        "digitised_input": True,
        "digitised_result": None,
        "counted": True,
    }
    return Record(**known | facts)


def test_a_dossier_goes_to_the_service_of_its_procedure(centre):
    (case,) = cases([record()], centre)
    assert (case.procedure, case.letter, case.fee, case.paid_online) == ("2.000884", "C", 10_000, True)
    assert not case.collected


def test_what_was_never_received_is_no_case(centre):
    assert cases([record(counted=False)], centre) == []


def test_an_unknown_procedure_is_logged_as_the_first_of_its_field(centre):
    (case,) = cases([record(field="Người có công", procedure_code="9.999999")], centre)
    assert (case.procedure, case.letter) == ("1.010803", "S")


def test_a_procedure_filed_under_another_field_keeps_the_field_of_the_export(centre):
    (case,) = cases([record(field="Đất đai", procedure_code="2.000884")], centre)
    assert case.letter == "N"


def test_a_field_that_the_centre_lacks_is_made_with_a_procedure_at_the_guide_desk(centre):
    first, second = cases([record(field="Trồng trọt"), record(field="Trồng trọt")], centre)
    assert first.procedure == second.procedure
    assert Procedure.get(Procedure.code == first.procedure).field.name == "Trồng trọt"
    assert first.letter == "U"
    assert Field.select().where(Field.name == "Trồng trọt").count() == 1


def test_papers_are_asked_for_in_the_morning_of_their_date_but_never_before_the_reception(centre):
    later, same_day = cases(
        [
            record(pause="supplement", pause_on=date(2026, 4, 15)),
            record(pause="supplement", pause_on=date(2026, 4, 13), received_at=datetime(2026, 4, 13, 16, 0)),
        ],
        centre,
    )
    assert later.supplement_at == datetime(2026, 4, 15, 10, 0)
    assert same_day.supplement_at == datetime(2026, 4, 13, 16, 5)


def test_the_quarter_of_an_phu_has_all_its_dossiers_on_ninety_days_and_more(centre):
    found = read_cases(ROOT / "tests" / "data" / "an-phu.xlsx", centre)
    assert len({case.code for case in found}) == len(found) == 3645
    assert sum(case.outcome == RESOLVED for case in found) > 3500
    assert {case.letter for case in found} == set("CHKNXS")
