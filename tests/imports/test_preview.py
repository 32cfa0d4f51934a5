"""A file is looked through before it is stored: what it would change, what is wrong in it, where systems differ."""

from datetime import datetime
from threading import Event

import pytest

from imports import desk, sources
from imports.jobs import Place
from imports.shelf import Shelf, tidy
from models.base import unit_of_work
from models.centre import Centre, Field, Officer
from models.claim import Claim, Decision
from models.dossier import Dossier
from models.source import ImportBatch, Source
from tests.imports.conftest import HEADINGS, PENDING, RESOLVED, record, with_code
from tests.waiting import wait_until

WORKING = ("reading", "applying", "undoing")
LATER = RESOLVED | {"Ngày kết thúc xử lý": "19/03/2026 07:50"}


@pytest.fixture
def director(person):
    return person().sign_in("ha")


@pytest.fixture
def hand_in(director):
    """Hands in a file and waits until it has been read: answers the batch as the page shows it."""

    def send(path, **form):
        with path.open("rb") as file:
            answer = director.post("/api/imports/previews", data={"file": (file, path.name), **form})
        assert answer.status_code == 202, answer.json
        return wait(director, answer.json["id"])

    return send


def wait(who, number):
    """The batch, once it rests."""
    for look in range(600):
        batch = who.get(f"/api/imports/batches/{number}").json
        if batch["state"] not in WORKING:
            return batch
        Event().wait(0.05 if look < 40 else 0.3)  # a long file is not kept from its work by questions
    raise AssertionError(batch)


def act(who, batch, noun, body=None):
    answer = who.post(f"/api/imports/batches/{batch['id']}/{noun}", json=body or {})
    assert answer.status_code in (201, 202, 204), answer.json
    return wait(who, batch["id"]) if answer.status_code == 202 else answer.data and answer.json


def lines(who, batch, name, **more):
    query = "&".join(f"{key}={value}" for key, value in ({"list": name} | more).items())
    return who.get(f"/api/imports/batches/{batch['id']}/lines?{query}").json


def source(centre, name, kind):
    with unit_of_work():
        return Source.create(centre=centre, name=name, kind=kind)


def test_nothing_is_stored_before_it_is_confirmed_and_everything_goes_when_it_is_taken_back(
    centre, director, hand_in, export, database
):
    path = export(RESOLVED, with_code(PENDING, 2, **{"Tên lĩnh vực": "Đất đai"}), [], ["Tổng cộng", 2])
    batch = hand_in(path)
    assert (batch["state"], batch["counts"]["created"], batch["counts"]["unmatched"]) == ("previewed", 2, 1)
    assert batch["fields"] == [{"name": "Đất đai", "count": 1}]
    assert lines(director, batch, "new")["new"][0] == {
        "row": 2,
        "code": RESOLVED["Số hồ sơ"],
        "field": "Chứng thực",
        "status": "Đã xử lý xong",
        "received": "08:40 16/03/2026",
        "due": "20/03/2026",
        "ended": "07:50 17/03/2026",
    }
    assert Dossier.select().count() == Claim.select().count() == 0
    batch = act(director, batch, "confirmations")
    assert (batch["state"], batch["counts"]["created"]) == ("applied", 2)
    assert Dossier.select().count() == 2
    wait_until(lambda: not Shelf.of(database, batch["id"]).is_there)  # nothing of the upload stays
    assert act(director, batch, "reversals")["state"] == "undone"
    assert Dossier.select().count() == 0
    assert [field.name for field in centre.fields.order_by(Field.position)] == ["Hộ tịch", "Chứng thực"]


def test_what_changes_is_told_fact_by_fact(director, hand_in, export, bring):
    bring("Phần mềm một cửa", [record(1, code=PENDING["Số hồ sơ"], key=PENDING["Số hồ sơ"])], datetime(2026, 3, 16))
    batch = hand_in(export(PENDING | {"Ngày hẹn trả": "24/03/2026", "Ngày tiếp nhận": "02/03/2026 08:00"}))
    assert (batch["counts"]["created"], batch["counts"]["changed"]) == (0, 1)
    [line] = lines(director, batch, "changed", lang="en")["changed"]
    assert {"fact": "Due", "old": "10/03/2026", "new": "24/03/2026"} in line["changes"]
    assert {"fact": "How paid", "old": "—", "new": "Online"} in line["changes"]


