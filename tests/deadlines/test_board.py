"""The board adds up, keeps vertical agencies apart, and every number is the length of the list it leads to."""

from deadlines.board import board
from deadlines.watching import watch_of
from dossiers.deadlines import LIGHTS, Watch
from dossiers.stop_register import stop_clock
from models.base import unit_of_work
from models.centre import Department, Field
from models.report import ReportProfile
from tests.deadlines.conftest import day, slowly


def test_each_dossier_has_one_light_in_one_place(centre, dossier):
    for due in (18, 19, 20, 23, 25, 30):
        dossier(due)
    dossier(None)
    dossier(18, field="Chứng thực")
    stop_clock(dossier(18), "financial_duty", day(3))
    told = board(centre, watch_of(centre))
    assert told.total.lights == {"overdue": 3, "red": 2, "amber": 1, "green": 1, "stopped": 1, "undated": 1}
    assert (told.total.total, told.total.without_letter) == (9, 3)
    [own], [land] = told.parts["own"].rows, told.parts["vertical"].rows
    assert (own.name, own.total, [(row.name, row.total) for row in own.rows]) == (
        "Văn phòng HĐND và UBND",
        8,
        [("Hộ tịch", 8)],
    )
    assert (land.name, land.lights["overdue"], land.total) == ("Chi nhánh VPĐKĐĐ", 1, 1)


def test_every_sum_of_the_board_is_that_of_the_definitions(centre, any_dossiers):
    watch = Watch(centre, day(20))
    told = board(centre, watch)
    lights = [light for _, light, *_ in slowly(watch).values()]
    assert told.total.lights == {light: lights.count(light) for light in LIGHTS}
    for part in told.parts.values():
        assert part.total == sum(office.total for office in part.rows)
        for office in part.rows:
            assert office.lights == {light: sum(one.lights[light] for one in office.rows) for light in LIGHTS}
    assert told.total.total == len(lights)


def test_fields_without_a_department_are_a_group_of_their_own(centre, dossier):
    with unit_of_work(centre.id):
        Field.update(department=None).where(Field.name == "Chứng thực").execute()
    dossier(18, field="Chứng thực")
    [own, none] = board(centre, watch_of(centre)).parts["own"].rows
    assert (own.total, none.id, none.total) == (0, 0, 1)
    assert Department.select().count() == 2


def test_the_report_profile_says_whether_a_letter_moves_the_light(centre, dossier):
    dossier(18, extended_to=day(30))
    assert board(centre, watch_of(centre)).total.lights["overdue"] == 1
    with unit_of_work(centre.id):
        ReportProfile.create(centre=centre, name="Quý", settings='{"extended_counts_late": false}', is_default=True)
    told = board(centre, watch_of(centre))
    assert (told.total.lights["overdue"], told.total.lights["green"]) == (0, 1)
    assert told.total.without_letter == 0


def test_page_api_and_lists_say_the_same(director, dossier):
    for due, field in ((18, "Hộ tịch"), (18, "Chứng thực"), (20, "Hộ tịch"), (30, "Hộ tịch")):
        dossier(due, field=field)
    told = director.get("/api/deadlines").json
    assert (told["as_at"], told["total"]["lights"]["overdue"], told["total"]["total"]) == ("2026-11-20", 2, 4)
    assert told["minutes_left"] == 16 * 60  # the small centre is open all day
    [office] = told["parts"]["vertical"]["rows"]
    for query, count in (
        ("light=overdue", 2),
        ("light=overdue&part=vertical", 1),
        (f"department={office['id']}", 1),
        (f"field={office['rows'][0]['id']}&light=green", 0),
        ("light=red&part=own", 1),
        ("letter=needed", 2),
        ("due=2026-11-20", 1),
    ):
        assert director.get(f"/api/deadlines/dossiers?{query}").json["total"] == count, query
        assert director.get(f"/deadlines/dossiers.csv?{query}").data.decode("utf-8-sig").count("H99.01") == count
        page = director.get(f"/deadlines/dossiers?{query}").get_data(as_text=True)
        assert page.count("<tr data-code=") == count, query
    page = director.get("/deadlines").get_data(as_text=True)
    assert 'data-testid="deadline-board"' in page and "Chi nhánh VPĐKĐĐ" in page
