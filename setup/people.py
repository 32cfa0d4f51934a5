"""The centre's staff: accounts, their roles and counters, their secrets; and the cards that hand out new PINs."""

import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from admin import signing_in
from admin.account import DIGITS_IN_A_ROW, PIN_DIGITS
from admin.first_run import PASSWORD_LETTERS
from admin.secrets import check_secret, hash_secret
from models.access import Session
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.counter import Counter, CounterOfOfficer
from models.journal import Change
from queueing.errors import Conflict
from setup.reading import Form

USERNAME = re.compile(r"[a-z0-9._-]{2,40}")
ROLES = (Officer.OFFICER, Officer.LEAD, Officer.DIRECTOR, Officer.ADMIN)


class LastAdministrator(Conflict):
    """Nobody could change anything any more."""

    code = "last_administrator"

    def __init__(self) -> None:
        super().__init__(
            "Đây là quản trị cuối cùng còn dùng. Mời thêm một quản trị khác trước.",
            "This is the last administrator in use. Add another one first.",
            field="role",
        )


@dataclass(frozen=True)
class Card:
    """What is handed to one person: shown once, and kept nowhere."""

    name: str
    username: str
    secret: str
    counter: str  # "Quầy 4" or "Counter 4", where the account is made for one


def of(centre: Centre) -> list[Officer]:
    """All accounts, those in use first, by role and name."""
    order = {role: place for place, role in enumerate(reversed(ROLES))}
    rows = Officer.select().where(Officer.centre == centre)
    return sorted(rows, key=lambda one: (not one.active, order.get(one.role, 9), one.username))


def spoken(officer: Officer) -> dict[str, Any]:
    """An account as the journal keeps it."""
    labels = {one.id: one.number for one in Counter.of(officer.centre)}
    return {
        "name": officer.name,
        "username": officer.username,
        "role": officer.role,
        "active": officer.active,
        "counters": sorted(labels[one] for one in CounterOfOfficer.of(officer) if one in labels),
    }


def read(form: Form, centre: Centre, officer: Officer | None) -> dict[str, Any]:
    """What was sent of an account: name, username (of a new one), role, counters; what is wrong is in `form.errors`."""
    told: dict[str, Any] = {"name": form.text("name", 1, 80), "role": form.one_of("role", ROLES)}
    if officer is None:
        told["username"] = form.text("username", 2, 40).lower()
        if not USERNAME.fullmatch(told["username"]):
            form.wrong("username", _("Dùng 2 đến 40 chữ a–z, số, dấu chấm, gạch; không dấu, không cách."))
        elif Officer.select().where(Officer.centre == centre, Officer.username == told["username"]).exists():
            form.wrong("username", _("Tên đăng nhập này đã có người dùng."))
    counters = {str(one.id): one for one in Counter.in_use(centre)}
    told["counters"] = [int(one) for one in form.many("counters", counters)]
    return told


def add(centre: Centre, told: dict[str, Any], by: Officer, key: str) -> Card:
    """A new account, with a secret drawn for it."""
    secret = draw(told["role"], Dice(key, told["username"]))
    hashed = hash_secret(secret)
    with unit_of_work(centre.id):
        officer = Officer.create(
            centre=centre, username=told["username"], name=told["name"], role=told["role"], secret=hashed
        )
        _keep_to(officer, told["counters"])
        Change.note(centre, by, "officer", officer.name, {}, spoken(officer), Change.ADDED)
    return Card(officer.name, officer.username, secret, "")


def change(officer: Officer, told: dict[str, Any], by: Officer) -> None:
    """Keep a name, a role and counters. Another role ends the sessions. Raises LastAdministrator."""
    with unit_of_work(officer.centre_id):
        before = spoken(officer)
        if officer.role == Officer.ADMIN and told["role"] != Officer.ADMIN:
            check_not_last(officer)
        Officer.update(name=told["name"], role=told["role"]).where(Officer.id == officer.id).execute()
        _keep_to(officer, told["counters"])
        Change.note(officer.centre, by, "officer", told["name"], before, spoken(Officer.get_by_id(officer.id)))
    if told["role"] != before["role"]:
        end_sessions(officer)


def switch(officer: Officer, on: bool, by: Officer) -> None:
    """Use an account again, or no longer: its sessions end at once. Raises LastAdministrator."""
    with unit_of_work(officer.centre_id):
        if not on and officer.role == Officer.ADMIN:
            check_not_last(officer)
        before = spoken(officer)
        Officer.update(active=on).where(Officer.id == officer.id).execute()
        Change.note(officer.centre, by, "officer", officer.name, before, before | {"active": on})
    if not on:
        end_sessions(officer)


