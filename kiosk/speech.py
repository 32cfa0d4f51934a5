"""The kiosk's screens read aloud: a sentence of the screen becomes a sound made on this machine, and is kept a while.

No text goes to a network for its voice. Where no engine is installed, the page is told so and offers what its own
browser can say.
"""

import hashlib
import re
import shutil
from pathlib import Path

from runtime import run_blocking
from speech import VOICES, spoken, write_wave

LONGEST = 300  # characters of one sentence
KEPT = 300  # sounds; a screen has some forty sentences, and their numbers change all day
NUMBER = re.compile(r"\b([A-ZĐ])(\d{3,4})\b")
RANGE = re.compile(r"(?<=\d)\s*[–-]\s*(?=\d)")
TIME = re.compile(r"\b(\d{1,2}):(\d{2})\b")
TO = {"vi": " đến ", "en": " to "}


def engine() -> str | None:
    """The path of the speech engine; None where there is none."""
    return shutil.which("espeak-ng")


def aloud(text: str, language: str) -> str:
    """A sentence of the screen as it is said: "25–35" as "25 đến 35", "C025" figure by figure, "13:30" as a time."""
    said = NUMBER.sub(lambda number: f"{number[1]}, {', '.join(number[2])}", text)
    said = RANGE.sub(TO[language], said)
    if language == "vi":
        said = TIME.sub(lambda time: f"{int(time[1])} giờ" + (f" {int(time[2])}" if int(time[2]) else ""), said)
    said = said.replace("ông/bà", "ông bà").replace("anh/chị", "anh chị").replace("/", " ")
    return " ".join(re.sub(r"[·…()“”\"\[\]]", ", ", said).split())


def sound(text: str, language: str, region: str, folder: Path) -> Path | None:
    """The file of a sentence said aloud, made if it is not there yet; None without an engine. `folder` keeps sounds.

    Raises speech.EngineFailed.
    """
    voice = VOICES["en" if language == "en" else region]
    words = aloud(text, language)
    name = hashlib.sha256(f"{voice}\n{words}".encode()).hexdigest()[:32]
    file = folder / f"{name}.wav"
    if file.exists():
        file.touch()  # the least used go first
        return file
    if (program := engine()) is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    samples = run_blocking(spoken, words, voice, program)
    write_wave(file, samples)
    _let_go(folder)
    return file


def _let_go(folder: Path) -> None:
    def used(file: Path) -> float:
        try:
            return file.stat().st_mtime
        except FileNotFoundError:  # let go by another request
            return 0.0

    for old in sorted(folder.glob("*.wav"), key=used, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
