"""From a bare centre to its first number: every step can be left as it is, stopped at, and come back to."""

import re

import pytest
from PIL import Image

import queueing
from admin import sample
from models.access import Device, Session
from models.base import now, unit_of_work
from models.centre import Centre, Officer, Opening, Procedure, Service
from models.counter import Counter, CounterService
from models.hall import Zone
from models.printing import Printer
from models.tables import TABLES
from models.ticket import Ticket
from printing import papers, shelf
from setup import own
from tests.conftest import new_key
from tests.setup.forms import fields_of


@pytest.fixture
def admin(person, centre):
    """The administrator of a sample centre that has seen some use, who begins a centre of their own."""
    ticket = queueing.issue(Service.get(Service.centre == centre), key=new_key())
    assert ticket.code == "C001"
    with unit_of_work():
        Centre.update(is_sample=True).where(Centre.id == centre.id).execute()
    somebody = person().sign_in("quan")
    somebody.at_device(Device.DISPLAY, centre)
    assert somebody.post("/setup/centres").headers["Location"] == "/setup/1"
    return somebody


def leave(admin, step: int, **typed):
    """Send a step as it stands, but for what is typed."""
    page = admin.get(f"/setup/{step}").get_data(as_text=True)
    return admin.post(f"/setup/{step}", data=fields_of(page, f"/setup/{step}") | typed)


def test_nothing_of_the_sample_is_left_but_who_administers_and_what_is_connected(admin, centre):
    assert [officer.username for officer in Officer.select()] == ["quan"]
    assert Ticket.select().count() == 0 and Device.select().count() == 1
    fresh = Centre.get_by_id(centre.id)
    assert (fresh.name, fresh.is_sample, fresh.setup_step) == ("", False, 1)
    assert (Counter.select().count(), Service.select().count()) == (15, 8)
    assert admin.get("/").headers["Location"] == "/setup", "a centre without a name is made first"


def test_with_a_name_and_nothing_else_typed_the_first_number_can_be_given(admin, centre):
    for step in (1, 2, 3, 4):
        answer = leave(admin, step, **({"name": "xã Ẫn Mẫu"} if step == 1 else {}))
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/setup/{step + 1}")
    assert admin.post("/setup/openings", data={"how": "open"}).status_code == 303
    made = Centre.get_by_id(centre.id)
    assert (made.name, made.setup_step, made.is_sample) == ("xã Ẫn Mẫu", 0, False)
    assert CounterService.select().count() == 26 and Opening.select().count() == 10
    assert queueing.issue(Service.get(Service.letter == "C"), key=new_key()).code == "C001"
    assert admin.get("/setup/3").headers["Location"] == "/setup", "a centre that is open is not made again"
    assert admin.post("/setup/centres").status_code == 403


def test_one_may_stop_and_is_led_back_to_the_step_that_was_reached(admin):
    leave(admin, 1, name="xã Ẫn Mẫu")
    leave(admin, 2)
    assert admin.get("/setup").headers["Location"] == "/setup/3"


def test_a_step_says_what_it_lacks_and_keeps_what_was_typed(admin):
    answer = leave(admin, 1, name="", province="tỉnh Lào Cai", week_a_closes="07:00", password="ngắn")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "tỉnh Lào Cai" in page
    for name in ("name", "week_a_closes", "password"):
        assert f'data-testid="error-{name}"' in page


@pytest.mark.parametrize(("kit", "counters"), [("15", 15), ("8", 8), ("5", 5), ("1", 1)])
def test_a_kit_brings_counters_that_serve_every_service(admin, centre, kit, counters):
    admin.post("/setup/kits", data={"kit": kit})
    assert Counter.select().where(Counter.active).count() == counters
    served = {link.service_id for link in CounterService.select()}
    assert served == {service.id for service in Service.select()}


def test_the_kit_that_is_chosen_is_marked_until_a_counter_is_another(admin):
    marked = re.compile(r'aria-current="true" data-testid="kit-(\d+)"')
    admin.post("/setup/kits", data={"kit": "8"})
    assert marked.findall(admin.get("/setup/2").get_data(as_text=True)) == ["8"]
    with unit_of_work():
        Counter.update(number=40).where(Counter.number == 3).execute()
    assert marked.findall(admin.get("/setup/2").get_data(as_text=True)) == []


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
def test_each_step_has_one_main_button(admin, step):
    """Nothing beside it asks to be pressed in its place."""
    page = admin.get(f"/setup/{step}").get_data(as_text=True)
    assert len(re.findall(r'class="button button-main"', page)) == 1


def test_a_kit_takes_the_place_of_counters_at_which_a_trial_was_made(admin, centre):
    leave(admin, 1, name="xã Ẫn Mẫu")
    admin.post("/setup/openings", data={"how": "trial"})
    queueing.issue(Service.get(Service.letter == "C"), key=new_key())
    counter = Counter.get(Counter.number == 1)
    queueing.open_counter(counter)
    queueing.call_next(counter)
    with unit_of_work():
        Device.update(counter=counter).execute()
    assert admin.post("/setup/kits", data={"kit": "5"}).status_code == 303
    assert (Counter.select().count(), Ticket.select().count()) == (5, 0)


