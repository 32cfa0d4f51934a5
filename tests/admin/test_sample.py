"""The sample centre is whole, keeps no secret in its files, and says where a file is wrong."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from admin import sample
from admin.first_run import first_run
from admin.secrets import check_secret
from admin.tables import TableError
from config import Config
from models.base import db, open_database
from models.centre import LONGEST_NOTICE, Centre, Department, Field, Notice, Officer, Procedure, Service, SpecialDay
from models.counter import Counter, CounterService
from models.printing import Printer
from models.tables import create_tables
from queueing import hours

FOLDER = Path(__file__).resolve().parents[2] / "sample" / "binh-minh"


@pytest.fixture
def database(tmp_path):
    """An empty database."""
    engine = open_database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    create_tables()
    with db.connection_context():
        yield
    engine.close_all()


@pytest.fixture
def centre(database) -> Centre:
    return sample.load(FOLDER)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the sample's files, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "files"))


def replace(path: Path, old: str, new: str) -> int:
    """Replace `old`, which is there once; returns its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def count(model) -> int:
    return model.select().count()


def test_the_sample_has_fifteen_counters_and_eight_services_in_the_order_of_the_kiosk(centre):
    assert [counter.number for counter in centre.counters.order_by(Counter.number)] == list(range(1, 16))
    assert "".join(service.letter for service in centre.services.order_by(Service.position)) == "CHKNXSRU"
    assert all(service.name_en and service.hint and service.hint_en for service in centre.services)


def test_every_counter_has_a_first_choice_and_every_service_a_counter_that_puts_it_first(centre):
    first = CounterService.select().where(CounterService.preference == CounterService.FIRST_CHOICE)
    assert {link.counter_id for link in first} == {counter.id for counter in centre.counters}
    assert {link.service_id for link in first} == {service.id for service in centre.services}


def test_the_guide_desk_is_counter_15(centre):
    guide = CounterService.get(CounterService.service == Service.get(Service.letter == "U"), preference=1)
    assert guide.counter.number == 15


def test_every_procedure_belongs_to_a_field_and_to_a_service_and_the_common_ones_say_what_to_bring(centre):
    assert count(Field) == 19
    assert count(Procedure) == 77
    shown = list(centre.procedures.where(Procedure.active))
    assert all(procedure.field_id and procedure.service_id for procedure in centre.procedures)
    assert all(1 <= len(procedure.papers.splitlines()) <= 5 for procedure in shown)


def test_fields_stand_in_the_order_of_the_directors_table(centre):
    names = [field.name for field in centre.fields.order_by(Field.position)]
    assert names[0] == "Hộ tịch"
    assert names.index("Chứng thực") < names.index("Đất đai") < names.index("Đường thủy nội địa")


def test_the_sample_is_open_at_any_hour_of_any_ordinary_day(centre):
    for moment in (datetime(2026, 11, 21, 0, 0), datetime(2026, 11, 22, 23, 59, 59), datetime(2026, 11, 23, 12, 0)):
        assert hours.at(centre, moment).state == hours.OPEN


def test_holidays_rest_and_a_saturday_worked_in_exchange_works(centre):
    assert not SpecialDay.get(SpecialDay.date == date(2026, 9, 2)).works
    assert SpecialDay.get(SpecialDay.date == date(2026, 8, 22)).works
    assert hours.at(centre, datetime(2026, 9, 2, 9, 0)).state == hours.HOLIDAY


def test_two_centres_can_stand_in_one_database(centre):
    other = sample.load(FOLDER, slug="an-phu")
    assert count(Centre) == 2
    assert other.slug == "an-phu"
    assert other.counters.count() == centre.counters.count() == 15


def test_all_it_makes_is_marked_as_sample_data_and_prints_without_a_printer(centre):
    assert centre.is_sample
    assert Printer.serving(centre, None).kind == Printer.VIRTUAL


def test_whether_the_hall_sees_priority_is_a_setting_of_the_centre(database, folder):
    assert sample.load(FOLDER, slug="an-phu").priority_shown is True
    replace(folder / "centre.toml", "priority_shown = true", "priority_shown = false")
    assert sample.load(folder).priority_shown is False


def test_notices_fit_the_hall_screen(centre):
    assert all(len(notice.text) <= LONGEST_NOTICE and notice.text_en for notice in Notice.select())


def test_nobody_can_sign_in_with_what_is_in_the_files(centre):
    assert {officer.secret for officer in centre.officers} == {""}
    assert not check_secret("", "")


def test_the_first_run_gives_everyone_a_secret_and_keeps_only_hashes(centre, tmp_path):
    text = first_run(centre, tmp_path)
    said = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ")}
    password = said["quantri"].split()[1]
    pin = said["canbo01"].split()[-1]

    assert len(password) >= 16
    assert pin.isdigit() and len(pin) == 6
    assert check_secret(Officer.by_username(centre, "quantri").secret, password)
    assert check_secret(Officer.by_username(centre, "canbo15").secret, pin)
    assert not check_secret(Officer.by_username(centre, "giamdoc").secret, password)
    assert all(officer.secret.startswith("$argon2id$") for officer in centre.officers)


def test_the_first_sign_in_is_also_a_file_for_its_owner_only(centre, tmp_path):
    path = tmp_path / "instance" / "first-run.txt"
    text = first_run(centre, path.parent)
    assert path.read_text(encoding="utf-8") == text + "\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_installations_differ_in_every_secret(database, tmp_path):
    texts = [first_run(sample.load(FOLDER, slug=slug), tmp_path).splitlines() for slug in ("a", "b")]
    assert not {*texts[0][1:-1]} & {*texts[1][1:-1]}


