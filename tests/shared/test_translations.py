"""Whatever a citizen or an officer reads in Vietnamese can be read in English."""

import pytest
from babel.messages.pofile import read_po

from translations.merge import ENGLISH, MERGED, english, said

SENTENCES = {key: file for file, key, _counted in said()}
ROOMS = sorted({file.split("/")[1] for file in SENTENCES.values() if file.startswith("templates/")})


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_has_its_english(room):
    known = english()
    ours = [key for key, file in SENTENCES.items() if file.startswith(f"templates/{room}")]
    assert [key for key in ours if key not in known] == []


def test_the_english_keeps_every_value_of_the_vietnamese():
    with MERGED.open("rb") as file:
        for message in read_po(file):
            if message.id and message.string:
                counted = isinstance(message.id, tuple)
                expected = values(message.id[0] if counted else message.id)
                for form in message.string if counted else (message.string,):
                    assert values(form) == expected, message.id


def values(sentence: str) -> set[str]:
    """The names between %( and )s."""
    return {part.split(")")[0] for part in sentence.split("%(")[1:]}


def test_every_sentence_of_a_page_can_be_filled_in():
    """A percent sign is written %% there: another one breaks its page."""
    known = english()
    for key in {key for file, key, _counted in said() if file.startswith("templates/")}:
        meant = known[key]
        for form in (key[1], *((meant,) if isinstance(meant, str) else meant)):
            _ = form % dict.fromkeys(values(form), "")


def test_there_is_one_catalogue():
    assert [path.name for path in ENGLISH.glob("*.po")] == []