def test_counters_at_which_people_have_worked_are_not_replaced_by_a_kit(admin, centre):
    counter = Counter.get(Counter.number == 1)
    queueing.open_counter(counter)
    refused = admin.post("/setup/kits", data={"kit": "5"})
    assert refused.status_code == 409 and "đã có người làm việc" in refused.get_data(as_text=True)
    assert Counter.select().count() == 15


def test_a_page_of_counters_that_a_kit_has_replaced_says_that_nothing_was_kept(admin):
    old = fields_of(admin.get("/setup/2").get_data(as_text=True), "/setup/2")
    admin.post("/setup/kits", data={"kit": "5"})
    answer = admin.post("/setup/2", data=old | {"c0_name": "Bưu điện"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "chưa lưu gì" in page
    assert leave(admin, 2).status_code == 303 and not Counter.select().where(Counter.name != "").exists()
    again = fields_of(page, "/setup/2")
    assert admin.post("/setup/2", data=again | {"c0_name": "Bưu điện"}).status_code == 303, (
        "the page shows what is there"
    )
    assert Counter.get(Counter.number == 1).name == "Bưu điện"


def test_a_step_that_is_pressed_twice_adds_its_new_counter_once(admin):
    form = fields_of(admin.get("/setup/2").get_data(as_text=True), "/setup/2") | {"c15_number": "16"}
    for _press in range(2):
        assert admin.post("/setup/2", data=form).status_code == 303
    assert Counter.select().count() == 16


def test_rhyming_letters_are_confirmed_and_i_o_q_never_taken(admin):
    leave(admin, 1, name="xã Ẫn Mẫu")
    page = leave(admin, 3, s1_letter="b", s2_letter="Q").get_data(as_text=True)
    assert "B–C nghe gần giống nhau" in page and "Không dùng I, O, Q" in page
    assert leave(admin, 3, s1_letter="b").status_code == 422
    assert leave(admin, 3, s1_letter="b", rhymes="yes").status_code == 303
    assert Service.select().where(Service.letter == "B").exists()


def test_a_service_that_no_counter_serves_is_named(admin):
    links = {f"c{place}_s{Service.get(Service.letter == 'N').id}": "" for place in range(15)}
    assert "Chưa quầy nào tiếp: Đất đai" in leave(admin, 3, **links).get_data(as_text=True)


def test_a_fields_term_and_fee_hold_for_all_its_procedures(admin):
    one = Procedure.get(Procedure.code == "2.000815")
    leave(admin, 3, **{f"f{one.field_id}_working_days": "2", f"f{one.field_id}_fee": "3000"})
    told = {(row.working_days, row.fee) for row in Procedure.select().where(Procedure.field == one.field)}
    assert told == {(2, 3000)}


def test_a_trial_is_marked_and_wiped_when_the_doors_open(admin, centre):
    leave(admin, 1, name="xã Ẫn Mẫu")
    admin.post("/setup/openings", data={"how": "trial"})
    assert Centre.get_by_id(centre.id).is_sample
    queueing.issue(Service.get(Service.letter == "C"), key=new_key())
    with unit_of_work():
        upstairs = Zone.create(centre=centre, name="Tầng 2")
    admin.post("/setup/openings", data={"how": "open"})
    assert Ticket.select().count() == 0 and Counter.select().count() == 15
    assert list(Zone.select()) == [upstairs], "what was set up meanwhile stays"
    assert queueing.issue(Service.get(Service.letter == "C"), key=new_key()).code == "C001"


def test_each_counter_has_a_card_whose_pin_signs_in(admin, person):
    page = admin.post("/setup/cards").get_data(as_text=True)
    assert page.count('data-testid="pin-card"') == 17
    pin = page.split("canbo04</b>")[1].split('<p class="pin">')[1].split("<")[0].replace(" ", "")
    body = {"username": "canbo04", "secret": pin, "centre": "an-binh"}
    assert person().post("/api/sessions", json=body).status_code == 201
    admin.post("/setup/cards")
    assert person().post("/api/sessions", json=body).status_code == 401, "drawn anew, the old one holds no longer"


def test_on_an_english_page_days_services_and_counters_have_their_english_names(admin):
    for step in range(1, 5):
        leave(admin, step, name="phường Bình Minh")
    page = admin.get("/setup/5?lang=en").text
    assert "Monday 07:30–11:30" in page and "Thứ Hai" not in page
    assert "Certification" in page and "Chứng thực" not in page
    assert "Certification</span></th>" in admin.get("/admin/counters?lang=en").text
    cards = admin.post("/setup/cards?lang=en", data={"key": new_key()}).text
    assert '<p class="pin-name">Counter 1</p>' in cards and "Quầy" not in cards
    assert "Counter 1</label>" in admin.get("/admin/people?lang=en").text


def test_a_bare_server_lets_its_own_pc_begin_and_nobody_else(person, centre):
    with unit_of_work():
        own.wipe(centre, TABLES)
        Officer.delete().execute()
        Centre.delete().execute()
        bare = sample.bare()
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "192.168.1.77"}}
    assert person().post("/setup/sessions", **elsewhere).status_code == 403
    here = person()
    assert 'data-testid="welcome"' in here.get("/setup").get_data(as_text=True)
    assert here.post("/setup/sessions").headers["Location"] == "/setup"
    assert here.get("/setup").headers["Location"] == "/setup/1"
    assert Session.select().where(Session.centre == bare).count() == 1
    assert person().post("/setup/sessions").status_code == 403, "only the first time"


