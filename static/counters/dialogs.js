/** The desk's dialogs: what they ask, and what they send. Each closes only when the server has said yes. */
import { Refusal, ask, get, newKey, post } from "../shared/ask.js"
import { fill, fillList, refill } from "../shared/fill.js"
import { titleOf } from "./picture.js"

/** A ticket's or a slip's code by itself, as its QR has it: no vowel, W or D. */
export const TOKEN = /^[BCGHKLMNPQRTVX2346789]{8}$/i
const PAPERS_BROUGHT = "#papers_brought" // a key of queueing/given.py

const dialogOf = (name) => document.getElementById(name)

export class Dialogs {
  #key = null // of a reprint that was not answered

  /**
   * `send(noun, body, reached)` acts at this counter; `put(noun, body)` changes it; `desk()`, `catalogue()` are the
   * pictures; `say(sentence)` shows a notice; `words` are the page's.
   */
  constructor(house) {
    Object.assign(this, house)
    this.forms = {
      transfer: (form) => this.#transfer(form),
      chosen: (form) => this.#callChosen(form),
      note: (form) => this.#send("notes", { ticket: this.desk().ticket?.token, text: form.elements.text.value }),
      services: (form) => this.#changeServices(form),
      result: (form) => this.#recordResult(form),
    }
    document.addEventListener("submit", (event) => {
      const form = event.target.closest("[data-form]")
      if (!form) return
      event.preventDefault()
      this.forms[form.dataset.form](form)
    })
    dialogOf("transfer").addEventListener("input", (event) => event.target.name === "to" && this.#drawPlaces())
    dialogOf("more").addEventListener("keydown", walk)
    dialogOf("transfer").addEventListener("click", (event) => {
      const place = event.target.closest("[data-to]")
      if (!place) return
      dialogOf("transfer").querySelector("form").elements.to.value = place.dataset.to
      this.#drawPlaces()
    })
  }

  get open() {
    return document.querySelector("dialog[open]")
  }

  /** What `data-act` may ask of the dialogs. */
  get acts() {
    return {
      close: () => this.close(),
      "open-held": () => this.show("held"),
      "open-missed": () => this.show("missed"),
      "open-papers": () => this.show("papers"),
      "open-more": () => this.show("more"),
      "open-keys": () => this.show("keys"),
      "open-pause": () => this.desk().counter.state === "open" && this.show("pause"),
      "open-screen": () => this.show("screen"),
      "open-note": () => this.#showNote(),
      "open-transfer": () => this.desk().ticket && this.#showTransfer(),
      "open-chosen": (button) => !this.desk().ticket && this.showChosen(button?.dataset.number),
      "open-services": () => this.#showServices(),
      "open-unfinished": () => this.#showUnfinished(),
      "open-result": () => this.#showResult(),
      "cancel-chosen": () => this.#cancelChosen(),
      resume: (button) => this.#send("resumptions", { ticket: button.dataset.token }, { stay: this.desk().held.length > 1 }),
      rejoin: (button) => this.#rejoin(button),
      cancel: (button) => this.#cancel(button),
      pause: (button) => this.#send("pauses", { why: button.dataset.why }),
      complete: (button) => this.#complete(button),
      reprint: (button) => this.#reprint(button.dataset.token, button.dataset.number),
      "reprint-present": () => this.desk().ticket && this.#reprint(this.desk().ticket.token, this.desk().ticket.number),
    }
  }

  show(name) {
    this.close()
    const dialog = dialogOf(name)
    dialog.scrollTop = 0
    for (const wrong of dialog.querySelectorAll("[data-wrong]")) wrong.hidden = true
    dialog.showModal()
    if (name === "keys") dialog.scrollTop = 0 // its first focus is its last button
    return dialog
  }

  close() {
    this.open?.close()
  }

  /** Call one number out of turn; `ticket` may be a number, a token or the URL of a QR. */
  showChosen(ticket = "") {
    const form = this.show("chosen").querySelector("form")
    form.reset()
    form.elements.ticket.value = ticket
    if (ticket) form.querySelector("[type=submit]").focus()
  }

  /** Say what was refused, in the dialog that asked. */
  wrong(sentence) {
    const wrong = this.open?.querySelector("[data-wrong]")
    if (!wrong) return this.say(sentence)
    wrong.textContent = sentence
    wrong.hidden = false
  }

  async #send(noun, body, { stay = false, said = "" } = {}) {
    return this.#after(await this.send(noun, body), stay, said)
  }

