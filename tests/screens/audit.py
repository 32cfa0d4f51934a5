"""Reads out what is wrong with a screen: our own measures (audit.js), and axe-core's."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

HERE = Path(__file__).parent
OURS = (HERE / "audit.js").read_text("utf-8")
AXE = (HERE.parent / "vendor" / "axe.min.js").read_text("utf-8")
WEIGHT = 300_000  # bytes of a page, without its media

# px: the smallest text, target and gap of each surface; head: text in the head of the page or a list; keys: those of a
# keyboard on the screen; link: what is neither button nor field. width: a target may be narrower than it is tall, down
# to this. inline: links within sentences are as tall as their line. parts: words in the other language carry `lang`.
# whole: nothing scrolls, so all that is pressed is on the screen. low: (target, gap) of what is typed with low buttons:
# two centimetres and three millimetres, since all of it has to lie within reach of a wheelchair.
SURFACES: dict[str, dict[str, Any]] = {
    "kiosk": {"text": 28, "target": 120, "keys": 100, "width": 120, "gap": 24, "whole": True, "low": (84, 14)},
    "tv": {"text": 48, "head": 40, "target": 0},
    "phone": {"text": 18, "target": 56, "width": 56, "gap": 12},
    "tablet": {"text": 28, "target": 160, "width": 160, "gap": 24, "whole": True},
    "poster": {"text": 14, "target": 40, "link": 24, "width": 24, "inline": True, "parts": False},  # hangs on a wall
    "staff": {"text": 14, "target": 40, "link": 24, "width": 24, "inline": True, "parts": False},
}
PAPER = "[data-paper]"  # a drawing of a printed page is as small as its window makes it
AXE_RULES = {
    "resultTypes": ["violations"],
    "elementRef": False,
    "preload": False,
    "iframes": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast": {"enabled": False}},  # measured by ourselves, at 7:1
}
SEVERE = ("serious", "critical")

Finding = tuple[str, str, str]  # rule, element, detail


def look(page: Page, language: str, *, keyboard: bool) -> list[Finding]:
    """What our own measures find on the page as it stands."""
    surface = page.locator("html").get_attribute("data-surface") or "staff"
    own = SURFACES[surface]
    usual = {
        "head": own["text"],
        "link": own["target"],
        "keys": own["target"],
        "width": 0,
        "gap": 0,
        "inline": False,
        "parts": True,
    }
    rules = {
        **usual,
        **own,
        "language": language,
        "contrast": 7,
        "bytes": WEIGHT,
        "paper": PAPER,
        "keyboard": keyboard and surface != "tv",
    }
    if not page.evaluate("'audit' in window"):
        page.evaluate("() => {" + OURS + "}")
    if rules["keyboard"]:
        page.keyboard.press("Tab")  # from here on the focus shows as to whoever uses keys
    return [tuple(found) for found in page.evaluate("(rules) => window.audit(rules)", rules)]


def axe(page: Page) -> list[Finding]:
    """What axe-core holds to be serious or critical."""
    page.evaluate("document.activeElement?.matches('.skip') && document.activeElement.blur()")  # it lies over the page
    if not page.evaluate("'axe' in window"):
        page.evaluate("() => {" + AXE + "}")
    found = page.evaluate(
        """async (options) => (await axe.run(document, options)).violations
          .map(({ id, impact, nodes }) => [id, impact, nodes.map((node) => node.target.join(' '))])
          .map(([id, impact, nodes]) => [id, impact, nodes.filter((node) =>
            id !== "target-size" || !document.querySelector(node)?.closest(options.paper))])
          .filter(([, , nodes]) => nodes.length)""",
        {**AXE_RULES, "paper": PAPER},
    )
    return [(f"axe {rule}", ", ".join(nodes[:5]), impact) for rule, impact, nodes in found if impact in SEVERE]
