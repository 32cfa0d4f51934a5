"""A form answers a press at any moment: with a page, or not before the script that sends it listens."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
FORM = re.compile(r"<form\b[^>]*>")
WAITING = re.compile(r"<template\b.*?</template>", re.DOTALL)  # not on the page until a script puts it there
PLAIN = re.compile(r'method="(get|post|dialog)"')


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_form_can_be_sent_before_the_script_that_sends_it_listens(path):
    forms = FORM.findall(WAITING.sub("", path.read_text()))
    for form in forms:
        answers_with_a_page = PLAIN.search(form) and "/api/" not in form
        assert answers_with_a_page or " inert" in form or " hidden" in form, form