def new_secret(officer: Officer, by: Officer, key: str) -> Card:
    """A new PIN or password; the sessions under the old one end. The same `key` draws the same."""
    secret = draw(officer.role, Dice(key, officer.username))
    if check_secret(officer.secret, secret):
        return Card(officer.name, officer.username, secret, "")  # the same press, sent twice
    hashed = hash_secret(secret)
    with unit_of_work(officer.centre_id):
        Officer.update(secret=hashed).where(Officer.id == officer.id).execute()
        Change.note(officer.centre, by, "officer", officer.name, {}, {"secret": "#secret_given"})
    if officer.id != by.id:
        end_sessions(officer)
    return Card(officer.name, officer.username, secret, "")


def check_not_last(officer: Officer) -> None:
    """Raises LastAdministrator when no other account in use may change the settings."""
    others = (Officer.centre == officer.centre_id) & (Officer.role == Officer.ADMIN) & Officer.active
    if not Officer.select().where(others, Officer.id != officer.id).exists():
        raise LastAdministrator


def end_sessions(officer: Officer) -> None:
    """Sign an account out wherever it is signed in."""
    signing_in.end_sessions(list(Session.select().where(Session.officer == officer, Session.ended_at.is_null())))


def cards(centre: Centre, by: Officer, key: str) -> list[Card]:
    """New secrets for everybody but the administrators: an account for each counter, made where there is none, a shift
    lead and a director. Those drawn before hold no longer. The same `key` draws the same."""
    wanted = [("giamdoc", "Giám đốc", Officer.DIRECTOR, ""), ("truongca", "Trưởng ca", Officer.LEAD, "")]
    for counter in Counter.in_use(centre):
        name = f"Cán bộ {counter.label}"
        label = counter.label_en if _("vi") == "en" else counter.label
        wanted.append((f"canbo{counter.number:02d}", name, Officer.OFFICER, label))
    drawn = [(*one, draw(one[2], Dice(key, one[0]))) for one in wanted]
    hashes = [hash_secret(one[4]) for one in drawn]
    made: list[Officer] = []
    with unit_of_work(centre.id):
        for (username, name, role, _label, _secret), hashed in zip(drawn, hashes, strict=True):
            officer, _new = Officer.get_or_create(
                centre=centre, username=username, defaults={"name": name, "role": role, "secret": ""}
            )
            Officer.update(secret=hashed, active=True).where(Officer.id == officer.id).execute()
            made.append(officer)
        Change.note(centre, by, "officer", "#pin_cards", {}, {"secret": "#secret_given"})
    for officer in made:
        end_sessions(officer)
    return [Card(officer.name, officer.username, one[4], one[3]) for officer, one in zip(made, drawn, strict=True)]


_SALT = secrets.token_bytes(32)  # of this run: a press is sent again within seconds, never after a restart


class Dice:
    """Draws for one press of a form and one account: the same press, sent twice, draws the same secret."""

    def __init__(self, key: str, username: str) -> None:
        self._press = f"{key}:{username}".encode()
        self._thrown = 0

    def choice(self, letters: str) -> str:
        """One of these letters; nobody outside this process can tell which."""
        self._thrown += 1
        drawn = hmac.digest(_SALT, b"%d:%s" % (self._thrown, self._press), "sha256")
        return letters[int.from_bytes(drawn[:8]) % len(letters)]


def draw(role: str, dice: Dice) -> str:
    """A secret for a role: a PIN that is not easily guessed, or a password."""
    if role != Officer.OFFICER:
        return passphrase(dice)
    while True:
        pin = "".join(dice.choice("0123456789") for _place in range(PIN_DIGITS))
        if len(set(pin)) >= 3 and pin not in DIGITS_IN_A_ROW and pin[::-1] not in DIGITS_IN_A_ROW:
            return pin


def passphrase(dice: Any = secrets) -> str:
    """Twenty letters in four parts: 98 bits, none mistaken for another when copied."""
    return "-".join("".join(dice.choice(PASSWORD_LETTERS) for _place in range(5)) for _part in range(4))


def _keep_to(officer: Officer, counters: list[int]) -> None:
    CounterOfOfficer.delete().where(CounterOfOfficer.officer == officer).execute()
    for one in counters:
        CounterOfOfficer.create(officer=officer, counter=one)
