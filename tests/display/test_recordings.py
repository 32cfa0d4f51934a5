"""What a take is made into: silence cut off, level set, and nothing kept that nobody would understand."""

import array
import io
import math
import random
import wave
from pathlib import Path

import pytest

from display import clips
from models.centre import Centre
from speech import read_wave
from tests.conftest import Person

RATE = 22_050


def sound(*parts: tuple[float, float], room: float = 0.004, rate: int = RATE) -> bytes:
    """A take: (seconds, loudness 0–1) one after the other, in a room that is never quite silent."""
    chance = random.Random(7)
    samples = array.array("h")
    for seconds, loudness in parts:
        for i in range(int(seconds * rate)):
            tone = loudness * math.sin(math.tau * 220 * i / rate) + chance.uniform(-room, room)
            samples.append(round(max(-1.0, min(1.0, tone)) * 32_767))
    take = io.BytesIO()
    with wave.open(take, "wb") as file:
        file.setparams((1, 2, rate, len(samples), "NONE", ""))
        file.writeframes(samples.tobytes())
    return take.getvalue()


@pytest.fixture
def admin(person, tmp_path: Path) -> Person:
    signed_in = person().sign_in("quan")
    clips.keep_recordings_in(tmp_path / "voice")
    return signed_in


def hand_in(admin: Person, clip: str, take: bytes):
    form = {"file": (io.BytesIO(take), "take.wav")}
    return admin.post(f"/api/voice/recordings/{clip}", data=form, content_type="multipart/form-data")


@pytest.mark.parametrize("loudness", [0.1, 0.4, 0.9])
@pytest.mark.parametrize("rate", [RATE, 44_100])
def test_a_take_is_cut_to_its_words_and_set_to_six_decibels_below_full(
    admin: Person, centre: Centre, loudness: float, rate: int
) -> None:
    answer = hand_in(admin, "digit-5", sound((0.5, 0), (0.4, loudness), (0.8, 0), rate=rate))
    assert answer.status_code == 201 and answer.json["seconds"] == pytest.approx(0.46, abs=0.03)
    samples, kept_rate = read_wave(clips.folder_of(centre.id) / "digit-5.wav")
    assert kept_rate == rate
    assert 20 * math.log10(max(map(abs, samples)) / 32_767) == pytest.approx(-6, abs=0.05)
    [line] = [one for one in admin.get("/api/voice").json["clips"] if one["clip"] == "digit-5"]
    assert line["seconds"] == answer.json["seconds"]


@pytest.mark.parametrize(
    ("take", "why"),
    [
        (sound((1, 0)), "Không nghe thấy tiếng"),
        (sound((1, 3.0)), "vỡ"),
        (sound((0.3, 0), (0.02, 0.5), (0.3, 0), room=0.0001), "Đoạn đọc dài 0,1"),
        (sound((8, 0.5), room=0.0), "dài"),
        (b"RIFF....nothing", "WAV"),
    ],
)
def test_a_take_that_nobody_would_understand_is_refused_with_what_to_do(admin: Person, take: bytes, why: str) -> None:
    answer = hand_in(admin, "digit-5", take)
    assert answer.status_code == 422 and why in answer.json["error"]["message_vi"]


def test_a_recording_is_listened_to_replaced_and_forgotten(admin: Person, centre: Centre) -> None:
    older = clips.folder_of(centre.id) / "digit-5.mp3"
    older.parent.mkdir(parents=True)
    older.write_bytes(b"older")
    hand_in(admin, "digit-5", sound((0.4, 0.5)))
    first = str(clips.recorded(centre.id)["digit-5"]["url"])
    assert "digit-5.wav" in first and not older.exists()
    with admin.get("/api/voice/recordings/digit-5") as answer:
        assert answer.data[:4] == b"RIFF"
    assert admin.delete("/api/voice/recordings/digit-5").status_code == 200
    assert clips.recorded(centre.id) == {}
    assert admin.get("/api/voice/recordings/digit-5").status_code == 404


@pytest.mark.parametrize("clip", ["digit-55", "..%2f..%2fsecret", "chime", "notes"])
def test_only_clips_of_the_list_are_kept(admin: Person, clip: str) -> None:
    assert hand_in(admin, clip, sound((0.4, 0.5))).status_code == 404
