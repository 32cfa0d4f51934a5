"""/admin/voice: how calls are said and how loud, and the clips that a member of staff reads aloud."""

from dataclasses import asdict
from datetime import time
from typing import Literal

from apiflask import APIBlueprint
from flask import g, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext
from pydantic import Field

import events
from admin import access, frame, uploads
from display import calls, live, phrases, recordings
from models import volume
from models.base import unit_of_work
from models.centre import Centre
from models.journal import Change
from queueing.errors import Invalid, NotFound
from shapes import Nothing, Shape, Strict, Text

blueprint = APIBlueprint("voice", __name__, tag="Display")

HERE = "/admin/voice"
COLUMNS = ("voice_region", "voice_reading", "voice_template", "voice_recorded", "volume_hours")


class VolumeStep(Strict):
    """From a time of day on, how loud."""

    start: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["11:30"])
    percent: int = Field(ge=0, le=100)


class VoiceWish(Strict):
    """How the centre's calls are said."""

    region: Literal["north", "south"]
    reading: Literal["number", "digits"]
    template: Text = Field(min_length=1, max_length=400, examples=[phrases.TEMPLATE])
    recorded: bool = Field(description="whether the centre's own recordings are used")
    volume: list[VolumeStep] = Field(max_length=volume.MOST_STEPS)


class ScriptLine(Shape):
    """One clip of the list that is read aloud."""

    clip: str
    words: str
    group: Literal["sentences", "letters", "digits", "words", "names"]
    needed: bool = Field(description="whether a call of this centre may need it")
    seconds: float | None = Field(description="of the recording; null: none yet; 0: only a browser can tell")


class VoiceState(Shape):
    """How calls are said, and how far the recordings are."""

    region: str
    reading: str
    template: str
    recorded: bool
    volume: list[VolumeStep]
    example: str = Field(description="the words of a call, as they are said now")
    clips: list[ScriptLine]


class Take(Shape):
    """A take that was made into a clip."""

    clip: str
    seconds: float


@blueprint.get(HERE)
@blueprint.doc(hide=True)
@frame.door(*frame.LOOK)
def page() -> ResponseReturnValue:
    """How calls are said, and the list to be read aloud."""
    state = _state(g.centre)
    needed = [line for line in state["clips"] if line["needed"]]
    return frame.page(
        "display/voice.html",
        HERE,
        state=state,
        groups=_groups(),
        done_count=sum(line["seconds"] is not None for line in needed),
        needed_count=len(needed),
    )


def _groups() -> dict[str, str]:
    return {
        recordings.SENTENCES: _("Câu"),
        recordings.LETTERS: pgettext("many", "Chữ cái"),
        recordings.DIGITS: _("Chữ số"),
        recordings.WORDS: _("Từ ghép số"),
        recordings.NAMES: _("Tên quầy"),
    }


@blueprint.get("/api/voice")
@access.role_required(*frame.LOOK)
@blueprint.output(VoiceState)
def read() -> ResponseReturnValue:
    """How calls are said, and which clips are recorded."""
    return _state(g.centre)


@blueprint.put("/api/voice")
@access.role_required(*frame.CHANGE)
@blueprint.input(VoiceWish, arg_name="wish")
@blueprint.output(VoiceState)
def change(wish: VoiceWish) -> ResponseReturnValue:
    """Say calls otherwise from the next one on."""
    try:
        template = phrases.check_template(wish.template)
    except phrases.BadTemplate as fault:
        raise Invalid(str(fault), fault.english, field="template") from fault
    steps = volume.written(sorted((time.fromisoformat(step.start), step.percent) for step in wish.volume))
    wanted = dict(zip(COLUMNS, (wish.region, wish.reading, template, wish.recorded, steps), strict=True))
    with unit_of_work(g.centre.id):
        centre = Centre.get_by_id(g.centre.id)
        present = {column: getattr(centre, column) for column in COLUMNS}
        Centre.update(wanted).where(Centre.id == centre.id).execute()
        Change.note(centre, g.officer, "voice", "", present, wanted)
    if wanted != present:
        events.announce(events.SettingsChanged(g.centre.id))
        live.load_voice(g.centre.id)
    return _state(Centre.get_by_id(g.centre.id))


@blueprint.post("/api/voice/trials")
@access.role_required(*frame.LOOK)
@blueprint.input(Nothing, arg_name="_wish")
@blueprint.output(Nothing, status_code=201)
def try_out(_wish: Nothing) -> ResponseReturnValue:
    """Let the displays that speak say an example, once nobody is being called; nothing is shown."""
    live.say_example(g.centre)
    return {}


@blueprint.post("/api/voice/recordings/<clip>")
@access.role_required(*frame.CHANGE)
@uploads.room_for(recordings.MOST_BYTES)
@blueprint.output(Take, status_code=201)
@blueprint.doc(description="A form with `file`: a take as 16-bit mono WAV.")
def keep(clip: str) -> ResponseReturnValue:
    """Keep a take as the centre's clip: silence cut off, level set; displays play it from the next call on."""
    _known(clip)
    seconds = recordings.keep(g.centre, clip, uploads.only_file().read())
    live.load_voice(g.centre.id)
    return {"clip": clip, "seconds": round(seconds, 2)}


@blueprint.get("/api/voice/recordings/<clip>")
@access.role_required(*frame.LOOK)
@blueprint.doc(responses={200: "audio"})
def listen(clip: str) -> ResponseReturnValue:
    """The centre's recording of a clip, or the made one."""
    _known(clip)
    file = recordings.file_of(g.centre, clip)
    if file is None:
        raise NotFound
    return send_file(file.resolve())


@blueprint.delete("/api/voice/recordings/<clip>")
@access.role_required(*frame.CHANGE)
@blueprint.output(VoiceState)
def drop(clip: str) -> ResponseReturnValue:
    """Forget a recording; the made clip takes its place."""
    _known(clip)
    recordings.drop(g.centre, clip)
    live.load_voice(g.centre.id)
    return _state(g.centre)


def _known(clip: str) -> None:
    if recordings.line_of(g.centre, clip) is None:
        raise NotFound


def _state(centre: Centre) -> dict:
    style = calls.style_of(centre)
    return {
        "region": style.region,
        "reading": style.reading,
        "template": style.template,
        "recorded": centre.voice_recorded,
        "volume": [
            {"start": f"{start:%H:%M}", "percent": percent} for start, percent in volume.steps(centre.volume_hours)
        ],
        "example": phrases.phrase("C025", 4, style=style).first.words,
        "clips": [asdict(line) for line in recordings.script(centre)],
    }
