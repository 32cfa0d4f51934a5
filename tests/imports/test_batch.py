"""What a file changes in what is known already."""

from datetime import date, datetime

import pytest

import dossiers
from imports import applying
from imports.batch import import_workbook
from models.dossier import Dossier, DossierEntry, DossierEvent, Outcome, Pause
from models.source import ImportBatch
from tests.imports.conftest import PENDING, RESOLVED, WAITING, with_code

CODE = RESOLVED["Số hồ sơ"]


def kinds(dossier):
    return [event.kind for event in dossier.events.order_by(DossierEvent.at, DossierEvent.id)]


def test_each_fact_becomes_a_dated_event(centre, export):
    handed_over = with_code(RESOLVED, 2) | {"Trạng thái hồ sơ": "Đã trả kết quả"}
    import_workbook(centre, export(RESOLVED, handed_over, with_code(WAITING, 3)))
    first, second, third = Dossier.select().order_by(Dossier.code_key)
    assert kinds(first) == ["received", "resolved"]
    assert kinds(second) == ["received", "resolved", "returned"]
    assert kinds(third) == ["received", "supplement_asked"]
    assert (third.pauses.get().began_on, third.pauses.get().ended_on) == (date(2026, 3, 18), None)


def test_a_known_procedure_is_joined_by_its_code(centre, export):
    import_workbook(centre, export(RESOLVED))
    assert Dossier.get().procedure.code == "2.000815"


def test_a_failure_in_the_middle_leaves_nothing(centre, export, monkeypatch):
    monkeypatch.setattr(applying, "FIRST_SLICE", 1)

    def stumble(done, total):
        if done > 1:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        import_workbook(centre, export(RESOLVED, with_code(RESOLVED, 2), with_code(RESOLVED, 3)), progress=stumble)
    assert Dossier.select().count() == ImportBatch.select().count() == DossierEvent.select().count() == 0


def test_a_later_file_ends_what_was_pending_and_starts_its_clock_again(centre, export):
    import_workbook(centre, export(WAITING))
    later = RESOLVED | {"Ngày yêu cầu bổ sung": "18/03/2026", "Ngày kết thúc xử lý": "25/03/2026 09:00"}
    batch = import_workbook(centre, export(later))
    assert (batch.created, batch.changed) == (0, 1)
    pause = Pause.get()
    assert pause.ended_on == date(2026, 3, 25)
    assert pause.due_after == date(2026, 3, 27)  # due on Friday the 20th, five working days later
    assert kinds(Dossier.get()) == ["received", "supplement_asked", "resolved"]


def test_an_older_file_does_not_reopen_what_has_ended(centre, export):
    import_workbook(centre, export(RESOLVED))
    import_workbook(centre, export(PENDING))
    assert Dossier.get().outcome == "resolved"


def test_facts_of_the_file_complete_what_a_counter_skipped(centre, export, logged):
    entry = logged(CODE)
    assert not entry.complete
    path = export(
        [*PENDING.values(), "Có"],
        headings=[*PENDING, "Thành phần hồ sơ số hóa"],
    )
    import_workbook(centre, path)
    dossier = Dossier.get()
    assert (dossier.paid_online, dossier.digitised_input) == (True, True)
    assert dossier.received_at == datetime(2026, 3, 16, 8, 40)
    assert DossierEntry.get().complete


def test_papers_that_a_counter_asked_for_are_still_missing_after_a_file_that_does_not_know(centre, export, logged):
    logged(CODE, Outcome.SUPPLEMENT)
    import_workbook(centre, export(PENDING))
    assert Pause.get().ended_on is None


def test_a_file_that_moves_the_due_date_moves_it_after_past_stops_too(centre, export, logged, hands):
    dossiers.record_result(logged(CODE).dossier, "supplement_asked")
    stop = Pause.get()
    hands.forward(days=1)
    dossiers.record_result(stop.dossier, "supplement_answered")
    import_workbook(centre, export(PENDING | {"Ngày hẹn trả": "22/12/2026"}))
    assert Dossier.get().due_on == date(2026, 12, 22)
    assert Pause.get().due_after >= date(2026, 12, 22)


def test_dossiers_of_another_centre_stay_theirs(centre, elsewhere, export):
    import_workbook(elsewhere, export(RESOLVED))
    assert import_workbook(centre, export(RESOLVED)).created == 1
    assert Dossier.select().where(Dossier.centre == elsewhere).count() == 1


def test_a_field_is_the_same_however_it_is_cased(centre, export):
    import_workbook(centre, export(RESOLVED | {"Tên lĩnh vực": "CHỨNG  THỰC"}))
    assert Dossier.get().field.name == "Chứng thực"


def test_a_director_hands_in_a_file_and_an_officer_may_not(person, export):
    def hand_in(who):
        with export(RESOLVED).open("rb") as file:
            return person().sign_in(who).post("/api/imports", data={"file": (file, "Tháng 3.xlsx")})

    answer = hand_in("ha")
    assert answer.status_code == 201
    assert (answer.json["created"], answer.json["file_name"]) == (1, "Tháng 3.xlsx")
    assert hand_in("lan").status_code == hand_in("truong").status_code == 403


def test_a_refused_file_is_answered_with_every_place(person, export):
    with export(RESOLVED | {"Tên lĩnh vực": ""}).open("rb") as file:
        answer = person().sign_in("quan").post("/api/imports", data={"file": (file, "a.xlsx")})
    assert answer.status_code == 422
    assert answer.json["error"]["code"] == "import_refused"
    assert answer.json["faults"][0] | {"reason_vi": "", "reason_en": ""} == {
        "sheet": "Danh sách",
        "row": 2,
        "column": "C",
        "title": "Tên lĩnh vực",
        "reason_vi": "",
        "reason_en": "",
    }


def test_a_body_beyond_the_limit_is_refused_by_its_announced_length(person):
    announced = {"CONTENT_LENGTH": str(6 * 1024 * 1024), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = person().sign_in("ha").post("/api/imports", environ_overrides=announced)
    assert answer.status_code == 413
    assert "5 MB" in answer.json["error"]["message_vi"]


def test_a_form_without_a_file_is_refused(person):
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = person().sign_in("ha").post("/api/imports", headers=headers, data=b"--x--\r\n")
    assert answer.status_code == 422
    assert answer.json["error"]["field"] == "file"
