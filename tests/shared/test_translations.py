"""Whatever a citizen or an officer reads in Vietnamese can be read in English."""

import pytest
from babel.messages.pofile import read_po

from translations.merge import ENGLISH, MERGED, english, said

SENTENCES = sorted({sentence: file for file, sentence in said()}.items())


@pytest.mark.parametrize("room", sorted({file.split("/")[1] for _, file in SENTENCES if file.startswith("templates/")}))
def test_every_sentence_of_a_room_has_its_english(room):
    known = english()
    ours = [sentence for sentence, file in SENTENCES if file.startswith(f"templates/{room}")]
    assert [sentence for sentence in ours if sentence not in known] == []


def test_the_english_keeps_every_value_of_the_vietnamese():
    with MERGED.open("rb") as file:
        for message in read_po(file):
            if message.id and message.string:
                assert values(message.string) == values(message.id), message.id


def values(sentence: str) -> set[str]:
    """The names between %( and )s."""
    return {part.split(")")[0] for part in sentence.split("%(")[1:]}


def test_there_is_one_catalogue():
    assert [path.name for path in ENGLISH.glob("*.po")] == []
