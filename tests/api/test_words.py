"""What people write for each other is stored as it is read: nothing in it turns its letters about, or hides."""

import unicodedata

import pytest

import queueing
from admin.routes import PairingCode, PrinterChange
from counters.wishes import CallWish, CancelWish, HoldWish, NoteWish, PauseWish, TransferWish
from tests.conftest import new_key

SAID = "thiếu ảnh 3x4"
HIDDEN = "\u202e\u200b\x1b\r\x07\ufeff\u2066"
FIELDS = [
    (CallWish, "why", {}),
    (CancelWish, "why", {"ticket": "C001"}),
    (HoldWish, "why", {}),
    (NoteWish, "text", {}),
    (PairingCode, "name", {"code": "123456"}),
    (PauseWish, "why", {}),
    (PrinterChange, "name", {"kind": "network"}),
    (PrinterChange, "address", {"kind": "network", "name": "Máy in"}),
    (TransferWish, "note", {}),
    (TransferWish, "why", {}),
]


@pytest.mark.parametrize(("wish", "field", "rest"), FIELDS)
def test_every_field_for_words_keeps_only_what_is_seen(wish, field, rest):
    written = HIDDEN.join(SAID[:5]) + unicodedata.normalize("NFD", SAID[5:])
    assert getattr(wish(**rest, **{field: written}), field) == SAID


def test_a_note_keeps_its_lines_and_loses_what_is_hidden(officer, certification):
    queueing.issue(certification, key=new_key())
    officer.post("/api/counters/1/calls", json={})
    desk = officer.post("/api/counters/1/notes", json={"text": f"thiếu\u202e ảnh\r\nhẹn\tmai{HIDDEN}"}).json
    assert desk["ticket"]["note"] == "thiếu ảnh\nhẹn mai"


def test_a_reason_in_which_nothing_is_seen_is_none(officer):
    answer = officer.post("/api/counters/1/pauses", json={"why": HIDDEN})
    assert (answer.status_code, answer.json["error"]["field"]) == (422, "why")
