"""A trial print: a paper that shows every hard letter, and a sentence that says what answered."""

from datetime import datetime
from pathlib import Path

from PIL import Image

from models.base import now
from models.printing import Printer, Status
from printing.page import LAYOUTS, WIDTHS, Page
from printing.printers import Connection, Interrupted, NotReady, Unreachable, open_printer
from printing.type import BLACK, BOLD

LETTERS = ("ẮẰẲẴẶ ẤẦẨẪẬ ƯỨỪỬỮỰ", "ắằẳẵặ ấầẩẫậ ưứừửữự", "đĐ ơớờởỡợ ỳýỷỹỵ ôốồổỗộ", "0123456789 CHKNXSRU")

SAID = {
    Status.ONLINE: ("Máy in hoạt động tốt.", "The printer works well."),
    Status.PAPER_LOW: ("Đã in. Giấy sắp hết, mời chuẩn bị cuộn mới.", "Printed. Paper is low: have a new roll ready."),
    Status.PAPER_OUT: ("Máy in hết giấy. Mời thay cuộn giấy.", "The printer is out of paper. Put in a new roll."),
    Status.COVER_OPEN: ("Nắp máy in đang mở. Mời đóng nắp.", "The printer's cover is open. Close it."),
    Status.ERROR: (
        "Máy in báo lỗi (dao cắt hoặc đầu in). Mời tắt, bật lại.",
        "The printer reports a fault (blade or head). Switch it off and on.",
    ),
    Status.OFFLINE: ("Máy in đang ngoại tuyến. Mời bấm nút trên máy.", "The printer is offline. Press its button."),
    Status.UNKNOWN: (
        "Đã gửi, nhưng máy in không trả lời. Mời xem giấy có ra không.",
        "Sent, but the printer does not answer. Look whether the paper came out.",
    ),
}
WEB_SERVER = (
    "Ở địa chỉ này là một trang web (HTTP), không phải máy in. Mời xem lại địa chỉ và cổng.",
    "A web server (HTTP) answers there, not a printer. Check the address and the port.",
)
STRANGER = (
    "Ở địa chỉ này có thiết bị trả lời, nhưng không phải máy in: {heard}. Mời xem lại địa chỉ.",
    "Something answers there, but it is no printer: {heard}. Check the address.",
)


def draw_trial(name: str, width: int, at: datetime) -> Image.Image:
    """The trial paper: the printer's name, and the letters that bad paper garbles. Mode "1"."""
    layout = LAYOUTS[width]
    page = Page(layout, 1.0)
    page.framed("PHIẾU IN THỬ", layout.label)
    page.text(name, layout.line, BOLD)
    page.rule()
    for letters in LETTERS:
        page.text(letters, layout.line)
    page.text(LETTERS[0], layout.service, BLACK)
    page.rule()
    page.text(f"{at:%H:%M:%S %d/%m/%Y}", layout.foot)
    page.text("Hai vạch phải thẳng và chạm hai mép.", layout.foot)
    return page.picture()


def try_out(printer: Printer, folder: Path) -> dict:
    """Print the trial paper. {"printed", "status", "message_vi", "message_en"}; never raises for a bad printer."""
    try:
        with open_printer(printer, folder) as connection:
            if connection.status() == Status.UNKNOWN and (words := _stranger(connection)) is not None:
                return _said(False, Status.UNKNOWN, words)
            status = connection.send(draw_trial(printer.name, WIDTHS[printer.paper_width_mm], now()))
    except NotReady as error:
        return _said(False, error.status, SAID[error.status])
    except (Unreachable, Interrupted) as error:
        reason = str(error)
        vi = reason if isinstance(error, Unreachable) and error.refused else f"Không in được: {reason}"
        return _said(False, Status.OFFLINE, (vi, f"Nothing was printed: {reason}"))
    return _said(status in (Status.ONLINE, Status.PAPER_LOW), status, SAID[status])


def _stranger(connection: Connection) -> tuple[str, str] | None:
    """What to say when the silent thing at the other end is no printer; None when it keeps silent."""
    heard = connection.ask_for_words()
    if heard.lower().startswith((b"http/", b"<!doctype", b"<html")):
        return WEB_SERVER
    if not heard:
        return None
    shown = "".join(c if c.isprintable() else "·" for c in heard.decode("latin-1"))
    return STRANGER[0].format(heard=shown), STRANGER[1].format(heard=shown)


def _said(printed: bool, status: Status, words: tuple[str, str]) -> dict:
    return {"printed": printed, "status": status.value, "message_vi": words[0], "message_en": words[1]}
