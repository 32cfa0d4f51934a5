"""While a file is on its way into the figures, no page passes a part of it off as the whole."""

import pytest

from models.base import unit_of_work
from models.report import Report
from models.source import ImportBatch

NOVEMBER = "from=2026-11-01&to=2026-11-30"
SENT = {"form": "quarter", "profile": "0", "cut": "15", "from": "2026-11-01", "to": "2026-11-30", "kind": "xlsx"}


@pytest.fixture
def batch(centre):
    """A file that is being brought in."""
    with unit_of_work(centre.id):
        return ImportBatch.create(centre=centre, file_name="Thang11.xlsx", state=ImportBatch.APPLYING)


def becomes(batch, state: str) -> None:
    with unit_of_work(batch.centre_id):
        ImportBatch.update(state=state).where(ImportBatch.id == batch.id).execute()


OF_FILES = [
    *(f"{path}?{NOVEMBER}" for path in ("/dashboard", "/reports", "/dashboard/766", "/reconciliation")),
    "/deadlines",
]


@pytest.mark.parametrize("path", OF_FILES)
def test_a_page_says_that_its_figures_are_a_part_until_the_file_is_in(person, batch, path):
    director = person().sign_in("ha")
    assert "Đang nhập tệp Thang11.xlsx: số liệu chưa đủ." in director.get(path).text
    becomes(batch, ImportBatch.UNDOING)
    assert "Đang lấy lại tệp Thang11.xlsx: số liệu chưa đủ." in director.get(path).text
    assert director.get("/reports/under-way").json == {"under_way": True}
    becomes(batch, ImportBatch.APPLIED)
    assert "số liệu chưa đủ" not in director.get(path).text
    assert director.get("/reports/under-way").json == {"under_way": False}


@pytest.mark.parametrize(
    "path",
    [
        "/reports/queue",
        "/reports/history",
        "/dashboard/measures/wait",
        "/fairness",
        "/fairness/waits",
        "/deadlines/calendar",
    ],
)
def test_a_file_on_its_way_is_no_matter_to_a_page_of_the_hall_s_own_figures(person, batch, path):
    """Tickets and waits come from no file."""
    page = person().sign_in("ha").get(path)
    assert page.status_code == 200 and "số liệu chưa đủ" not in page.text


def test_nothing_is_exported_of_a_part(person, batch):
    director = person().sign_in("ha")
    for path in ("/reports/table.xlsx", "/dashboard/dossiers.csv", "/dashboard/766.csv"):
        refused = director.get(f"{path}?{NOVEMBER}", headers={"Accept": "application/json"})
        assert (refused.status_code, refused.json["error"]["code"]) == (409, "import_under_way"), path
    page = director.post("/reports/exports", data=SENT, headers={"Accept": "text/html"})
    assert page.status_code == 409 and "chưa xuất được" in page.text
    assert not Report.select().exists()
    becomes(batch, ImportBatch.APPLIED)
    assert director.post("/reports/exports", data=SENT, headers={"Accept": "text/html"}).status_code == 200
