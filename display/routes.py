"""The hall screen's page, its picture for whoever polls, and the clips of its voice."""

from pathlib import Path

from apiflask import APIBlueprint
from flask import current_app, g, render_template, request, send_from_directory, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from admin import access, pairing
from display import calls, schemas, voice
from display.board import board
from models.access import Device
from models.centre import Centre
from queueing.errors import NotFound

blueprint = APIBlueprint("display", __name__, tag="Display")

SCOPES = ("centre", "shared")  # whose recording wins: strongest first


@blueprint.record_once
def learn_to_speak(state: BlueprintSetupState) -> None:
    """The region's words, and the named counters that have a clip."""
    calls.speech.region = state.app.config["MOTCUA"].voice_region
    calls.speech.names = voice.names(calls.speech.region)


@blueprint.get("/display")
@blueprint.doc(hide=True)
@access.public
def page() -> ResponseReturnValue:
    """The hall screen; `?view=board` shows every counter, `?sound=off` leaves speaking to another screen."""
    device, other = pairing.page_for(Device.DISPLAY)
    if device is None:
        return other  # type: ignore[return-value]
    view = "counters" if request.args.get("view") == "board" else "hall"
    template = "display/counters.html" if view == "counters" else "display/display.html"
    sound = "off" if request.args.get("sound") == "off" else "on"
    return render_template(template, view=view, sound=sound, voice_url=url_for("display.clips"))


@blueprint.get("/api/display/board")
@access.device_required(Device.DISPLAY)
@blueprint.output(schemas.Board)
def read_board() -> ResponseReturnValue:
    """The whole picture of the hall."""
    return board(g.centre)


@blueprint.get("/api/display/voice")
@access.device_required(Device.DISPLAY)
@blueprint.output(schemas.Voice)
def clips() -> ResponseReturnValue:
    """The clips of the voice: the centre's own recordings, then the made ones."""
    folders = {f"/display/voice/{scope}": _recorded(scope) for scope in SCOPES}
    return {"clips": voice.manifest(calls.speech.region, recorded=folders)}


@blueprint.get("/display/voice/<scope>/<file>")
@access.device_required(Device.DISPLAY)
@blueprint.doc(hide=True)
def clip(scope: str, file: str) -> ResponseReturnValue:
    """One clip that was recorded for this centre, or for the whole installation."""
    if scope not in SCOPES or Path(file).suffix not in voice.RECORDED_SUFFIXES:
        raise NotFound
    return send_from_directory(_recorded(scope), file)


def _recorded(scope: str) -> Path:
    folder: Path = current_app.config["MOTCUA"].instance / "voice"
    centre: Centre = g.centre
    return (folder / f"centre-{centre.id}" if scope == "centre" else folder).resolve()