  #after({ desk, error }, stay, said) {
    if (error) return this.wrong(error)
    if (!desk) return
    if (!stay) this.close()
    if (said) this.say(said)
    return desk
  }

  async #showTransfer() {
    const dialog = this.show("transfer")
    dialog.querySelector("form").reset()
    this.#drawPlaces()
    await this.freshen()
    this.#drawPlaces()
  }

  #places() {
    const { services, counters } = this.catalogue()
    const { ticket, counter } = this.desk()
    const named = Object.fromEntries(services.map((one) => [one.letter, titleOf(one)]))
    return [
      ...services
        .filter((one) => one.letter !== ticket?.letter)
        .map((one) => ({ to: one.letter, words: titleOf(one), body: { to_service: one.letter } })),
      ...counters
        .filter((one) => one.number !== counter.number)
        .sort((one, other) => (one.state === "closed") - (other.state === "closed"))
        .map((one) => ({
          to: String(one.number),
          words: [one.label, one.letters.map((letter) => named[letter]).join(", ")].filter(Boolean).join(" · "),
          label: one.label,
          away: one.state === "open" ? null : one.state,
          closed: one.state === "closed",
          paused: one.state === "paused",
          body: { to_counter: one.number },
        })),
    ]
  }

  #drawPlaces() {
    const dialog = dialogOf("transfer")
    const typed = dialog.querySelector("form").elements.to.value.trim().toUpperCase()
    const places = this.#places().map((place) => ({
      ...place,
      testid: `transfer-to-${place.to}`,
      chosen: String(place.to === typed),
    }))
    const list = dialog.querySelector("[data-places]")
    fillList(list, dialog.querySelector("[data-place]"), places, (place) => place.to)
    list.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" })
    this.#warnOf(dialog, places.find((place) => place.chosen === "true"))
  }

  /** What will become of a number that is sent to a counter which calls nobody now. */
  #warnOf(dialog, place) {
    const sentence = dialog.querySelector("[data-words]").dataset[place?.away ?? ""] ?? ""
    const { ticket } = this.desk()
    const said = sentence.replace("{counter}", place?.label).replace("{service}", ticket ? titleOf(ticket) : "")
    const warning = refill(dialog.querySelector("[data-transfer-warning]"), { sentence: said })
    warning.hidden = !said
  }

  #transfer(form) {
    const { to, why, tail, come_back, note } = form.elements
    const place = this.#places().find((one) => one.to === to.value.trim().toUpperCase())
    if (!place) {
      to.focus()
      return this.wrong(form.querySelector("[data-words]").dataset.nowhere)
    }
    return this.#send("transfers", {
      ticket: this.desk().ticket?.token,
      ...place.body,
      why: why.value,
      at_tail: tail.value === "yes",
      come_back: come_back.checked,
      ...(note.value.trim() && { note: note.value.trim() }),
    })
  }

  async #callChosen(form) {
    if (this.desk().counter.state !== "open") return
    const { ticket, why, reason } = form.elements
    if (TOKEN.test(ticket.value.trim())) await this.#redeem(ticket)
    return this.#send("calls", { ticket: ticket.value, why: why.value.trim() || reason.value })
  }

  /** A code may be that of a slip: its number is what is called. */
  async #redeem(field) {
    const { desk } = await this.send("returns", { code: field.value.trim() })
    if (desk) field.value = desk.number
  }

  /** A code was scanned at a free counter: a slip brings its number; both may be called, with a reason. */
  async showScanned(text) {
    const { desk } = TOKEN.test(text) ? await this.send("returns", { code: text }) : {}
    this.showChosen(desk ? desk.number : text)
    if (!desk) return
    dialogOf("chosen").querySelector("form").elements.reason.value = PAPERS_BROUGHT
    this.say(this.words.brought.replace("{}", desk.number))
  }

  #cancelChosen() {
    const { ticket, why, reason } = dialogOf("chosen").querySelector("form").elements
    const said = this.words.cancelled.replace("{}", ticket.value.toUpperCase())
    return this.#send("cancellations", { ticket: ticket.value, why: why.value.trim() || reason.value }, { said })
  }

  #cancel({ dataset }) {
    const said = this.words.cancelled.replace("{}", dataset.number)
    return this.#send("cancellations", { ticket: dataset.token }, { said })
  }

  #rejoin({ dataset }) {
    const said = this.words.rejoined.replace("{}", dataset.number)
    return this.#send("rejoins", { ticket: dataset.token }, { said })
  }

  #showNote() {
    const { ticket } = this.desk()
    if (!ticket) return
    this.show("note").querySelector("form").elements.text.value = ticket.note
  }

  async #showServices() {
    const dialog = this.show("services")
    await this.freshen()
    const now = Object.fromEntries(this.desk().services.map((one) => [one.letter, one.first ? "first" : "fallback"]))
    const template = dialog.querySelector("[data-service-row]")
    const rows = this.catalogue().services.map((one) => {
      const use = now[one.letter] ?? "none"
      return fill(template, {
        letter: one.letter,
        title: titleOf(one),
        first: use === "first",
        fallback: use === "fallback",
        none: use === "none",
      })
    })
    dialog.querySelector("[data-service-rows]").replaceChildren(...rows)
    dialog.querySelector("input:checked")?.focus()
  }

  async #changeServices(form) {
    const chosen = (use) => [...form.querySelectorAll(`input[value="${use}"]:checked`)].map((one) => one.name)
    const answer = await this.put("services", { first: chosen("first"), fallback: chosen("fallback") })
    return this.#after(answer, false, this.words.saved)
  }

  async #showUnfinished() {
    const dialog = this.show("unfinished")
    try {
      this.#drawUnfinished((await get("/api/entries/unfinished")).entries)
    } catch (error) {
      this.wrong(error instanceof Refusal ? error.message : this.words.silent)
    }
    dialog.querySelector("[data-fact]")?.focus()
  }

  #drawUnfinished(entries) {
    const dialog = dialogOf("unfinished")
    const rows = entries.map((one) => ({
      ...one,
      paid_online_asked: one.fee > 0 && one.paid_online === null,
      digitised_asked: one.digitised === null,
    }))
    fillList(dialog.querySelector("[data-unfinished]"), dialog.querySelector("[data-unfinished-row]"), rows)
    dialog.querySelector("[data-unfinished-none]").hidden = rows.length > 0
  }

  async #complete(button) {
    const { fact, value } = button.dataset
    const id = button.closest("[data-entry]").dataset.entry
    try {
      this.#drawUnfinished((await ask("PUT", `/api/entries/${id}`, { [fact]: value === "yes" })).entries)
      dialogOf("unfinished").querySelector("[data-fact]:not([hidden] *)")?.focus()
    } catch (error) {
      this.wrong(error instanceof Refusal ? error.message : this.words.silent)
    }
  }

  #showResult() {
    const form = this.show("result").querySelector("form")
    form.reset()
    form.querySelector("[data-recorded]").textContent = ""
  }

  // It stays open: results come from the departments in piles.
  async #recordResult(form) {
    const { code, outcome } = form.elements
    const [wrong, recorded] = [form.querySelector("[data-wrong]"), form.querySelector("[data-recorded]")]
    recorded.textContent = ""
    wrong.hidden = true
    try {
      const address = `/api/dossiers/${encodeURIComponent(code.value.trim())}/results`
      const { dossier } = await post(address, { outcome: outcome.value })
      recorded.textContent = this.words.recorded.replace("{}", dossier.code)
      code.value = ""
    } catch (error) {
      this.wrong(error instanceof Refusal ? error.message : this.words.silent)
    }
    code.select()
  }

  async #reprint(ticket, number) {
    const key = (this.#key ??= newKey())
    try {
      await post("/api/print-jobs", { ticket }, { key })
      this.#key = null
      this.close()
      this.say(this.words.reprinted.replace("{}", number))
    } catch (error) {
      if (error instanceof Refusal) this.#key = null
      this.wrong(error instanceof Refusal ? error.message : this.words.silent)
    }
  }
}

/** Arrow keys, Home and End walk through a menu. */
function walk(event) {
  const items = [...event.currentTarget.querySelectorAll("[data-menu] > :is(button, a):not([hidden])")]
  const at = items.indexOf(document.activeElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined || at < 0) return
  event.preventDefault()
  items.at(to % items.length).focus()
}

/** The lists inside the dialogs, drawn anew with each picture. */
export function drawDialogLists(lists) {
  for (const [name, row] of [
    ["held", "held-row"],
    ["missed", "missed-row"],
    ["papers", "paper-row"],
  ]) {
    const dialog = dialogOf(name)
    fillList(dialog.querySelector(`[data-${name}]`), dialog.querySelector(`[data-${row}]`), lists[name], (one) => one.token)
  }
}
