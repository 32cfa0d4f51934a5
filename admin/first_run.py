"""The first sign-in: everyone in the centre who has no secret is given one, and it is said once."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from admin.account import PIN_DIGITS
from admin.secrets import hash_secret
from models.base import unit_of_work
from models.centre import Centre, Officer

PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when copied from a screen


def first_run(centre: Centre, instance: Path) -> str:
    """Draw the secrets of everyone in the centre who has none, and say them once.

    The text returned, for the console, is also written to `instance`/first-run.txt, readable by its owner only. "" when
    everyone has a secret already.
    """
    with unit_of_work(centre.id):
        drawn = draw_secrets(centre)
        if not drawn:
            return ""
        text = sign_in_text(centre, drawn)
        _write_for_owner(instance / "first-run.txt", text + "\n")
    return text


def draw_secrets(centre: Centre, hash_with: Callable[[str], str] = hash_secret) -> dict[Officer, str]:
    """Give everyone in the centre who has no secret one, and keep its hash: officers share a PIN, everyone else gets
    a password of their own."""
    drawn: dict[Officer, str] = {}
    pin = "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))
    with unit_of_work(centre.id):
        nobody_yet = (Officer.centre == centre) & Officer.active & (Officer.secret == "")
        for officer in Officer.select().where(nobody_yet).order_by(Officer.id):
            if officer.role == Officer.OFFICER:
                drawn[officer] = pin
            else:
                drawn[officer] = "-".join("".join(secrets.choice(PASSWORD_LETTERS) for _ in range(5)) for _ in range(4))
        hashes = {secret: hash_with(secret) for secret in set(drawn.values())}
        for officer, secret in drawn.items():
            Officer.update(secret=hashes[secret]).where(Officer.id == officer.id).execute()
    return drawn


def sign_in_text(centre: Centre, drawn: dict[Officer, str]) -> str:
    """The secrets just drawn, for whoever starts the server."""
    lines = [f"Đăng nhập lần đầu · First sign-in · {centre.name}"]
    at_counters = [officer for officer in drawn if officer.role == Officer.OFFICER]
    for officer, password in drawn.items():
        if officer not in at_counters:
            lines.append(f"  {officer.username:<20} {password}   {officer.name}")
    if at_counters:
        names = " … ".join(dict.fromkeys((at_counters[0].username, at_counters[-1].username)))
        lines.append(f"  {names:<20} PIN {drawn[at_counters[0]]}")
    lines.append("Đổi tại trang /account · Change these at /account")
    return "\n".join(lines)


def keep_only(instance: Path, usernames: set[str]) -> None:
    """Take out of the file what no longer signs anybody in, all but these accounts; of nobody: the file is gone."""
    path = instance / "first-run.txt"
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    still = [line for line in lines if not line.startswith("  ") or line.split()[0] in usernames]
    if any(line.startswith("  ") for line in still):
        _write_for_owner(path, "\n".join(still) + "\n")
    else:
        path.unlink()


def _write_for_owner(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # an older file may be open to others
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
