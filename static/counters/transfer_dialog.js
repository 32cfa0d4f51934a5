/** Where a number is sent on to: another service or counter, chosen by its sign, by arrow keys or by a press. */
import { fillList, refill } from "../shared/fill.js"
import { labelOf, titleOf } from "./picture.js"

export class TransferDialog {
  /** `dialogs`, `send`, `desk`, `catalogue`, `freshen` as the other dialogs have them. */
  constructor(house) {
    Object.assign(this, house)
    this.dialog = document.getElementById("transfer")
    this.form = this.dialog.querySelector("form")
    this.dialog.addEventListener("input", (event) => event.target.name === "to" && this.#drawPlaces())
    this.dialog.addEventListener("keydown", (event) => this.#walkPlaces(event))
    this.dialog.addEventListener("click", (event) => {
      const place = event.target.closest("[data-to]")
      if (place) this.#choosePlace(place.dataset.to)
    })
  }

  async open() {
    if (!this.desk().ticket) return
    this.dialogs.show("transfer")
    this.form.reset()
    this.#drawPlaces()
    await this.freshen()
    this.#drawPlaces()
  }

  submit() {
    const { to, why, tail, come_back, note } = this.form.elements
    const place = this.#places().find((one) => one.to === to.value.trim().toUpperCase())
    if (!place) {
      to.focus()
      return this.dialogs.wrong(this.form.querySelector("[data-words]").dataset.nowhere)
    }
    const sending = this.send("transfers", {
      ticket: this.desk().ticket?.token,
      ...place.body,
      why: why.value,
      at_tail: tail.value === "yes",
      come_back: come_back.checked,
      ...(note.value.trim() && { note: note.value.trim() }),
    })
    return this.dialogs.settle(sending)
  }

  #places() {
    const { services, counters } = this.catalogue()
    const { ticket, counter } = this.desk()
    const named = Object.fromEntries(services.map((one) => [one.letter, titleOf(one)]))
    return [
      ...services
        .filter((one) => one.letter !== ticket?.letter)
        .map((one) => ({
          to: one.letter,
          words: titleOf(one),
          label: titleOf(one),
          away: isServed(one.letter, counters) ? null : "unserved",
          unserved: !isServed(one.letter, counters),
          body: { to_service: one.letter },
        })),
      ...counters
        .filter((one) => one.number !== counter.number)
        .sort((one, other) => (one.state === "closed") - (other.state === "closed"))
        .map((one) => ({
          to: String(one.number),
          words: [labelOf(one), one.letters.map((letter) => named[letter]).join(", ")].filter(Boolean).join(" · "),
          label: labelOf(one),
          away: one.state === "open" ? null : one.state,
          closed: one.state === "closed",
          paused: one.state === "paused",
          body: { to_counter: one.number },
        })),
    ]
  }

  #choosePlace(to) {
    this.form.elements.to.value = to
    this.#drawPlaces()
  }

  /** Arrow keys go through the places, from the field and from the list: the list is one stop of Tab. */
  #walkPlaces(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || !event.target.closest("[name=to], [data-places]")) return
    event.preventDefault()
    const places = [...this.dialog.querySelectorAll("[data-to]")]
    const at = places.findIndex((one) => one.ariaSelected === "true")
    const next = places.at(at < 0 && step < 0 ? -1 : (at + step) % places.length)
    if (next) this.#choosePlace(next.dataset.to)
  }

  #drawPlaces() {
    const typed = this.form.elements.to.value.trim().toUpperCase()
    const places = this.#places().map((place) => ({
      ...place,
      testid: `transfer-to-${place.to}`,
      chosen: String(place.to === typed),
    }))
    const list = this.dialog.querySelector("[data-places]")
    fillList(list, this.dialog.querySelector("[data-place]"), places, (place) => place.to)
    list.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" })
    this.#warnOf(places.find((place) => place.chosen === "true"))
  }

  /** What will become of a number that is sent where nobody calls it now. */
  #warnOf(place) {
    const sentence = this.dialog.querySelector("[data-words]").dataset[place?.away ?? ""] ?? ""
    const { ticket } = this.desk()
    const said = sentence.replace("{counter}", place?.label).replace("{place}", place?.label).replace("{service}", ticket ? titleOf(ticket) : "")
    const warning = refill(this.dialog.querySelector("[data-transfer-warning]"), { sentence: said })
    warning.hidden = !said
  }
}

/** Whether a counter that is open now calls numbers of this service. */
function isServed(letter, counters) {
  return counters.some((one) => one.state === "open" && one.letters.includes(letter))
}
