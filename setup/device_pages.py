"""The page of devices: screens paired by their six digits, printers found and tried, the loudspeaker heard."""

from flask import g, redirect, request
from flask_babel import gettext as _

import events
from admin import access, frame, pairing
from admin.doors import own
from models import volume
from models.access import Device
from models.base import unit_of_work
from models.counter import Counter
from models.journal import Change
from models.printing import Printer
from queueing.errors import Refusal
from setup import devices, finding, tasks, wizard
from setup.door import SEE_OTHER, back, form_at, page_at
from setup.finding import Found
from setup.reading import Form, said, trouble

HERE, STEP = "/admin/devices", "/setup/4"
WIDTHS = ("80", "58")
ANSWERS = (tasks.PAPER_SEEN, tasks.SOUND_HEARD)
MOST_PRINTERS = 20


@page_at(HERE)
def devices_page():
    """Devices and printers; signs in first where nobody is."""
    return _page()


@form_at(f"{HERE}/pairings")
def pair_screen():
    """Admit the screen that shows the code."""
    form = Form(request.form)
    code, name = "".join(form.raw("code").split()), form.text("name", most=60)
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        form.wrong("code", _("Mã gồm 6 chữ số, hiện trên màn hình cần ghép."))
    inches = form.inches("pair_size")
    seat = form.whole("pair_seat", 1, 60, empty=True)
    if form.errors:
        return _page(form), 422
    try:
        device = pairing.approve(g.centre, code, name)
    except Refusal as refusal:
        form.wrong("code", said(refusal))
        return _page(form), refusal.status
    with unit_of_work(g.centre.id):
        seat = seat if device.kind == Device.DISPLAY else None  # nobody reads a kiosk from there
        Device.update(diagonal_inches=inches, furthest_seat_metres=seat).where(Device.id == device.id).execute()
        said_of_it = {"kind": device.kind} | ({"size": inches} if inches else {}) | ({"furthest": seat} if seat else {})
        Change.note(g.centre, g.officer, "device", device.name, {}, said_of_it, Change.ADDED)
    return _back("paired")


@form_at(f"{HERE}/<int:number>/<any(names, removals):act>")
def change_device(number: int, act: str):
    """Rename a screen, say how large it is or where it stands; or take its admission back, which closes its sockets."""
    device = own(Device, number, ~Device.revoked)
    if act == "removals":
        with unit_of_work(g.centre.id):
            Device.update(revoked=True).where(Device.id == device.id).execute()
            Change.note(g.centre, g.officer, "device", device.name, {"kind": device.kind}, {}, Change.REMOVED)
        access.drop_device(device)
        return _back("revoked")
    form = Form(request.form)
    name = form.text("name", 1, 60)
    if form.errors:
        return _page(form), 422
    counter, inches = device.counter, device.diagonal_inches
    before = {"name": device.name, "counters": counter.number if counter else None, "size": inches}
    if "panel" in form.sent:  # of a kiosk or a display
        inches = form.inches("panel")
        if form.errors:
            return _page(form), 422
    if "counter" in form.sent:  # of a tablet: where it stands
        places = {str(one.number): one for one in Counter.in_use(g.centre)}
        counter = places.get(form.sent["counter"])
    with unit_of_work(g.centre.id):
        Device.update(name=name, counter=counter, diagonal_inches=inches).where(Device.id == device.id).execute()
        after = {"name": name, "counters": counter.number if counter else None, "size": inches}
        Change.note(g.centre, g.officer, "device", name, before, after)
    events.announce(events.SettingsChanged(g.centre.id))
    return _back("saved")


@form_at(f"{HERE}/sizes")
def set_size():
    """How large the TV is, and how far the furthest seat: for all displays of the hall."""
    form = Form(request.form)
    size, seat = form.whole("size", 10, 200), form.whole("furthest", 1, 60)
    if form.errors:
        return _page(form), 422
    with unit_of_work(g.centre.id):
        displays = (Device.centre == g.centre) & (Device.kind == Device.DISPLAY) & ~Device.revoked
        for one in Device.select().where(displays):
            before = {"size": one.diagonal_inches, "furthest": one.furthest_seat_metres}
            Change.note(g.centre, g.officer, "device", one.name, before, {"size": size, "furthest": seat})
        Device.update(diagonal_inches=size, furthest_seat_metres=seat).where(displays).execute()
    events.announce(events.SettingsChanged(g.centre.id))
    return _back("saved")


