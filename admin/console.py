"""What whoever starts the server sees: the addresses, the first sign-in; and that it is the only server here."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from admin.addresses import lan_address
from config import LOOPBACK, Config

SCREENS = (
    ("/", "mọi màn hình", "every screen; ?lang=en for English"),
    ("/kiosk", "máy lấy số", "kiosk"),
    ("/display", "màn hình TV", "hall display"),
    ("/rate", "máy đánh giá ở quầy", "rating tablet"),
    ("/book", "đặt số trước", "book a number"),
    ("/counter", "quầy", "counter"),
    ("/live", "bảng trực tiếp của trưởng ca", "the shift lead's live board"),
    ("/papers", "phiếu đã in (máy in ảo)", "virtual printer"),
    ("/imports", "nhập tệp từ phần mềm khác", "other systems' files"),
    ("/reports", "báo cáo của kỳ", "the period report"),
    ("/dashboard", "tổng quan của giám đốc", "the director's overview"),
    ("/setup", "lập trung tâm của mình", "a centre of your own"),
    ("/admin", "giờ, quầy, người dùng, thiết bị", "hours, counters, people, devices"),
    ("/demo", "một ngày chạy thử", "a simulated day"),
    ("/guides", "sổ tay để in", "guides to print"),
    ("/account", "đổi mã PIN, mật khẩu", "change a PIN or password"),
)


class CannotStart(Exception):
    """The server may not start here; the message says why."""


@contextmanager
def only_server(instance: Path) -> Iterator[None]:
    """Hold the instance folder's lock: a second server on one database is refused. Raises CannotStart."""
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)  # the hashes of six-digit PINs lie there
    with (instance / "server.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise CannotStart(f"another server (process {lock.read().strip()}) already uses {instance}") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def reason(error: Exception) -> str:
    """Why the server cannot start, with the way out where the computer's own words name none."""
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"{error.strerror}. Another program has the port; choose another: MOTCUA_PORT=8001 make run"
    return str(error)


def welcome(app: Flask, config: Config) -> None:
    """Print where the screens are, and how to sign in the first time."""
    base = f"http://localhost:{config.port}"
    lines = ["", "  Một Cửa đang chạy. / Một Cửa is running.", ""]
    lines += [f"    {base + path:<34} {vi} / {en}" for path, vi, en in SCREENS]
    if config.host not in LOOPBACK:
        lines += ["", f"  Trong mạng LAN / on the LAN:  http://{lan_address()}:{config.port}"]
    else:
        lines += [
            "",
            "  Chỉ máy này mở được; điện thoại quét mã QR không vào được. / This PC only: no phone reaches its QR.",
        ]
    if first := app.extensions["first_run"]:
        lines += ["", *(f"  {line}" for line in first.splitlines())]
    elif (first_run := config.instance / "first-run.txt").exists():
        lines += ["", f"  Đăng nhập lần đầu · First sign-in: {first_run}"]
    lines += ["", "  Dừng: Ctrl+C / stop: Ctrl+C", ""]
    print("\n".join(lines), flush=True)