def test_a_second_first_run_changes_nothing(centre, tmp_path):
    first_run(centre, tmp_path)
    before = (tmp_path / "first-run.txt").read_text(encoding="utf-8")
    assert first_run(centre, tmp_path) == ""
    assert (tmp_path / "first-run.txt").read_text(encoding="utf-8") == before


def test_only_an_empty_database_is_given_the_sample(database, tmp_path):
    config = Config(instance=tmp_path)
    assert "quantri" in sample.load_into_empty(config)
    assert sample.load_into_empty(config) == ""
    assert count(Centre) == 1


def test_what_a_spreadsheet_makes_of_a_file_is_read_all_the_same(database, folder):
    path = folder / "counters.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [f'"{line}",,,,' for line in lines if line.startswith("#")]
    table = [line for line in lines if not line.startswith("#")]
    path.write_bytes(("\r\n".join([*comments, *table, ",,,,", ""])).encode("utf-8-sig"))
    assert sample.load(folder).counters.count() == 15


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("counters.csv", "2,,Văn phòng HĐND và UBND,C,H", "2,,Văn phòng HĐND và UBND,C,Z", "fallback is 'Z'"),
        ("counters.csv", "2,,Văn phòng HĐND và UBND,C,H", "2,,Văn phòng HĐND và UBND,C,C", "both a first choice"),
        ("counters.csv", "9,,Phòng Văn hóa - Xã hội,S,", "8,,Phòng Văn hóa - Xã hội,S,", "'8' is already on line"),
        ("counters.csv", "9,,Phòng Văn hóa - Xã hội,S,", "0,,Phòng Văn hóa - Xã hội,S,", "number is '0'"),
        ("counters.csv", "9,,Phòng Văn hóa - Xã hội,S,", "9,,Phòng Văn hoá,S,", "department is 'Phòng Văn hoá'"),
        ("services.csv", "N,Đất đai,Land,", "O,Đất đai,Land,", "letter is 'O'"),
        ("services.csv", 'gas","Household business, cooperatives, licences",15,', 'gas",Business,soon,', "minutes"),
        ("services.csv", "Đã có giấy hẹn trả kết quả", "Đã có giấy hẹn, trả kết quả", "8 cells, but the header has 7"),
        ("fields.csv", "Người có công,Phòng Văn hóa - Xã hội", "Chứng thực,Phòng Văn hóa - Xã hội", "already on line"),
        ("procedures.csv", "2.000884,Chứng thực chữ ký,Chứng thực,", "2.000884,Chứng thực chữ ký,Ký,", "field is 'Ký'"),
        ("procedures.csv", "2.000884,", "2000884,", "a national code looks like"),
        ("procedures.csv", "1.001266,Chấm dứt", "1.001570,Chấm dứt", "'1.001570' is already on line"),
        ("holidays.csv", "2026-09-02,Quốc khánh,no", "2/9/2026,Quốc khánh,no", "date is '2/9/2026'"),
        ("holidays.csv", "2026-09-02,Quốc khánh,no", "2026-09-02,Quốc khánh,maybe", "write yes or no"),
        ("staff.csv", "giamdoc,Giám đốc,director", "giamdoc,Giám đốc,boss", "role is 'boss'"),
        ("staff.csv", "giamdoc,Giám đốc,director", "Giám đốc,Giám đốc,director", "username is 'Giám đốc'"),
        ("notices.csv", "Cần giúp đỡ? ", "Cần giúp đỡ? " * 9, "characters; the hall screen shows 90"),
    ],
)
def test_a_wrong_line_is_named_with_its_file_and_nothing_is_kept(database, folder, name, old, new, why):
    line = replace(folder / name, old, new)
    with pytest.raises(TableError, match=rf"{name}, line {line}: ") as error:
        sample.load(folder)
    assert why in str(error.value)
    for model in (Centre, Department, Field, Service, Counter, Procedure, Officer):
        assert count(model) == 0


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('name = "phường Bình Minh"', "", "name is missing"),
        ('slug = "binh-minh"', 'slug = "Bình Minh"', "only a-z, 0-9 and -"),
        ("priority_run = 2", 'priority_run = "2"', "a value of type int"),
        ("priority_run = 2", "priority_run = -2", "not negative"),
        ("priority_run = 2", "priority_rum = 2", "unknown setting 'priority_rum'"),
        ("priority_run = 2", "priority_run = ", "centre.toml: Invalid value"),
        ('open = ["00:00-24:00"]', 'open = ["17:00-07:30"]', "closes before it opens"),
        ('open = ["00:00-24:00"]', 'open = ["7h30-17h"]', "write opening hours as"),
        ('"sat", "sun"]', '"sat", "t8"]', "the day 't8'"),
    ],
)
def test_a_wrong_setting_of_the_centre_is_named(database, folder, old, new, why):
    replace(folder / "centre.toml", old, new)
    with pytest.raises(TableError, match=r"centre\.toml") as error:
        sample.load(folder)
    assert why in str(error.value)
    assert count(Centre) == 0


def test_a_missing_file_and_one_that_is_not_utf_8_are_named(database, folder):
    (folder / "staff.csv").write_bytes("username,name,role\ngiamdoc,Giám đốc,director\n".encode("cp1258", "replace"))
    with pytest.raises(TableError, match=r"staff\.csv: not UTF-8"):
        sample.load(folder)
    (folder / "staff.csv").unlink()
    with pytest.raises(TableError, match=r"staff\.csv: no such file"):
        sample.load(folder)
    assert count(Centre) == 0


def test_a_centre_is_not_loaded_twice_under_one_name(centre):
    with pytest.raises(TableError, match="'binh-minh' is already there"):
        sample.load(FOLDER)
