"""The clips a screen speaks with. `python -m display.voice` makes those that are missing, without a network.

A chime is made of two sines, so it is always there. Words are made by espeak-ng, a separate program, until a
centre records its own. Clips are looked for in this order, one by one:
instance/voice/centre-<id>/, instance/voice/, static/voice/<pack>/.
"""

import array
import json
import math
import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from display import numerals, phrases
from speech import RATE, EngineFailed, level, spoken, write_wave

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "static" / "voice"  # one folder per pack; not in git
URL = "/static/voice"
PACKS: dict[numerals.Region, str] = {"north": "vi", "south": "vi-vn-x-south"}  # → espeak-ng's voice
ENGLISH = "en-gb"  # espeak-ng's voice of the English clips, which every pack holds too
RECORDED_SUFFIXES = (".mp3", ".m4a", ".opus", ".ogg", ".wav")  # the first one found is played
NAMED_COUNTERS = ("Bưu điện", "Hướng dẫn", "Trả kết quả", "Thu phí", "Thuế", "Đất đai")

CHIME_PEAK_DB = -12.0  # below full scale; source: docs/decisions.md, “The voice”

NO_ENGINE = (
    "Giọng đọc: chưa có espeak-ng, chỉ phát chuông. Cài: apt-get install espeak-ng, rồi: make voice.\n"
    "Voice: no espeak-ng, so displays only chime. Install it: apt-get install espeak-ng, then: make voice."
)


class Made(NamedTuple):
    """What one run has done: how many clips are new, and which names still have none."""

    new: int
    missing: list[str]


def texts(names: Iterable[str] = NAMED_COUNTERS, template: str = phrases.TEMPLATE) -> dict[str, str]:
    """Every spoken clip of a centre with counters of these names and this wording: its name → the words in it.
    The chime is not among them."""
    words = {clip: word for word, clip in phrases.WORD_CLIPS.items()}
    letters = {clip: numerals.LETTERS[letter] for letter, clip in phrases.LETTER_CLIPS.items()}
    places = {phrases.name_clip(name): phrases.counter_place(name) for name in names}
    own = phrases.template_texts(template)
    return {**phrases.SENTENCE_CLIPS, **words, **letters, **places, **own, **phrases.ENGLISH_CLIPS}


def make(
    pack: numerals.Region = "north",
    folder: Path | None = None,
    names: Iterable[str] = NAMED_COUNTERS,
    engine: str | None = None,
    template: str = phrases.TEMPLATE,
) -> Made:
    """Make the clips of `pack` that are missing in `folder` (static/voice/<pack>), and its manifest.json.
    `engine` is the path of espeak-ng, found on PATH when None; "" means that there is none: chime only.
    Raises EngineFailed."""
    folder = folder or MADE / pack
    folder.mkdir(parents=True, exist_ok=True)
    wanted = texts(names, template)
    lacking = [clip for clip in (phrases.CHIME, *wanted) if not (folder / f"{clip}.wav").exists()]
    if not lacking and (folder / "manifest.json").exists():
        return Made(0, [])
    engine = shutil.which("espeak-ng") if engine is None else engine
    new, missing = 0, []
    try:
        for clip in lacking:
            if clip == phrases.CHIME:
                samples = chime()
            elif engine:
                samples = spoken(wanted[clip], ENGLISH if clip in phrases.ENGLISH_CLIPS else PACKS[pack], engine)
            else:
                missing.append(clip)
                continue
            write_wave(folder / f"{clip}.wav", samples)
            new += 1
    finally:
        _write_manifest(folder)  # what was made before the engine failed can be played
    return Made(new, missing)


def manifest(pack: numerals.Region = "north", folder: Path | None = None) -> dict[str, dict[str, str | float | None]]:
    """The clips that an engine made: name → {"url", "seconds"}."""
    return {
        name: {"url": f"{URL}/{pack}/{name}.wav", "seconds": seconds} for name, seconds in made(pack, folder).items()
    }


