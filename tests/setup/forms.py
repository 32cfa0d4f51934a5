"""What a browser would send back of a page's form, untouched."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.sent, self.inside, self.select, self.first = action, [], False, None, None
        self.writing = False

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.inside = told.get("action", "").split("?")[0] == self.action
        if not self.inside or "disabled" in told:
            return
        if tag == "input" and told.get("name") and (told.get("type") != "checkbox" or "checked" in told):
            self.sent.append((told["name"], told.get("value") or ""))
        if tag == "textarea":
            self.sent.append((told["name"], ""))
            self.writing = True
        if tag == "select":
            self.select, self.first = told.get("name"), None
        if tag == "option" and self.select and ("selected" in told or self.first is None):
            self.first = told.get("value", "")

    def handle_data(self, data):
        if self.writing:
            self.sent[-1] = (self.sent[-1][0], self.sent[-1][1] + data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.writing = False
        if tag == "select" and self.select and self.inside:
            self.sent.append((self.select, self.first or ""))
            self.select = None
        if tag == "form":
            self.inside = False


def fields_of(page: str, action: str) -> dict[str, str | list[str]]:
    """Name → value, or values where there are several."""
    reader = _Reader(action)
    reader.feed(page)
    found: dict[str, str | list[str]] = {}
    for name, value in reader.sent:
        if name in found:
            earlier = found[name]
            found[name] = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        else:
            found[name] = value
    return found