def test_rows_that_cannot_be_read_are_listed_and_keep_the_whole_file_out(director, hand_in, export):
    bad = [with_code(RESOLVED, n, **{"Ngày tiếp nhận": "31/02/2026"}) for n in range(2, 32)]
    batch = hand_in(export(RESOLVED, *bad, sheet="=1+1"))
    assert (batch["state"], batch["counts"]["refused"], batch["counts"]["rows"]) == ("previewed", 30, 1)
    page = lines(director, batch, "refused", page=2)
    assert (page["total"], page["pages"], len(page["refused"])) == (30, 2, 5)
    assert page["refused"][0] | {"reason": ""} == {
        "sheet": "=1+1", "row": 28, "column": "D", "title": "Ngày tiếp nhận", "reason": ""
    }  # fmt: skip
    answer = director.post(f"/api/imports/batches/{batch['id']}/confirmations", json={})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "rows_refused")
    csv = director.get(f"/imports/batches/{batch['id']}/refused.csv")
    assert csv.data.startswith(b"\xef\xbb\xbf")
    assert csv.data.decode("utf-8-sig").splitlines()[1].startswith("'=1+1,3,D,Ngày tiếp nhận,")
    assert Dossier.select().count() == 0


def test_a_column_that_nobody_knows_is_explained_once_for_a_source(centre, director, hand_in, export):
    odd = ["Ngày vào sổ" if heading == "Ngày tiếp nhận" else heading for heading in HEADINGS]
    row = list((RESOLVED | {"Trạng thái hồ sơ": "Kết thúc luồng"}).values())
    batch = hand_in(export(row, headings=odd))
    assert (batch["state"], batch["unclear"]) == ("refused", True)
    mapping = batch["layout"]["mapping"]
    mapping["columns"]["received"] = "Ngày vào sổ"
    mapping["statuses"] = {"Kết thúc luồng": "done"}
    batch = act(director, batch, "corrections", {"mapping": mapping, "keep": True})
    assert (batch["state"], batch["counts"]["refused"], batch["counts"]["created"]) == ("previewed", 0, 1)
    again = hand_in(export(row, headings=odd), source=str(Source.get().id))
    assert (again["state"], again["counts"]["refused"]) == ("previewed", 0)  # as the person has explained it
    assert director.get("/api/imports").json["sources"][0]["has_mapping"]
    act(director, again, "cancellations")
    assert director.get(f"/api/imports/batches/{again['id']}").status_code == 404


def test_where_two_systems_differ_a_person_may_choose_before_the_file_comes_in(centre, director, hand_in, export):
    ministry = source(centre, "Bộ", Source.MINISTRY)
    first = act(director, hand_in(export(RESOLVED, with_code(RESOLVED, 2), with_code(RESOLVED, 3))), "confirmations")
    with unit_of_work():
        Centre.update(conflict_rule="ask").execute()
    batch = hand_in(export(LATER, with_code(LATER, 2), with_code(LATER, 3)), source=str(ministry.id))
    assert (batch["counts"]["conflicts"], batch["lines"]["differing"]) == (3, 3)
    one, other, _ = lines(director, batch, "differing")["differing"]
    [fact] = one["facts"]
    assert (fact["name"], fact["waits"]) == ("Trạng thái", True)
    assert [value["value"] for value in fact["values"]] == ["Đã xử lý xong, 17/03/2026", "Đã xử lý xong, 19/03/2026"]
    chosen = {"dossier": one["dossier"], "fact": "status", "source": ministry.id}
    assert act(director, batch, "choices", chosen) == {"chosen": 1}
    assert act(director, batch, "choices", chosen | {"dossier": other["dossier"], "source": first["source"]})
    assert not lines(director, batch, "differing")["differing"][0]["facts"][0]["waits"]
    assert Decision.select().count() == 0
    batch = act(director, batch, "confirmations")
    ends = {row.code: (row.ended_at.day, row.undecided) for row in Dossier.select()}
    assert list(ends.values()) == [(19, False), (17, False), (17, True)]
    assert batch["counts"]["conflicts"] == 1


