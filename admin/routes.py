"""The administrator's room: the way to every screen, devices and their pairing, printers."""

from apiflask import APIBlueprint
from flask import g, redirect, render_template
from pydantic import BaseModel, Field

import events
from admin import access, frame, pairing
from admin.doors import own
from models.access import Device
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.counter import Counter
from models.printing import Printer
from queueing.errors import Invalid, NotFound
from shapes import LARGEST_ID, Strict, Text

blueprint = APIBlueprint("admin", __name__, tag="Administration")
WHO = (Officer.ADMIN, Officer.LEAD)
SEE_OTHER = 303


class PairingCode(Strict):
    """The six digits a screen shows, and what to call it."""

    code: str = Field(pattern=r"^\d{6}$")
    name: Text = Field(default="", max_length=60)


class DeviceState(BaseModel):
    """A paired screen."""

    id: int
    kind: str
    name: str
    address: str
    counter: int | None = Field(description="number of the counter at which a tablet stands")
    paired_at: str


class DeviceList(BaseModel):
    devices: list[DeviceState]


class TabletPlace(Strict):
    """At which counter a rating tablet stands; null: at none."""

    counter: int | None = Field(ge=1, le=LARGEST_ID)


class PrinterState(BaseModel):
    """A printer as it is set up, and how it is."""

    id: int
    name: str
    kind: str
    address: str
    paper_width_mm: int
    cuts: bool
    active: bool
    status: str


class PrinterList(BaseModel):
    printers: list[PrinterState]


class PrinterChange(Strict):
    """Where a printer is and what paper it takes."""

    name: Text = Field(min_length=1, max_length=60)
    kind: str = Field(pattern=f"^({'|'.join(Printer.KINDS)})$")
    address: Text = Field(default="", max_length=200)
    paper_width_mm: int = Field(default=80)
    cuts: bool = True
    active: bool = True


@blueprint.get("/")
@blueprint.doc(hide=True)
@access.public
def home():
    """The way to every screen; of a centre that has no name yet, to its making."""
    centre = Centre.select().first()
    if centre.setup_step and not centre.name:
        return redirect(frame.to("/setup"), SEE_OTHER)
    return render_template("admin/home.html", centre=centre, to=frame.to)


def _devices(centre: Centre) -> list[dict]:
    rows = Device.select().where(Device.centre == centre, ~Device.revoked).order_by(Device.id)
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "name": row.name,
            "address": row.address,
            "counter": row.counter.number if row.counter else None,
            "paired_at": row.paired_at.isoformat(timespec="minutes"),
        }
        for row in rows
    ]


def _printers(centre: Centre) -> list[dict]:
    rows = Printer.select().where(Printer.centre == centre).order_by(Printer.id)
    return [{name: getattr(row, name) for name in PrinterState.model_fields} for row in rows]


@blueprint.get("/api/devices")
@access.role_required(*WHO)
@blueprint.output(DeviceList)
def devices():
    """The paired screens of this centre."""
    return {"devices": _devices(g.centre)}


@blueprint.post("/api/devices")
@access.role_required(Officer.ADMIN)
@blueprint.input(PairingCode, arg_name="wish")
@blueprint.output(DeviceList, status_code=201)
def pair(wish: PairingCode):
    """Admit the screen that shows the code."""
    pairing.approve(g.centre, wish.code, wish.name.strip())
    return {"devices": _devices(g.centre)}


@blueprint.delete("/api/devices/<int:device_id>")
@access.role_required(Officer.ADMIN)
@blueprint.output(DeviceList)
def revoke(device_id: int):
    """Take a screen's admission back; its sockets close at once."""
    device = own(Device, device_id)
    with unit_of_work(g.centre.id):
        Device.update(revoked=True).where(Device.id == device.id).execute()
    access.drop_device(device)
    events.announce(events.SettingsChanged(g.centre.id))  # it may have been the one that speaks
    return {"devices": _devices(g.centre)}


@blueprint.put("/api/devices/<int:device_id>/counter")
@access.role_required(*WHO)
@blueprint.input(TabletPlace, arg_name="place")
@blueprint.output(DeviceList)
def place_tablet(device_id: int, place: TabletPlace):
    """Say at which counter a rating tablet stands; it asks about that counter's visits from then on."""
    device = own(Device, device_id, Device.kind == Device.TABLET)
    counter = place.counter and Counter.get_or_none(Counter.centre == g.centre, Counter.number == place.counter)
    if place.counter and counter is None:
        raise NotFound
    with unit_of_work(g.centre.id):
        Device.update(counter=counter).where(Device.id == device.id).execute()
    events.announce(events.SettingsChanged(g.centre.id))
    return {"devices": _devices(g.centre)}


@blueprint.get("/api/printers")
@access.role_required(*WHO)
@blueprint.output(PrinterList)
def printers():
    """The printers of this centre, and how they are."""
    return {"printers": _printers(g.centre)}


@blueprint.put("/api/printers/<int:printer_id>")
@access.role_required(Officer.ADMIN)
@blueprint.input(PrinterChange, arg_name="change")
@blueprint.output(PrinterList)
def change_printer(printer_id: int, change: PrinterChange):
    """Set where a printer is; takes effect with the next paper."""
    printer = own(Printer, printer_id)
    if change.paper_width_mm not in (58, 80):
        raise Invalid(
            "Khổ giấy là 58 hoặc 80 mm. Mời chọn lại.",
            "Paper is 58 or 80 mm wide. Please choose again.",
            field="paper_width_mm",
        )
    with unit_of_work(g.centre.id):
        Printer.update(**change.model_dump()).where(Printer.id == printer.id).execute()
    events.announce(events.SettingsChanged(g.centre.id))
    return {"printers": _printers(g.centre)}
