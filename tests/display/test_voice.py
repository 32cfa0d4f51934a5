"""The clips: made by the real engine, in a folder of the test's own."""

import array
import json
import math
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import pytest

import speech
from display import clips, phrases, voice


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole pack of the north, made once."""
    folder = tmp_path_factory.mktemp("voice")
    assert voice.make("north", folder).missing == []
    return folder


def samples_of(file: Path) -> "array.array[int]":
    with wave.open(str(file)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 22_050)
        return array.array("h", sound.readframes(sound.getnframes()))


def peak_db(samples: "array.array[int]") -> float:
    return 20 * math.log10(max(map(abs, samples)) / 32_767)


def script(folder: Path, lines: str) -> str:
    """A program that stands where the engine would, and does what `lines` say."""
    file = folder / "engine"
    file.write_text(f"#!/bin/sh\n{lines}\n")
    file.chmod(0o755)
    return str(file)


def test_every_clip_that_a_call_can_need_is_made(pack: Path) -> None:
    made = {file.stem for file in pack.glob("*.wav")}
    assert made == {"chime", *voice.texts()}
    assert set(json.loads((pack / "manifest.json").read_text())) == made


def test_a_clip_speaks_at_minus_six_decibels_without_silence_around_it(pack: Path) -> None:
    for name in voice.texts():
        samples = samples_of(pack / f"{name}.wav")
        assert peak_db(samples) == pytest.approx(-6, abs=0.05), name
        loud = [i for i, sample in enumerate(samples) if abs(sample) > 1000]
        assert loud[0] < 22_050 * 0.2 and len(samples) - loud[-1] < 22_050 * 0.2, name
        assert 0.1 < len(samples) / 22_050 < 2, name


def test_different_words_sound_different(pack: Path) -> None:
    sounds = {name: (pack / f"{name}.wav").read_bytes() for name in voice.texts()}
    assert len(set(sounds.values())) == len(sounds)


def test_a_whole_call_is_heard_in_less_than_the_watchdogs_twelve_seconds(pack: Path) -> None:
    seconds = json.loads((pack / "manifest.json").read_text())
    longest = phrases.phrase("N1999", 99)
    length = [
        sum(step if isinstance(step, float) else seconds[step] for step in reading.clips)
        for reading in (longest.first, longest.again)
    ]
    assert sum(length) < 12


def test_the_english_reading_fits_into_the_six_seconds_that_the_watchdog_adds(pack: Path) -> None:
    seconds = json.loads((pack / "manifest.json").read_text())
    longest = phrases.in_english("W1777", 77)
    assert sum(step if isinstance(step, float) else seconds[step] for step in longest.clips) < 6


def test_the_english_clips_are_made_by_the_english_voice(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    engine = script(tmp_path, f'echo "$2 $8 $9" >> {heard}\nexec {shutil.which("espeak-ng")} "$@"')
    voice.make("south", tmp_path / "pack", names=(), engine=engine)
    said = heard.read_text().splitlines()
    assert {"en-gb -- C", "en-gb -- fourteen", "vi-vn-x-south -- xê"} <= set(said)
    assert sum(line.startswith("en-gb ") for line in said) == len(phrases.ENGLISH_CLIPS)


def test_a_pack_made_before_english_was_spoken_gets_only_what_it_lacks(pack: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(pack, tmp_path / "pack")
    for clip in phrases.ENGLISH_CLIPS:
        (copy / f"{clip}.wav").unlink()
    assert voice.make("north", copy) == voice.Made(len(phrases.ENGLISH_CLIPS), [])
    assert set(phrases.ENGLISH_CLIPS) <= set(voice.manifest("north", copy))


def test_the_chime_is_two_falling_tones_at_minus_twelve_decibels() -> None:
    sound = voice.chime()
    assert len(sound) / voice.RATE == pytest.approx(1.1)
    assert peak_db(sound) == pytest.approx(-12, abs=0.05)
    assert _pitch(sound[: voice.RATE // 2]) == pytest.approx(659, abs=8)
    assert _pitch(sound[voice.RATE * 6 // 10 :]) == pytest.approx(523, abs=8)


def test_a_second_run_makes_nothing_and_asks_no_engine(pack: Path, tmp_path: Path) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in pack.iterdir()}
    assert voice.make("north", pack, engine=str(tmp_path / "no-engine")) == voice.Made(0, [])
    assert {file.name: file.stat().st_mtime_ns for file in pack.iterdir()} == before


def test_only_the_missing_clip_is_made_again(pack: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(pack, tmp_path / "pack")
    (copy / "digit-4.wav").unlink()
    assert voice.make("north", copy) == voice.Made(1, [])
    assert (copy / "digit-4.wav").read_bytes() == (pack / "digit-4.wav").read_bytes()


def test_without_an_engine_there_is_still_a_chime(tmp_path: Path) -> None:
    made = voice.make("north", tmp_path, engine="")
    assert made.new == 1
    assert len(made.missing) == len(voice.texts())
    assert voice.manifest("north", tmp_path) == {"chime": {"url": "/static/voice/north/chime.wav", "seconds": 1.1}}


def test_a_machine_without_engine_and_apt_is_told_how_to_get_a_voice(tmp_path: Path) -> None:
    shutil.copytree(voice.ROOT / "display", tmp_path / "display", ignore=shutil.ignore_patterns("__pycache__"))
    for module in ("vietnamese.py", "speech.py"):
        shutil.copy(voice.ROOT / module, tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "display.voice"],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "chỉ phát chuông" in run.stdout and "apt-get install espeak-ng" in run.stdout
    assert [file.name for file in (tmp_path / "static" / "voice" / "north").glob("*.wav")] == ["chime.wav"]


def test_a_centres_own_recordings_go_before_those_that_all_share(tmp_path: Path) -> None:
    clips.keep_recordings_in(tmp_path)
    shared, own = clips.folder_of(1, clips.SHARED), clips.folder_of(1)
    own.mkdir(parents=True)
    for file in (shared / "digit-4.mp3", shared / "digit-5.mp3", own / "digit-4.m4a", shared / "notes.txt"):
        file.write_bytes(b"sound")
    found = {name: str(clip["url"]).partition("?")[0] for name, clip in clips.recorded(1).items()}
    assert found == {"digit-4": "/display/voice/centre/digit-4.m4a", "digit-5": "/display/voice/shared/digit-5.mp3"}
    assert {name: str(clip["url"])[15:21] for name, clip in clips.recorded(2).items()} == {
        "digit-4": "shared",
        "digit-5": "shared",
    }


def test_a_counters_name_gets_a_clip_of_its_own(pack: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(pack, tmp_path / "pack")
    assert voice.make("north", copy, names=("Công an",)) == voice.Made(1, [])
    assert "name-cong-an" in voice.manifest("north", copy)


@pytest.mark.parametrize("name", [";touch hacked", "$(touch hacked)", "-w hacked", "--version", "../../hacked"])
def test_a_hostile_name_is_only_ever_read_aloud(
    pack: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "a" / "b" / "pack"
    shutil.copytree(pack, folder)
    voice.make("north", folder, names=(name,))
    assert {file.name for file in tmp_path.rglob("*hacked*")} <= {f"{phrases.name_clip(name)}.wav"}


@pytest.mark.parametrize("lines", ["exit 1", "exit 0", 'echo nonsense > "$7"', "sleep 5"])
def test_an_engine_that_fails_or_hangs_is_named_and_leaves_what_there_was(
    tmp_path: Path, lines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech, "ENGINE_SECONDS", 0.3)
    with pytest.raises(speech.EngineFailed, match="engine"):
        voice.make("north", tmp_path / "pack", engine=script(tmp_path, lines))
    assert set(voice.manifest("north", tmp_path / "pack")) == {"chime"}


def test_the_command_says_nothing_when_nothing_is_missing() -> None:
    command = [sys.executable, "-m", "display.voice"]
    subprocess.run(command, cwd=voice.ROOT, check=True, capture_output=True)
    assert subprocess.run(command, cwd=voice.ROOT, check=True, capture_output=True).stdout == b""


def _pitch(samples: "array.array[int]") -> float:
    """The frequency with the most energy between 400 and 800 Hz, to 1 Hz."""

    def energy(hertz: int) -> float:
        turn = math.tau * hertz / voice.RATE
        some = samples[:4410]
        return abs(sum(s * complex(math.cos(turn * i), math.sin(turn * i)) for i, s in enumerate(some)))

    return max(range(400, 800, 3), key=energy)
