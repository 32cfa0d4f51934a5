/** The desk's dialogs: what they ask, and what they send. Each closes only when the server has said yes. */
import { Refusal, newKey, post } from "../shared/ask.js"
import { fill, fillList } from "../shared/fill.js"
import { titleOf } from "./picture.js"

const CODE = /^(?:.*\/c\/)?([BCGHKLMNPQRTVX2346789]{8})$/i
const TICKET = /\/t\/[^/?#]+/
const PAPERS_BROUGHT = "#papers_brought" // a key of queueing/given.py

/** The code of a slip, or of a ticket, that stands alone or at the end of the address in a slip's QR; null of any other. */
const codeOf = (text) => text.trim().match(CODE)?.[1] ?? null

/** Whether a scan is of a paper of ours, and of no dossier. */
export const isOurs = (text) => TICKET.test(text) || codeOf(text) !== null

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
      chosen: (form) => this.#callChosen(form),
      note: (form) => this.#send("notes", { ticket: this.desk().ticket?.token, text: form.elements.text.value }),
      services: (form) => this.#changeServices(form),
    }
    document.addEventListener("submit", (event) => {
      const form = event.target.closest("[data-form]")
      if (!form) return
      event.preventDefault()
      this.forms[form.dataset.form](form)
    })
    for (const menu of document.querySelectorAll("[data-menu]")) menu.addEventListener("keydown", walk)
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
      "open-chosen": (button) => !this.desk().ticket && this.showChosen(button?.dataset.number),
      "open-services": () => this.#showServices(),
      "cancel-chosen": () => this.#cancelChosen(),
      resume: (button) => this.#send("resumptions", { ticket: button.dataset.token }, { stay: this.desk().held.length > 1 }),
      rejoin: (button) => this.#rejoin(button),
      cancel: (button) => this.#cancel(button),
      pause: (button) => this.#send("pauses", { why: button.dataset.why }),
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

  #send(noun, body, options) {
    return this.settle(this.send(noun, body), options)
  }

  /**
   * What was asked in a dialog is answered in it: it closes, unless it is to `stay`, or says what was refused. One that
   * was opened meanwhile, since the socket was quicker than the answer, is left alone.
   */
  async settle(sending, { stay = false, said = "" } = {}) {
    const asked = this.open
    const { desk, error } = await sending
    const here = this.open === asked
    if (error) return here ? this.wrong(error) : this.say(error)
    if (!desk) return
    if (!stay && here) this.close()
    if (said) this.say(said)
    return desk
  }

  async #callChosen(form) {
    if (this.desk().counter.state !== "open") return
    const { ticket, why, reason } = form.elements
    if (codeOf(ticket.value)) await this.#redeem(ticket)
    return this.#send("calls", { ticket: ticket.value, why: why.value.trim() || reason.value })
  }

  /** A code may be that of a slip: its number is what is called. */
  async #redeem(field) {
    const { desk } = await this.send("returns", { code: codeOf(field.value) })
    if (desk) field.value = desk.number
  }

  /** A code was scanned at a free counter: a slip brings its number; both may be called, with a reason. */
  async showScanned(text) {
    const code = codeOf(text)
    const { desk } = code ? await this.send("returns", { code }) : {}
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
    const sending = this.put("services", { first: chosen("first"), fallback: chosen("fallback") })
    return this.settle(sending, { said: this.words.saved })
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
  const items = [...event.currentTarget.querySelectorAll(":scope > :is(button, a):not([hidden])")]
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
