"""A citizen finds a dossier on a phone; whoever keeps the commune's portal takes the file of the day."""

from pathlib import Path

from playwright.sync_api import expect

from tests.conftest import new_key

CODE = "H99.01-261120-0583"


def receive_a_dossier(server) -> None:
    """Somebody takes a number, and counter 1 receives a dossier."""
    kiosk, officer = server.screen("/kiosk"), server.officer("canbo01", 1)

    def send(who, path, **body):
        headers = {"Idempotency-Key": new_key()}
        answer = who.post(server.url + path, json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    services = kiosk.get(server.url + "/api/kiosk/picture", timeout=10).json()["services"]
    [certification] = [service["id"] for service in services if service["letter"] == "C"]
    token = send(kiosk, "/api/tickets", service=certification)["ticket"]["token"]
    send(officer, "/api/counters/1/calls")
    send(officer, "/api/counters/1/servings")
    procedures = officer.get(server.url + "/api/counters/1/catalogue", timeout=10).json()["procedures"]
    entry = {"code": CODE, "outcome": "received", "procedure": procedures[0]["id"], "channel": "direct"}
    send(officer, "/api/counters/1/entries", ticket=token, **entry)


def test_a_dossier_is_found_by_its_code_and_in_the_list_of_the_day(server, window):
    receive_a_dossier(server)
    page = window(360, 800)
    page.goto(f"{server.url}/results")
    page.get_by_test_id("code").fill("H99.01-261120-9999")
    page.get_by_test_id("look-up").click()
    expect(page.get_by_test_id("not-found")).to_contain_text("Không có hồ sơ mang mã này")
    page.get_by_test_id("code").fill(CODE.lower())
    page.get_by_test_id("look-up").click()
    expect(page.get_by_test_id("found")).to_contain_text(f"{CODE}Đang giải quyết")
    page.get_by_test_id("day").select_option(index=0)
    page.get_by_test_id("show").click()
    expect(page.get_by_test_id("results").locator("tbody tr")).to_have_text(f"{CODE}Đang giải quyết")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with page.expect_download() as download:
        page.get_by_test_id("csv").click()
    assert Path(download.value.path()).read_bytes().decode("utf-8-sig") == (
        f"ma_ho_so,trang_thai\r\n{CODE},Đang giải quyết\r\n"
    )
    page.get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
