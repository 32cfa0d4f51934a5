"""The screen read aloud by a voice of this machine."""

import stat
import wave

import pytest

import speech as engine_room
from kiosk import speech


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("12 người · 25–35 phút", "vi", "12 người , 25 đến 35 phút"),
        ("Số của ông/bà là C025.", "vi", "Số của ông bà là C, 0, 2, 5."),
        ("Trung tâm nghỉ trưa đến 13:30.", "vi", "Trung tâm nghỉ trưa đến 13 giờ 30."),
        ("Giờ mở cửa tiếp theo: Thứ Hai 07:00.", "vi", "Giờ mở cửa tiếp theo: Thứ Hai 7 giờ."),
        ("12 people · 25–35 minutes", "en", "12 people , 25 to 35 minutes"),
    ],
)
def test_a_sentence_is_said_as_a_person_would(written, language, said):
    assert speech.aloud(written, language) == said


def test_a_sentence_is_made_once_and_the_least_used_are_let_go(tmp_path, monkeypatch):
    program = tmp_path / "engine"
    program.write_text(f'#!/bin/sh\necho made >> {tmp_path}/log\nexec {speech.engine() or "false"} "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(speech, "engine", lambda: str(program))
    monkeypatch.setattr(speech, "KEPT", 2)
    first = speech.sound("Chứng thực", "vi", "north", tmp_path / "spoken")
    assert speech.sound("Chứng thực", "vi", "north", tmp_path / "spoken") == first
    assert (tmp_path / "log").read_text().count("made") == 1
    with wave.open(str(first)) as sound:
        assert sound.getframerate() == engine_room.RATE and sound.getnframes() > 5_000
    for words in ("Hộ tịch", "Đất đai"):
        speech.sound(words, "vi", "north", tmp_path / "spoken")
    assert len(list((tmp_path / "spoken").glob("*.wav"))) == 2


def test_the_page_says_whether_the_server_can_speak_and_a_kiosk_alone_may_ask(kiosk, person, monkeypatch):
    assert 'data-voice="server"' in kiosk.get("/kiosk").get_data(as_text=True)
    heard = kiosk.get("/api/kiosk/speech", query_string={"text": "Chứng thực"})
    assert (heard.status_code, heard.mimetype) == (200, "audio/wav") and heard.data.startswith(b"RIFF")
    assert person().get("/api/kiosk/speech", query_string={"text": "Chứng thực"}).status_code == 401
    monkeypatch.setattr(speech, "engine", lambda: None)
    assert 'data-voice="browser"' in kiosk.get("/kiosk").get_data(as_text=True)
    silent = kiosk.get("/api/kiosk/speech", query_string={"text": "Một câu khác"})
    assert (silent.status_code, silent.json["error"]["code"]) == (404, "unspoken")
