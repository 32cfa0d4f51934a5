"""The hall screen's page, its picture for whoever polls, and the clips of its voice."""

from pathlib import Path

from apiflask import APIBlueprint
from flask import g, render_template, request, send_from_directory
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from admin import access, addresses, pairing
from display import calls, clips, schemas, voice
from display.board import board
from models.access import Device
from models.centre import Centre
from queueing.errors import NotFound

blueprint = APIBlueprint("display", __name__, tag="Display")


@blueprint.record_once
def know_the_folders(state: BlueprintSetupState) -> None:
    """Where recordings and slides are kept."""
    clips.keep_recordings_in(state.app.config["MOTCUA"].instance / "voice")


@blueprint.get("/display")
@blueprint.doc(hide=True)
@access.public
def page() -> ResponseReturnValue:
    """The hall screen; `?view=board` shows every counter. `?sound=on` or `?sound=off` goes before what is set for this
    device."""
    device, other = pairing.page_for(Device.DISPLAY)
    if device is None:
        return other  # type: ignore[return-value]
    view = "counters" if request.args.get("view") == "board" else "hall"
    template = "display/counters.html" if view == "counters" else "display/display.html"
    own = request.args.get("sound", "")
    centre: Centre = device.centre
    return render_template(
        template,
        view=view,
        sound=own if own in ("on", "off") else "",
        centre=centre,
        book=addresses.booking_url(centre).partition("://")[2],
    )


@blueprint.get("/api/display/board")
@access.device_required(Device.DISPLAY)
@blueprint.output(schemas.Board)
def read_board() -> ResponseReturnValue:
    """The whole picture of the hall, or of this screen's zone."""
    return board(g.centre, g.device.zone_id)


@blueprint.get("/api/display/voice")
@access.device_required(Device.DISPLAY)
@blueprint.output(schemas.Voice)
def voices() -> ResponseReturnValue:
    """The clips of the two voices: the centre's own recordings, and those that an engine made."""
    centre: Centre = g.centre
    return {
        "recorded": clips.recorded(centre.id) if centre.voice_recorded else {},
        "made": voice.manifest(calls.style_of(centre).region),
    }


@blueprint.get("/display/voice/<scope>/<file>")
@access.device_required(Device.DISPLAY)
@blueprint.doc(hide=True)
def clip(scope: str, file: str) -> ResponseReturnValue:
    """One clip that was recorded for this centre, or for the whole installation."""
    if scope not in clips.SCOPES or Path(file).suffix not in voice.RECORDED_SUFFIXES:
        raise NotFound
    return send_from_directory(clips.folder_of(g.centre.id, scope), file)
