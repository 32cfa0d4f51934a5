/** The figures that a text may name, as the list beside the editor has them: each with its value in this period. */

/** Reads the list once; `of(written)` answers for any name, also for one that does not exist. */
export class Figures {
  constructor(list) {
    this.known = new Map()
    this.fields = new Map()
    for (const one of list.querySelectorAll("[data-insert]")) this.known.set(one.dataset.insert, figureOf(one.dataset))
    for (const one of list.querySelectorAll("option[data-figures]")) {
      const ofField = new Map()
      for (const [whole, [written, value, state, href]] of Object.entries(JSON.parse(one.dataset.figures))) {
        ofField.set(whole, written)
        this.known.set(written, figureOf({ value, state, href, label: `${this.known.get(whole).label} · ${one.value}` }))
      }
      this.fields.set(one.value, ofField)
    }
    this.missing = list.dataset.missing
    this.unknown = list.dataset.unknown
    this.nothing = list.dataset.nothing
  }

  has(written) {
    return this.known.has(written)
  }

  /** { value, label, title, href, state, lines }; states: some, zero, words, unknown, and wrong for no such name. */
  of(written) {
    const found = this.known.get(written)
    if (!found) return { value: written, label: this.missing, title: this.missing, href: "", state: "wrong", lines: [] }
    if (!found.value) return { ...found, value: `${found.label}: ${this.nothing}`, title: `${found.label}: ${this.nothing}` }
    return { ...found, title: `${found.label}: ${found.state === "unknown" ? this.unknown : found.value}` }
  }

  /** Whether a part with these figures is printed in this period. */
  printed(written, unlessZero) {
    const states = written.map((one) => this.of(one).state)
    if (states.some((state) => state === "unknown" || state === "wrong")) return false
    return !(unlessZero && states.includes("zero") && !states.includes("some"))
  }

  /** The name of the same figure for one field; null where it has none. No field: the whole centre's. */
  ofField(written, field) {
    return field ? (this.fields.get(field)?.get(written) ?? null) : written
  }
}

function figureOf({ value = "", label = "", href = "", state = "words", lines = "" }) {
  return { value, label, href, state, lines: lines ? lines.split("\n") : [] }
}
