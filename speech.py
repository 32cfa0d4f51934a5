"""Words made into sound by espeak-ng, a program of this machine: no text ever goes to a network for its voice."""

import array
import os
import subprocess
import sys
import tempfile
import wave
from pathlib import Path
from typing import IO

RATE = 22_050  # samples a second
WORDS_A_MINUTE = 140
VOICE_PEAK_DB = -6.0  # below full scale; source: docs/decisions.md, “The voice”
SILENCE = 330  # of 32,767: about -40 dBFS
MARGIN = RATE * 15 // 1000  # samples of silence kept on each side, so that no consonant is cut
VOICES = {"north": "vi", "south": "vi-vn-x-south", "en": "en-gb"}  # espeak-ng's: by region, and of English
ENGINE_SECONDS = 10  # a sentence takes 0.05 s; more means that the engine hangs


class EngineFailed(Exception):
    """The speech engine gave no sound for a text."""


def spoken(text: str, voice: str, engine: str) -> "array.array[int]":
    """`text` said by the engine: 16-bit mono samples at RATE, silence cut off, peak at VOICE_PEAK_DB.
    Raises EngineFailed. No shell is ever between us and the engine, and the text cannot be an option."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "clip.wav"
        command = [
            engine,
            "-v",
            voice,
            "-s",
            str(WORDS_A_MINUTE),
            "-z",
            "-w",
            str(target),
            "--",
            text.replace("-", " "),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=ENGINE_SECONDS)
            samples, rate = read_wave(target)
        except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as failure:
            raise EngineFailed(f"{engine}: “{text}”: {failure}") from failure
    trimmed = _trim(samples)
    if rate != RATE or not trimmed:
        raise EngineFailed(f"{engine}: “{text}”: {len(trimmed)} samples at {rate} Hz")
    return level(trimmed, VOICE_PEAK_DB)


def _trim(samples: "array.array[int]") -> "array.array[int]":
    loud = [i for i, sample in enumerate(samples) if abs(sample) > SILENCE]
    return samples[max(0, loud[0] - MARGIN) : loud[-1] + MARGIN] if loud else samples[:0]


def level(samples: "array.array[int]", peak_db: float) -> "array.array[int]":
    """The same sound, its loudest sample `peak_db` below full scale."""
    factor = 32_767 * 10 ** (peak_db / 20) / max(max(samples), -min(samples))
    return array.array("h", (round(sample * factor) for sample in samples))


def read_wave(source: Path | IO[bytes]) -> tuple["array.array[int]", int]:
    """(samples, samples a second) of a 16-bit mono file. Raises wave.Error for any other."""
    with wave.open(str(source) if isinstance(source, Path) else source) as sound:
        if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
            raise wave.Error("not 16-bit mono")
        samples = array.array("h", sound.readframes(sound.getnframes()))
        if sys.byteorder == "big":
            samples.byteswap()
        return samples, sound.getframerate()


def write_wave(path: Path, samples: "array.array[int]", rate: int = RATE) -> None:
    """Keep samples as a file that is there whole or not at all."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    part = path.with_suffix(f".{os.getpid()}.part")
    with wave.open(str(part), "wb") as sound:
        sound.setparams((1, 2, rate, len(samples), "NONE", ""))
        sound.writeframes(samples.tobytes())
    part.replace(path)  # a screen never loads half a clip
