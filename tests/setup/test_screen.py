"""The page of devices and printers, in a real browser."""

from playwright.sync_api import expect


def test_a_trial_paper_is_one_press_and_says_what_answered(new_server, window):
    server = new_server()
    page = window(1200, 900)
    cookies = server.officer("quantri").cookies
    page.context.add_cookies([{"name": c.name, "value": c.value or "", "url": server.url} for c in cookies])
    page.goto(f"{server.url}/admin/devices")
    page.get_by_test_id("try-printer").click()
    expect(page.get_by_test_id("trial")).to_have_text("Máy in tốt.")
    page.screenshot(path="tests/output/admin.png")
    page.goto(f"{server.url}/papers")
    expect(page.locator("main img")).to_have_count(1)
