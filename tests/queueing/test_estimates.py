"""How a wait is said, on a screen and on paper."""

import pytest

from printing.contents import PAPER, PAPER_EN
from queueing.estimates import Wait


@pytest.mark.parametrize(
    ("wait", "screen", "paper"),
    [
        (Wait(None, None), "Chưa ước tính được", "Chưa ước tính được giờ chờ"),
        (Wait(0, 0), "Không phải chờ", "Không phải chờ"),
        (Wait(0, 5), "Dưới 5 phút", "Dự kiến chờ dưới 5\u00a0phút"),
        (Wait(10, 15), "10–15 phút", "Dự kiến chờ 10–15\u00a0phút"),
    ],
)
def test_a_wait_is_said_on_screens_and_as_a_sentence_on_paper(wait, screen, paper):
    assert (wait.text, wait.said(PAPER)) == (screen, paper)


@pytest.mark.parametrize(
    ("wait", "screen", "paper"),
    [
        (Wait(None, None), "Cannot estimate yet", "Wait cannot be estimated yet"),
        (Wait(0, 0), "No wait", "No wait"),
        (Wait(0, 5), "Under 5 minutes", "Expected wait: under 5\u00a0minutes"),
        (Wait(10, 15), "10–15 minutes", "Expected wait: 10–15\u00a0minutes"),
    ],
)
def test_the_same_wait_is_said_in_english(wait, screen, paper):
    assert (wait.text_en, wait.said(PAPER_EN)) == (screen, paper)