@form_at(f"{HERE}/searches")
def search_printers():
    """Look for printers on the local network and on USB: a few seconds, and nothing is sent to them."""
    return _page(found=finding.search())


@form_at(f"{HERE}/printers")
def use_printer():
    """Print on a printer that was found, or whose address was typed."""
    form = Form(request.form)
    kind = form.one_of("kind", Printer.KINDS)
    address, name = form.text("address", 1, 200), form.text("name", most=60)
    width = form.one_of("paper_width_mm", WIDTHS)
    if Printer.select().where(Printer.centre == g.centre).count() >= MOST_PRINTERS:
        form.wrong("address", _("Đã có %(most)s máy in. Mời sửa một máy đang có.", most=MOST_PRINTERS))
    if form.errors:
        return _page(form), 422
    devices.use(g.centre, kind, address, name or address, int(width), g.officer)
    events.announce(events.SettingsChanged(g.centre.id))
    return _back("printer")


@form_at(f"{HERE}/printers/<int:number>")
def save_printer(number: int):
    """Where a printer is, what paper it takes, and whose it is; with the next paper."""
    printer = own(Printer, number)
    form = Form(request.form)
    kiosks = {str(one.id): one for one in Device.select().where(Device.centre == g.centre, ~Device.revoked)}
    values = {
        "name": form.text("name", 1, 60),
        "kind": form.one_of("kind", Printer.KINDS),
        "address": form.text("address", most=200),
        "paper_width_mm": int(form.one_of("paper_width_mm", WIDTHS) or 80),
        "cuts": form.yes("cuts"),
        "active": form.yes("active"),
        "device": kiosks.get(form.sent.get("device", "")),
    }
    same = Printer.select().where(Printer.centre == g.centre, Printer.name == values["name"], Printer.id != printer.id)
    if same.exists():
        form.wrong("name", _("Đã có máy in tên này."))
    if form.errors:
        return _page(form), 422
    with unit_of_work(g.centre.id):
        before = devices.spoken(printer)
        Printer.update(**values).where(Printer.id == printer.id).execute()
        Change.note(
            g.centre, g.officer, "printer", values["name"], before, devices.spoken(Printer.get_by_id(printer.id))
        )
    events.announce(events.SettingsChanged(g.centre.id))
    return _back("saved")


@form_at(f"{HERE}/sounds")
def try_sound():
    """Have the hall's screens speak a sentence of trial, after whatever they are speaking."""
    events.announce(events.SoundTried(g.centre.id))
    return _back("sound")


@form_at(f"{HERE}/volumes")
def set_volume():
    """How loud the hall is, at every hour."""
    form = Form(request.form)
    percent = form.whole("percent", 0, volume.FULL)
    if form.errors:
        return _page(form), 422
    devices.set_volume(g.centre, percent, g.officer)
    events.announce(events.SettingsChanged(g.centre.id))
    return _back("saved")


@form_at(f"{HERE}/answers")
def answer():
    """What a person saw on the paper, or heard in the furthest seat."""
    form = Form(request.form)
    what = form.one_of("what", ANSWERS)
    yes = form.sent.get("answer") == "yes"
    if not form.errors:
        devices.answer(g.centre, what, yes, g.officer)
    return _back("yes" if yes else "no")


def _in_wizard() -> bool:
    return request.form.get("from") == "setup" and bool(g.centre.setup_step)


def _back(done: str):
    if _in_wizard():
        return redirect(frame.to(f"{STEP}?done={done}"), SEE_OTHER)
    return back(HERE, done)


def _page(form: Form | None = None, found: list[Found] | None = None) -> str:
    if _in_wizard():
        return wizard.step_shown(4, form, found=found)
    return frame.page(
        "setup/devices.html",
        HERE,
        **devices.shown(form, found),
        **trouble(form),
        done=devices.done_words().get(request.args.get("done", "")) if request.method == "GET" else None,
    )