def made(pack: numerals.Region = "north", folder: Path | None = None) -> dict[str, float]:
    """The clips that an engine made and how long each is, in seconds."""
    file = (folder or MADE / pack) / "manifest.json"
    try:
        return _read_manifest(file, file.stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=8)
def _read_manifest(file: Path, changed_at: int) -> dict[str, float]:
    seconds: dict[str, float] = json.loads(file.read_text("utf-8"))
    return seconds


def recordings(folder: Path) -> Iterator[tuple[str, Path]]:
    """(clip name, file) of each clip recorded in `folder`; names we do not know are passed over."""
    known = texts()
    files = {file.name: file for file in folder.iterdir() if file.is_file()} if folder.is_dir() else {}
    for stem in sorted({file.stem for file in files.values()}):
        if stem != phrases.CHIME and stem not in known and not stem.startswith(("name-", "text-")):
            continue
        for suffix in RECORDED_SUFFIXES:
            if f"{stem}{suffix}" in files:
                yield stem, files[f"{stem}{suffix}"]
                break


def chime() -> "array.array[int]":
    """Two soft tones, 659 Hz then 523 Hz, 1.1 s in all, peak at CHIME_PEAK_DB. Low, because the hearing
    loss of age starts high."""
    length = RATE * 11 // 10
    sound = [0.0] * length
    for start, pitch in ((0, 659.26), (RATE // 2, 523.25)):
        for i in range(length - start):
            seconds = i / RATE
            attack = min(1.0, seconds / 0.012)
            release = min(1.0, (length - start - i) / (RATE * 0.05))
            tone = math.sin(math.tau * pitch * seconds) + 0.18 * math.sin(math.tau * 2 * pitch * seconds)
            sound[start + i] += attack * release * math.exp(-seconds * 5.5) * tone
    peak = max(map(abs, sound))
    return level(array.array("h", (round(s / peak * 32_000) for s in sound)), CHIME_PEAK_DB)


def engine_or_install() -> str | None:
    """The path of espeak-ng. On Debian it is installed when missing: as root, or by sudo at a terminal; else None."""
    if found := shutil.which("espeak-ng"):
        return found
    apt = shutil.which("apt-get")
    sudo = shutil.which("sudo") if sys.stdin.isatty() else None
    if apt is None or (os.geteuid() != 0 and sudo is None):
        return None
    as_root = [] if os.geteuid() == 0 or sudo is None else [sudo]
    print("Cài espeak-ng để có giọng đọc… / Installing espeak-ng for the voice…", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*as_root, apt, "install", "-y", "-qq", "--no-install-recommends", "espeak-ng"]
    for command in (install, [*as_root, apt, "update", "-qq"], install):
        # A fresh machine has no package lists yet: the first try fails, then they are fetched.
        done = subprocess.run(command, env=quiet, capture_output=True, check=False)
        if command is install and done.returncode == 0:
            break
    return shutil.which("espeak-ng")


def main() -> int:
    """Make every missing clip of every pack; say one line about it. Without an engine: chime only."""
    results = [make(pack, engine="") for pack in PACKS]  # the chime comes first, whatever follows
    if any(result.missing for result in results):
        engine = engine_or_install()
        if engine is None:
            print(NO_ENGINE)
            return 0
        try:
            results += [make(pack, engine=engine) for pack in PACKS]
        except EngineFailed as failure:
            print(f"Giọng đọc: {failure}\nVoice: the engine failed; displays only chime.", file=sys.stderr)
            return 0
    if new := sum(result.new for result in results):
        print(f"Giọng đọc: đã tạo {new} đoạn. / Voice: {new} clips made.")
    return 0


def _write_manifest(folder: Path) -> None:
    seconds = {}
    for file in sorted(folder.glob("*.wav")):
        with wave.open(str(file)) as sound:
            seconds[file.stem] = round(sound.getnframes() / sound.getframerate(), 3)
    part = folder / f"manifest.{os.getpid()}.part"
    part.write_text(json.dumps(seconds, indent=1) + "\n", "utf-8")
    part.replace(folder / "manifest.json")


if __name__ == "__main__":
    sys.exit(main())
