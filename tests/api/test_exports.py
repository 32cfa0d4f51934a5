"""Whatever leaves as a spreadsheet or a Word file: words that look like formulas, put wherever words can be put, stay
words in each."""

import csv
import re
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest

from models.base import unit_of_work
from models.centre import Centre, Department, Field, Officer, Procedure
from models.claim import Claim
from models.dossier import Dossier
from models.journal import Change
from models.register import Feedback, HomeVisit, Incident, Rating
from models.report import EnteredFigure, ReportProfile
from models.source import Source
from registers.downloads import SHEETS
from spreadsheet import DANGEROUS, csv_of
from tests.imports.conftest import PENDING, export
from tests.imports.test_preview import wait

RUN = "=cmd|' C calc'!A0"  # a spreadsheet that took it for a formula would start a program
PERIOD = "from=2026-11-01&to=2026-11-20"
SUMS = ("guide-reasons",)  # registers that are told in sums alone
EXPORTS = {  # address → whether words that people or other systems wrote stand in it
    "/results.csv?day=2026-11-20": True,
    f"/dashboard/766.csv?{PERIOD}": False,
    f"/dashboard/dossiers.csv?{PERIOD}": True,
    "/deadlines/dossiers.csv": True,
    "/deadlines/chase.xlsx": True,
    f"/reconciliation.csv?{PERIOD}": True,
    f"/reconciliation.csv?{PERIOD}&list=no_result": True,
    "/imports/batches/{number}/refused.csv": True,
    **{f"/registers/{register}.csv?{PERIOD}": register not in SUMS for register in SHEETS},
    f"/reports/table.xlsx?{PERIOD}": True,
    "/reports/exports/{number}.docx": True,
    "/fairness/ledger.csv?day=2026-11-20": False,
    "/admin/journal.csv": True,
}
NUMBER = re.compile(r"-?[\d.,]+%?")

__all__ = ["export"]


@pytest.fixture
def director(person, centre):
    """Hà, where every name, code and note that somebody can write is RUN."""
    day = date(2026, 11, 20)
    with unit_of_work(centre.id):
        Centre.update(name=RUN).where(Centre.id == centre).execute()
        Officer.update(name=RUN).where(Officer.centre == centre).execute()
        office = Department.create(centre=centre, name=RUN)
        field = Field.create(centre=centre, name=RUN, position=3, department=office)
        procedure = Procedure.create(centre=centre, field=field, code=RUN, name=RUN, working_days=1)
        source = Source.create(centre=centre, name=RUN, kind=Source.PROVINCE)
        Source.create(centre=centre, name="+" + RUN, kind=Source.MINISTRY)
        known = {"centre": centre, "field": field, "procedure": procedure, "channel": "online"}
        known |= {"received_at": datetime(2026, 11, 3, 9), "due_on": date(2026, 11, 10)}
        late = Dossier.create(code=RUN, code_key="1", **known)
        said = known | {"dossier": late, "source": source, "status": "processing", "as_of": datetime(2026, 11, 19)}
        Claim.create(**said)
        ended = {"ended_at": datetime(2026, 11, 20, 7), "outcome": "resolved", "digitised_result": False}
        Dossier.create(code="\t" + RUN, code_key="2", **known, **ended)
        Feedback.create(centre=centre, source="portal", code=RUN, summary=RUN, field=field, received_on=day, due_on=day)
        Rating.create(centre=centre, field=field, level=5, channel=Rating.PAPER)
        Incident.create(centre=centre, system=RUN, note=RUN, began_at=datetime(2026, 11, 20, 7))
        HomeVisit.create(centre=centre, asked_on=day, planned_on=day, reason="elderly", field=field, note=RUN)
        lead = Officer.by_username(centre, "truong")
        figure = {"source": RUN, "dated_on": day, "officer": lead}
        for key in ("x", "totals:online", "totals:early"):
            number = {"key": key, "numerator": "-1" if key == "x" else "1"}
            EnteredFigure.create(centre=centre, field=field, first=date(2026, 11, 1), last=day, **figure | number)
        ReportProfile.create(centre=centre, name=RUN, settings="{}")
        Change.create(centre=centre, who=RUN, subject="counter", name=RUN)
    return person().sign_in("ha")


@pytest.fixture
def numbered(director, export):
    """Puts the number of a refused file, or of a report that was exported, into an address."""

    def put(address):
        if "/imports/" in address:
            file = export(PENDING | {"Ngày tiếp nhận": RUN}, sheet=RUN)
            with file.open("rb") as upload:
                answer = director.post("/api/imports/previews", data={"file": (upload, file.name)})
            return address.format(number=wait(director, answer.json["id"])["id"])
        if "/exports/" in address:
            asked = {"form": "quarter", "profile": "0", "kind": "docx", "from": "2026-11-01", "to": "2026-11-20"}
            made = director.post("/reports/exports", data=asked | {"remark": RUN}, content_type="multipart/form-data")
            return address.format(number=made.headers["X-Report"])
        return address

    return put


@pytest.mark.parametrize("address", EXPORTS)
def test_in_no_file_that_leaves_does_a_word_become_a_formula(director, person, numbered, address):
    reader = person().sign_in("quan") if address.startswith("/admin/") else director
    answer = reader.get(numbered(address))
    assert answer.status_code == 200, answer.text
    path = address.split("?")[0]
    if path.endswith(".csv"):
        text = answer.data.decode("utf-8-sig")
        cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
        risky = [cell for cell in cells if cell.lstrip()[:1] in tuple(DANGEROUS) and not NUMBER.fullmatch(cell)]
        assert not [cell for cell in risky if cell]
    else:
        parts = zipfile.ZipFile(BytesIO(answer.data))
        text = "".join(parts.read(name).decode() for name in parts.namelist())
        formulas = re.findall(r"<f>([^<(]*)", text) + re.findall(r"<w:instrText[^>]*> *(\w+)", text)
        assert set(formulas) <= {"SUM", "IF", "PAGE"}
        assert not re.search(r"<(?:f|w:fldSimple) |TargetMode|ddeLink|externalReference", text)
    assert (RUN in text) == EXPORTS[address], "the word went all the way"


def test_every_address_that_gives_a_file_is_tried(app):
    paths = app.test_client().get("/api/openapi.json").json["paths"]
    kinds = ("text/csv", "officedocument")
    giving = {
        path
        for path, acts in paths.items()
        if any(
            kind in media
            for media in acts.get("get", {"responses": {}})["responses"].get("200", {}).get("content", ())
            for kind in kinds
        )
    }
    tried = {re.sub(r"/registers/[\w-]+", "/registers/{register}", address.split("?")[0]) for address in EXPORTS}
    assert giving == tried


@pytest.mark.parametrize("first", [*DANGEROUS, " =", "\n+", " -"])
def test_a_csv_cell_that_a_spreadsheet_could_run_begins_with_an_apostrophe(first):
    [_, [cell]] = csv.reader(StringIO(csv_of(["Mã"], [[first + "1"]]).decode("utf-8-sig"), newline=""))
    assert cell == "'" + first + "1"
