"""Every alert has a sentence, and every remedy the words of its button."""

import inspect
import re
from pathlib import Path

from alerts import equipment, finding, queues
from supervisor import remedies

SAID = (Path(__file__).parents[2] / "templates" / "supervisor" / "_said.html").read_text(encoding="utf-8")
RULES = inspect.getsource(queues) + inspect.getsource(equipment)


def listed(name: str) -> set[str]:
    return set(re.findall(r'"([\w-]+)"', re.search(rf"set {name} = \((.*?)\)", SAID, re.S)[1]))


def test_every_kind_that_a_rule_finds_has_its_sentence():
    kinds = set(re.findall(r'Finding\("([\w-]+)"', RULES)) | {kind for kind, _ in equipment.PRINTERS.values()}
    kinds |= set(equipment.SOUNDS.values()) | {"kiosk-lost", "display-offline"}
    assert len(kinds) > 20
    assert kinds <= listed("ALERTS")
    assert all(f'kind == "{kind}"' in SAID for kind in listed("ALERTS"))


def test_every_remedy_that_a_rule_proposes_has_its_words_and_its_act():
    verbs = set(re.findall(r'Remedy\("([\w-]+)"', RULES))
    script = (Path(__file__).parents[2] / "static" / "supervisor" / "live.js").read_text(encoding="utf-8")
    by_the_page = set(re.findall(r'verb === "(\w+)"', script)) | {"backup", "prune"}
    assert verbs <= listed("REMEDIES") and verbs <= set(remedies.ACTS) | by_the_page
    assert all(verb in finding.Remedy.__doc__ for verb in verbs)
