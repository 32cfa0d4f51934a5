"""The pack of clips that a member of staff reads aloud: what is to be read, and what a take is made into."""

import array
import io
import math
import os
import wave
from dataclasses import dataclass
from pathlib import Path

import digits
from display import clips, numerals, phrases, voice
from models.centre import Centre, Service
from models.counter import Counter
from queueing.errors import Invalid
from speech import VOICE_PEAK_DB, level, read_wave, write_wave

MOST_BYTES = 2_000_000  # a take is a word or a short sentence; 10 s at 48 kHz have 960,000
RATES = (16_000, 48_000)  # samples a second that a take may have
LONGEST_SECONDS, SHORTEST_SECONDS = 6.0, 0.12
FRAME = 0.01  # seconds
MARGIN = 0.03  # seconds kept around the words, so that no consonant is cut
FAINT = 0.02  # of full scale: a take that is nowhere louder than this holds no voice
TORN = 0.01  # of the samples at full scale: the take is distorted
ABOVE_THE_ROOM = 3.0  # what is so many times as loud as the room's own noise is voice
BELOW_THE_VOICE = 0.03  # … and what is fainter than this part of the peak is not

SENTENCES, LETTERS, DIGITS, WORDS, NAMES = "sentences", "letters", "digits", "words", "names"
GROUPS = (SENTENCES, LETTERS, DIGITS, WORDS, NAMES)


@dataclass(frozen=True, slots=True)
class Line:
    """One clip of the list: what it is called, what is read, and whether a call of this centre may need it."""

    clip: str
    words: str
    group: str  # of GROUPS
    needed: bool
    seconds: float | None  # of the recording; None: not recorded yet


def script(centre: Centre) -> list[Line]:
    """What a reader reads, in order: sentences, letters, digits, the words of numbers, names of counters."""
    style = _style(centre)
    letters = sorted({row.letter for row in Service.offered(centre)})
    own_names = list(dict.fromkeys(row.name for row in Counter.of(centre) if row.name))
    others = {numerals.AND["south"], numerals.THOUSAND["south"]}
    if style.region == "south":
        others = {numerals.AND["north"], numerals.THOUSAND["north"]}
    wording = phrases.template_texts(style.template)
    default = style.template == phrases.TEMPLATE
    found: dict[str, tuple[str, str, bool]] = {}
    for clip, words in phrases.SENTENCE_CLIPS.items():
        found[clip] = (words, SENTENCES, default or clip == phrases.COUNTER)
    for clip, words in wording.items():
        found[clip] = (words, SENTENCES, True)
    for letter in letters:
        found[phrases.LETTER_CLIPS[letter]] = (numerals.LETTERS[letter], LETTERS, True)
    for word, clip in phrases.WORD_CLIPS.items():
        found[clip] = (word, DIGITS if word in numerals.DIGITS else WORDS, word not in others)
    for name in (*own_names, *(name for name in voice.NAMED_COUNTERS if name not in own_names)):
        found[phrases.name_clip(name)] = (phrases.counter_place(name), NAMES, name in own_names)
    there = dict(voice.recordings(clips.folder_of(centre.id)))
    lines = [Line(clip, *line, _seconds(there.get(clip))) for clip, line in found.items()]
    return sorted(lines, key=lambda line: GROUPS.index(line.group))


def line_of(centre: Centre, clip: str) -> Line | None:
    """One clip of the list, or None for a name that is not on it."""
    return next((line for line in script(centre) if line.clip == clip), None)


