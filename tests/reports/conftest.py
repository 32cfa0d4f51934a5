"""The same dossiers and visits as for the figures, and an office that opens what is written."""

from playwright.sync_api import Page, expect

from tests.figures.conftest import after_november, civil_field, dossier, furnish_field, visit
from tests.reports.office import office

__all__ = ["after_november", "civil_field", "dossier", "furnish_field", "office", "visit", "write_the_tasks_anew"]


def write_the_tasks_anew(desk: Page) -> None:
    """In the open editor: one sentence of one's own, with a figure from the list."""
    words = desk.get_by_test_id("edit-words")
    expect(words).to_be_focused()
    words.press("Control+a")
    words.press_sequentially("Phấn đấu giải quyết xong ")
    desk.locator("details", has_text="Hồ sơ").locator('[data-insert="{dang_giai_quyet}"]').click()
    desk.keyboard.type(" hồ sơ còn lại trong tháng.")
