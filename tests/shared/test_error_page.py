"""The page that says why there is no page: what happened as its heading, the way out below it."""

import pytest

from sentences import headed


def test_only_what_happened_is_the_heading(app):
    page = app.test_client().get("/nowhere", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "<h1>Không có trang hoặc mục này.</h1>" in page
    assert "<p>Mời xem lại địa chỉ.</p>" in page


@pytest.mark.parametrize(
    ("words", "what", "then"),
    [
        ("Không tìm thấy. Mời tải lại trang.", "Không tìm thấy.", "Mời tải lại trang."),
        ("Phiếu giữ chỗ đến hết ngày 25/11/2026. Mời lấy số.", "Phiếu giữ chỗ đến hết ngày 25/11/2026.", "Mời lấy số."),
        ("Số này đã xong.", "Số này đã xong.", ""),
        ("Bưu cục P. An Bình, TP. Vinh chưa mở.", "Bưu cục P. An Bình, TP. Vinh chưa mở.", ""),
    ],
)
def test_a_short_form_in_a_name_ends_no_sentence(words, what, then):
    assert headed(words) == (what, then)