def keep(centre: Centre, clip: str, take: bytes) -> float:
    """Make a take into the centre's clip: silence cut off, loudest sample at -6 dBFS. Answers its seconds.
    Raises Invalid with what the reader should do."""
    samples, rate = _read(take)
    words = trimmed(samples, rate)
    seconds = len(words) / rate
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        raise Invalid(
            f"Đoạn đọc dài {digits.number(seconds, 1, 'vi')} giây; cần từ 0,1 đến 6 giây. Mời đọc lại.",
            f"The take is {digits.number(seconds, 1, 'en')} s long; 0.1 to 6 s are needed. Please read it again.",
            field="file",
        )
    folder = clips.folder_of(centre.id)
    folder.mkdir(parents=True, exist_ok=True)
    write_wave(folder / f"{clip}.wav", level(words, VOICE_PEAK_DB), rate)
    for suffix in voice.RECORDED_SUFFIXES:
        if suffix != ".wav":
            (folder / f"{clip}{suffix}").unlink(missing_ok=True)  # an older one would be played before this
    os.utime(folder)  # a clip that was read anew changes no name in the folder
    return seconds


def drop(centre: Centre, clip: str) -> None:
    """Forget the centre's recording of a clip."""
    for suffix in voice.RECORDED_SUFFIXES:
        (clips.folder_of(centre.id) / f"{clip}{suffix}").unlink(missing_ok=True)


def file_of(centre: Centre, clip: str) -> Path | None:
    """The centre's own recording of a clip, to be listened to."""
    return dict(voice.recordings(clips.folder_of(centre.id))).get(clip)


def trimmed(samples: "array.array[int]", rate: int) -> "array.array[int]":
    """The words without the quiet before and after them, however loud the room itself is."""
    size = max(1, int(rate * FRAME))
    frames = [_loudness(samples[start : start + size]) for start in range(0, len(samples), size)]
    if not frames:
        return samples[:0]
    room = sorted(frames)[len(frames) // 10]
    enough = max(min(room * ABOVE_THE_ROOM, max(frames) / 2), max(frames) * BELOW_THE_VOICE)
    loud = [place for place, frame in enumerate(frames) if frame > enough]
    margin = int(rate * MARGIN)
    return samples[max(0, loud[0] * size - margin) : (loud[-1] + 1) * size + margin] if loud else samples[:0]


def _loudness(frame: "array.array[int]") -> float:
    return math.sqrt(sum(sample * sample for sample in frame) / len(frame))


def _read(take: bytes) -> tuple["array.array[int]", int]:
    try:
        samples, rate = read_wave(io.BytesIO(take))
    except (wave.Error, EOFError, ValueError) as failure:
        raise Invalid(
            "Tệp không phải âm thanh WAV 16 bit, một kênh. Mời chọn tệp khác.",
            "The file is not a 16-bit mono WAV recording. Please choose another.",
            field="file",
        ) from failure
    if not RATES[0] <= rate <= RATES[1] or len(samples) > rate * LONGEST_SECONDS * 2:
        raise Invalid(
            "Đoạn đọc dài quá 12 giây. Mời đọc lại ngắn hơn.",
            "The take is longer than 12 s. Please read it again.",
            field="file",
        )
    peak = max((abs(sample) for sample in samples), default=0)
    if peak < 32_767 * FAINT:
        raise Invalid(
            "Không nghe thấy tiếng. Mời kiểm tra micrô rồi đọc lại.",
            "No voice is heard. Check the microphone and read it again.",
            field="file",
        )
    if sum(abs(sample) >= 32_700 for sample in samples) > len(samples) * TORN:
        raise Invalid(
            "Tiếng bị vỡ vì quá to. Mời ngồi xa micrô hơn rồi đọc lại.",
            "The voice is distorted. Move away from the microphone and read it again.",
            field="file",
        )
    return samples, rate


def _seconds(file: Path | None) -> float | None:
    if file is None:
        return None
    if file.suffix != ".wav":
        return 0.0  # there, and only a browser can tell
    try:
        with wave.open(str(file)) as sound:
            return round(sound.getnframes() / sound.getframerate(), 2)
    except (OSError, wave.Error, EOFError):
        return 0.0


def _style(centre: Centre) -> phrases.Style:
    region: numerals.Region = "south" if centre.voice_region == "south" else "north"
    return phrases.Style(region, centre.voice_reading, centre.voice_template)
