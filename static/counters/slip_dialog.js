/** The slip of missing papers: the procedure's papers to tick by digit or mouse, a free line, Enter. */
import { newKey, post } from "../shared/ask.js"
import { fillList } from "../shared/fill.js"
import { Combo } from "./combo.js"

const DIGITS = 9

export class SlipDialog {
  #row = null // the procedure whose papers are listed
  #sent = null // {text, key}: the same slip sent again is the same slip

  /** `dialogs`, `send`, `desk`, `catalogue` as the other dialogs have them; `strip` knows the dossier; `say(sentence)`. */
  constructor(house) {
    Object.assign(this, house)
    this.dialog = document.getElementById("slip")
    this.form = this.dialog.querySelector("form")
    this.words = this.dialog.querySelector("[data-words]").dataset
    this.combo = new Combo({
      input: this.form.elements.procedure,
      list: this.dialog.querySelector("[data-options]"),
      template: this.dialog.querySelector("[data-option]"),
      chosen: (row) => this.#choose(row),
      left: () => this.#write(),
    })
    this.dialog.addEventListener("keydown", (event) => this.#digit(event))
  }

  async open() {
    if (this.desk().ticket?.state !== "serving") return
    this.dialogs.show("slip")
    this.form.reset()
    this.form.elements.days.value = this.desk().centre.come_back_days
    this.#draw()
    await this.freshen()
    this.#draw()
  }

  /** Send what is ticked; answers as `send` does. */
  async submit() {
    const { papers, note, days } = this.form.elements
    const ticked = [...(papers instanceof RadioNodeList ? papers : papers ? [papers] : [])]
    const body = {
      ticket: this.desk().ticket?.token,
      papers: ticked.filter((one) => one.checked).map((one) => one.value),
      note: note.value.trim(),
      ...(this.#row && { procedure: this.#row.id }),
      ...(this.strip.code && { dossier_code: this.strip.code }),
      ...(days.value && { days: Number(days.value) }),
    }
    const text = JSON.stringify(body)
    if (this.#sent?.text !== text) this.#sent = { text, key: newKey() }
    const { desk, error } = await this.send("come-backs", body, undefined, { key: this.#sent.key })
    if (error) return this.dialogs.wrong(error)
    if (!desk) return
    this.#sent = null
    this.dialogs.close()
    const { code, last_day, printed } = desk.slip
    const sentence = printed ? this.words.printed : this.words.unprinted
    this.say(sentence.replace("{code}", code).replace("{day}", last_day.split("-").reverse().join("/")))
  }

  /** Print the slip of this visit again. */
  async again() {
    const { given } = this.desk().ticket ?? {}
    if (!given) return
    try {
      const { printed } = await post(`/api/come-backs/${given.code}/papers`)
      this.say(printed ? this.words.again.replace("{code}", given.code) : this.words.noPrinter)
    } catch (error) {
      this.say(error.message || this.words.noPrinter)
    }
  }

  #draw() {
    const { procedures } = this.catalogue()
    this.combo.rows = procedures
    const { letter } = this.desk().ticket ?? {}
    const known = procedures.find((row) => row.id === this.strip.procedure)
    this.#choose(known ?? procedures.find((row) => row.letter === letter) ?? null)
  }

  #choose(row) {
    this.#row = row
    this.#write()
    const papers = (row?.papers ?? []).map((paper, index) => ({
      id: `${row.id}-${index}`,
      paper,
      digit: index < DIGITS ? String(index + 1) : null,
    }))
    const list = this.dialog.querySelector("[data-papers-list]")
    fillList(list, this.dialog.querySelector("[data-paper]"), papers)
    this.dialog.querySelector("[data-no-papers]").hidden = papers.length > 0
    ;(list.querySelector("input") ?? this.form.elements.note).focus()
  }

  #write() {
    this.form.elements.procedure.value = this.#row ? `${this.#row.code} ${this.#row.name}` : ""
  }

  #digit(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return
    if (event.target.matches("input:not([type=checkbox])")) return
    const box = this.dialog.querySelectorAll("[name=papers]")[Number(event.key) - 1]
    if (!box) return
    event.preventDefault()
    box.checked = !box.checked
    box.focus()
  }
}
