/** Two lists of dossiers that need no number: facts left for later, and results that come from the departments. */
import { Refusal, ask, get, post } from "../shared/ask.js"
import { fillList } from "../shared/fill.js"
import { codeIn } from "./typed_code.js"

const TO_ANSWER = "[data-fact]:not([hidden] *)"

export class UnfinishedDialog {
  /** `dialogs`, `words` as the other dialogs have them. */
  constructor(house) {
    Object.assign(this, house)
    this.dialog = document.getElementById("unfinished")
  }

  open() {
    this.dialogs.show("unfinished")
    return this.#draw(get("/api/entries/unfinished"))
  }

  /** One fact of one dossier is answered, by the button that was pressed. */
  complete(button) {
    const { fact, value } = button.dataset
    const { entry } = button.closest("[data-entry]").dataset
    return this.#draw(ask("PUT", `/api/entries/${entry}`, { [fact]: value === "yes" }))
  }

  /** What is still missing, and the next of it under the hand. */
  async #draw(asking) {
    try {
      const { entries } = await asking
      const rows = entries.map((one) => ({
        ...one,
        paid_online_asked: one.fee > 0 && one.paid_online === null,
        digitised_asked: one.digitised === null,
      }))
      fillList(this.dialog.querySelector("[data-unfinished]"), this.dialog.querySelector("[data-unfinished-row]"), rows)
      this.dialog.querySelector("[data-unfinished-some]").hidden = rows.length === 0
      this.dialog.querySelector("[data-unfinished-none]").hidden = rows.length > 0
      this.dialog.querySelector(TO_ANSWER)?.focus()
    } catch (error) {
      this.dialogs.wrong(error instanceof Refusal ? error.message : this.words.silent)
    }
  }
}

export class ResultDialog {
  constructor(house) {
    Object.assign(this, house)
    this.form = document.getElementById("result").querySelector("form")
    this.recorded = this.form.querySelector("[data-recorded]")
  }

  open() {
    this.dialogs.show("result")
    this.form.reset()
    this.recorded.textContent = ""
    this.#begin()
  }

  // It stays open: results come from the departments in piles.
  async submit() {
    const { code, outcome } = this.form.elements
    this.recorded.textContent = ""
    this.form.querySelector("[data-wrong]").hidden = true
    try {
      const whole = codeIn(code.value, this.#prefix)
      if (!whole) return this.#begin()
      const address = `/api/dossiers/${encodeURIComponent(whole)}/results`
      const { dossier } = await post(address, { outcome: outcome.value })
      this.recorded.textContent = this.words.recorded.replace("{}", dossier.code)
      this.#begin()
    } catch (error) {
      this.dialogs.wrong(error instanceof Refusal ? error.message : this.words.silent)
      code.select()
    }
  }

  get #prefix() {
    return this.desk().centre.dossier_start
  }

  /** The field begins as the strip's does; what is typed or scanned follows the prefix. */
  #begin() {
    const { code } = this.form.elements
    code.value = this.#prefix
    code.focus()
    code.setSelectionRange(code.value.length, code.value.length)
  }
}
