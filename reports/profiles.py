"""A centre's report profiles: the settings it prints by, one of them the usual one."""

from dataclasses import dataclass, replace

from figures.profile import Profile, ProfileRefused, read_profile
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.report import ReportProfile
from queueing.errors import Conflict, Invalid, NotFound
from reports.settings import label_of
from shapes import LARGEST_ID

BUILT_IN = 0  # the id of what holds while a centre has no profile of its own
LONGEST_NAME = 80
N_ = str  # marks a sentence for pybabel, which knows this name


@dataclass(frozen=True)
class Chosen:
    """A profile to print by. `id` is BUILT_IN for the one that comes with the software."""

    id: int
    name: str
    profile: Profile
    is_default: bool


BUILT_IN_PROFILE = Chosen(BUILT_IN, N_("Cách tính có sẵn"), Profile(), True)


def listing(centre: Centre) -> list[ReportProfile]:
    """The centre's own, the usual one first."""
    rows = ReportProfile.select().where(ReportProfile.centre == centre)
    return list(rows.order_by(ReportProfile.is_default.desc(), ReportProfile.name))


def chosen(centre: Centre, number: int | None) -> Chosen:
    """The profile of that id; without one, the usual one. Raises NotFound, ProfileRefused."""
    if number is None:
        row = ReportProfile.get_or_none(ReportProfile.centre == centre, ReportProfile.is_default)
        return BUILT_IN_PROFILE if row is None else _read(row)
    return BUILT_IN_PROFILE if number == BUILT_IN else _read(find(centre, number))


def with_cut_off(one: Chosen, day: int) -> Chosen:
    """The same for reporting months that begin on another day."""
    return replace(one, profile=one.profile.model_copy(update={"cut_off_day": day}))


def find(centre: Centre, number: int) -> ReportProfile:
    """Raises NotFound."""
    row = ReportProfile.get_or_none(ReportProfile.centre == centre, ReportProfile.id == min(number, LARGEST_ID))
    if row is None:
        raise NotFound(
            "Không còn mẫu báo cáo này. Mời chọn mẫu khác.",
            "This report profile is gone. Please choose another.",
            field="profile",
        )
    return row


def save(
    centre: Centre, officer: Officer, number: int | None, name: str, settings: dict, is_default: bool
) -> ReportProfile:
    """Keep a profile, a new one without a number. Raises NotFound, Conflict, ProfileRefused, Invalid."""
    profile, name = checked(settings), _checked_name(centre, number, name)
    values = {
        "name": name,
        "settings": profile.model_dump_json(),
        "changed_at": now(),
        "officer": officer,
    }
    with unit_of_work(centre.id):
        first = not ReportProfile.select().where(ReportProfile.centre == centre).exists()
        if number is None:
            row = ReportProfile.create(centre=centre, is_default=False, **values)
        else:
            row = find(centre, number)
            ReportProfile.update(**values).where(ReportProfile.id == row.id).execute()
        if is_default or first:
            _make_usual(centre, row)
    return row


def make_usual(centre: Centre, number: int) -> None:
    """Print by this one where none is named. Raises NotFound."""
    with unit_of_work(centre.id):
        _make_usual(centre, find(centre, number))


def remove(centre: Centre, number: int) -> None:
    """Give a profile up; reports that were printed by it keep what they said. Raises NotFound."""
    with unit_of_work(centre.id):
        row = find(centre, number)
        row.delete_instance()
        if row.is_default and (others := listing(centre)):
            _make_usual(centre, others[0])


def checked(settings: dict) -> Profile:
    """The profile, or a refusal that names its settings as the screen does. Raises ProfileRefused."""
    try:
        return read_profile(settings)
    except ProfileRefused as refusal:
        raise _in_words(refusal) from None


def _read(row: ReportProfile) -> Chosen:
    try:
        return Chosen(row.id, row.name, read_profile(row.settings), row.is_default)
    except ProfileRefused as refusal:
        raise _in_words(refusal) from None


def _in_words(refusal: ProfileRefused) -> ProfileRefused:
    """ "bases.online_rate" is “Mẫu số của tỷ lệ hồ sơ trực tuyến” to those who read the screen."""
    parts = refusal.message_vi.split("“")
    said = [parts[0]]
    for part in parts[1:]:
        key, sign, rest = part.partition("”")
        said.append((label_of(key) if sign else key) + sign + rest)
    return ProfileRefused("“".join(said), refusal.message_en, field=refusal.field)


def _checked_name(centre: Centre, number: int | None, name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(
            f"Mời đặt tên cho mẫu, tối đa {LONGEST_NAME} ký tự.",
            f"Please give the profile a name of at most {LONGEST_NAME} characters.",
            field="name",
        )
    same = ReportProfile.select().where(ReportProfile.centre == centre, ReportProfile.name == name)
    if (same if number is None else same.where(ReportProfile.id != number)).exists():
        raise Conflict(
            f"Đã có mẫu tên “{name}”. Mời đặt tên khác.",
            f"There is a profile called “{name}” already. Please choose another name.",
            code="profile_known",
            field="name",
        )
    return name


def _make_usual(centre: Centre, row: ReportProfile) -> None:
    ReportProfile.update(is_default=False).where(ReportProfile.centre == centre, ReportProfile.is_default).execute()
    ReportProfile.update(is_default=True).where(ReportProfile.id == row.id).execute()