def test_one_press_may_choose_a_source_everywhere(centre, director, hand_in, export):
    ministry = source(centre, "Bộ", Source.MINISTRY)
    act(director, hand_in(export(RESOLVED, with_code(RESOLVED, 2))), "confirmations")
    batch = hand_in(export(LATER, with_code(LATER, 2)), source=str(ministry.id))
    provincial = Source.get(Source.kind == Source.PROVINCE)
    assert act(director, batch, "choices", {"source": provincial.id}) == {"chosen": 2}
    act(director, batch, "confirmations")
    assert {row.ended_at.day for row in Dossier.select()} == {17}


def test_a_file_for_which_the_disk_has_no_room_leaves_nothing_that_waits_for_ever(centre, database, tmp_path):
    def full(_path):
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        desk.hand_in(Place(tmp_path, ""), sources.provincial(centre), Officer.get(), "tỉnh.xlsx", full)
    assert not ImportBatch.select().exists() and not list((tmp_path / "imports").iterdir())


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(director, hand_in, tmp_path):
    wrong = tmp_path / "export.xlsx"
    wrong.write_bytes(b"%PDF-1.7")
    batch = hand_in(wrong)
    assert (batch["state"], batch["layout"], batch["unclear"]) == ("refused", None, False)
    assert batch["failure"]["vi"].startswith("Không phải tệp .xlsx hợp lệ")


def test_one_file_at_a_time_comes_in(centre, director, hand_in, export):
    batch = hand_in(export(RESOLVED))
    with unit_of_work():
        other = ImportBatch.create(centre=centre, file_name="Lớn.xlsx", state=ImportBatch.APPLYING)
    answer = director.post(f"/api/imports/batches/{batch['id']}/confirmations", json={})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "import_busy")
    assert "Lớn.xlsx" in answer.json["error"]["message_vi"]
    assert director.post(f"/api/imports/batches/{other.id}/reversals", json={}).json["error"]["code"] == "import_step"


def test_what_nobody_confirms_is_thrown_away(director, hand_in, export, database, hands):
    batch = hand_in(export(RESOLVED))
    assert Shelf.of(database, batch["id"]).is_there
    hands.forward(hours=13)
    tidy(Place(database, "").instance)
    assert not Shelf.of(database, batch["id"]).is_there
    assert ImportBatch.select().count() == 0


def test_a_lead_may_not_import_and_another_centres_batch_is_not_found(person, elsewhere, export, director, hand_in):
    assert person().sign_in("truong").get("/api/imports").status_code == 403
    assert person().get("/api/imports").status_code == 401
    batch = hand_in(export(RESOLVED))
    stranger = person().sign_in("ha", centre="an-phu")
    assert stranger.get(f"/api/imports/batches/{batch['id']}").status_code == 404
    assert stranger.post(f"/api/imports/batches/{batch['id']}/confirmations", json={}).status_code == 404


def test_a_source_is_named_once_and_renamed(director, centre):
    made = director.post("/api/imports/sources", json={"name": " Hộ  tịch điện tử ", "kind": "ministry"})
    assert (made.status_code, made.json["name"]) == (201, "Hộ tịch điện tử")
    twice = director.post("/api/imports/sources", json={"name": "hộ tịch ĐIỆN TỬ", "kind": "portal"})
    assert (twice.status_code, twice.json["error"]["code"]) == (409, "source_exists")
    path = f"/api/imports/sources/{made.json['id']}"
    changed = director.put(path, json={"name": "Bộ Tư pháp", "kind": "ministry", "active": False})
    assert (changed.json["name"], changed.json["active"]) == ("Bộ Tư pháp", False)
    assert director.put(path, json={"name": "Quầy", "kind": "counter"}).status_code == 422
    assert director.put("/api/imports/sources/999", json={"name": "x", "kind": "portal"}).status_code == 404