def test_what_the_sample_left_outside_the_database_goes_with_it(person, centre, app):
    instance = app.config["MOTCUA"].instance
    told = instance / "first-run.txt"
    told.write_text("Đăng nhập lần đầu\n  quan   abc   Quản\n  truong   def   Trưởng\n  lan … minh   PIN 802180\n")
    with unit_of_work():
        Centre.update(is_sample=True).where(Centre.id == centre.id).execute()
        printer = Printer.create(centre=centre, name="Máy in ảo", kind=Printer.VIRTUAL)
    folder = shelf.folder_of(app.config["MOTCUA"])
    papers.keep(folder, printer.id, Image.new("1", (8, 8)), now())
    somebody = person().sign_in("quan")
    somebody.post("/setup/centres")
    assert told.read_text() == "Đăng nhập lần đầu\n  quan   abc   Quản\n", "those who are no more are not named"
    assert not list(folder.glob("*.png"))
    leave(somebody, 1, name="xã Ẫn Mẫu", password="mưa rào trên sông Tiền")
    assert not told.exists(), "a password that holds no longer is not kept either"


def test_no_password_is_changed_that_nobody_typed_or_chose(admin, person, centre):
    before = Officer.get(Officer.username == "quan").secret
    page = admin.get("/setup/1").get_data(as_text=True)
    assert fields_of(page, "/setup/1")["password"] == "" and "giữ mật khẩu đang dùng" in page
    assert leave(admin, 1, name="xã Ẫn Mẫu").status_code == 303
    assert Officer.get(Officer.username == "quan").secret == before
    assert "Mật khẩu như anh/chị đã đặt" in admin.get("/setup/5").get_data(as_text=True)


def test_whoever_began_without_a_password_chooses_one_and_sees_it_again_before_the_doors_open(person, centre):
    with unit_of_work():
        own.wipe(centre, TABLES)
        Officer.delete().execute()
        Centre.delete().execute()
        bare = sample.bare()
    here = person()
    here.post("/setup/sessions")
    refused = leave(here, 1, name="xã Ẫn Mẫu")
    assert refused.status_code == 422 and 'data-testid="error-password"' in refused.get_data(as_text=True)
    page = here.get("/setup/1").get_data(as_text=True)
    drawn = page.split('data-testid="drawn">')[1].split("<")[0]
    assert leave(here, 1, name="xã Ẫn Mẫu", take_drawn="yes").status_code == 303
    assert drawn in here.get("/setup/5").get_data(as_text=True)
    body = {"username": "quantri", "secret": drawn, "centre": bare.slug}
    assert person().post("/api/sessions", json=body).status_code == 201
    assert drawn not in here.get("/setup/1").get_data(as_text=True)


def test_a_centre_that_opens_outside_its_hours_is_told_so_and_led_to_the_hours_of_today(admin, hands):
    leave(admin, 1, name="xã Ẫn Mẫu")
    page = admin.get(admin.post("/setup/openings", data={"how": "open"}).headers["Location"]).get_data(as_text=True)
    assert "Mời lấy phiếu đầu tiên" not in page, "no kiosk is paired that could give it"
    assert "việc dưới đây trước khi phát phiếu" in page
    with unit_of_work():
        Device.create(centre=Centre.get(), kind=Device.KIOSK, name="Máy lấy số 1", token_hash="x")
    page = admin.get("/admin?done=opened").get_data(as_text=True)
    assert "Mời lấy phiếu đầu tiên" in page
    hands.forward(hours=10)
    page = admin.get("/admin?done=opened").get_data(as_text=True)
    assert "Mời lấy phiếu đầu tiên" not in page
    assert 'data-testid="opened-outside-hours"' in page and 'href="/admin/hours#today"' in page


@pytest.mark.parametrize("username", ["truong", "ha", "lan"])
def test_only_an_administrator_sets_up(person, centre, username):
    somebody = person().sign_in(username)
    for act in ("/setup/centres", "/setup/1", "/setup/kits", "/setup/cards", "/setup/openings"):
        assert somebody.post(act).status_code == 403
