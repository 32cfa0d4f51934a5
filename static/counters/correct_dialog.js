/** What was logged today by mistake: the counter's lines, and the form in which one of them is corrected or struck. */
import { Refusal, get } from "../shared/ask.js"
import { clock } from "../shared/clock.js"
import { fillList, refill } from "../shared/fill.js"
import { amountOf, dots } from "../shared/money.js"
import { Combo } from "./combo.js"
import { Draft, written } from "./draft.js"

const ANSWERS = { yes: true, no: false }
const FOLLOWS = ["due", "fee", "channel"] // from the procedure, or from what is known of the code

export class CorrectDialog {
  #draft = null
  #line = null
  #learning = null // the look-up under way: what it finds decides what is sent
  #kept = null // the answers of the line, once those of another code's dossier stand in their place

  /** `send`, `dialogs`, `desk`, `catalogue`, `freshen`, `say` as the other dialogs have them; `room`: the counter's address. */
  constructor(house) {
    Object.assign(this, house)
    this.list = document.getElementById("logged-today")
    this.dialog = document.getElementById("correct")
    this.form = this.dialog.querySelector("form")
    this.own = this.dialog.querySelector("[data-words]").dataset
    this.outcomes = document.querySelector("[data-strip-words]").dataset
    this.combo = new Combo({
      input: this.form.elements.procedure,
      list: this.dialog.querySelector("[data-options]"),
      template: this.dialog.querySelector("[data-option]"),
      chosen: (row) => this.#choose(row),
      left: () => this.#draw(),
    })
    this.form.addEventListener("change", (event) => this.#answer(event.target))
  }

  /** The lines of today, the newest under the hand. */
  async open() {
    this.dialogs.show("logged-today")
    const { entries, struck } = (await this.#logged()) ?? { entries: [], struck: [] }
    const one = (selector) => this.list.querySelector(selector)
    const said = (row) => ({ ...row, word: this.outcomes[row.outcome], time: clock.timeOf(row.at) })
    const mended = (row) => ({ ...said(row), mended: row.corrected_at && clock.timeOf(row.corrected_at) })
    fillList(one("[data-logged-today]"), one("[data-logged-today-row]"), entries.map(mended))
    fillList(
      one("[data-struck]"),
      one("[data-struck-row]"),
      struck.map((row) => ({ ...said(row), time: clock.timeOf(row.struck_at) })),
      (row) => row.struck_at + row.code,
    )
    one("[data-logged-none]").hidden = entries.length > 0
    one("[data-struck-part]").hidden = struck.length === 0
    one("[data-act='correct']")?.focus()
  }

  /** The form of one line, from the list or from the strip. */
  async correct(button) {
    const logged = await this.#logged()
    const line = logged?.entries.find((one) => String(one.id) === button.dataset.line)
    if (!line) return logged && this.open()
    await this.freshen()
    this.#line = line
    this.#draft = draftOf(line, this.desk().centre.dossier_start)
    this.#kept = null
    this.combo.rows = this.catalogue().procedures
    this.dialogs.show("correct")
    this.#draw()
    this.form.elements.code.select()
  }

  /** Enter: the line as it is written here takes the place of the one that was logged. */
  async submit() {
    await this.#learning
    const { missing } = this.#draft
    if (missing) return this.#refuse(missing)
    const { body, key } = this.#draft.parcel
    const { desk, error } = await this.send("entries", { ...body, corrects: this.#line.line }, undefined, { key })
    this.#end(desk, error, this.own.corrected)
  }

  /** The line should not be there at all. */
  async strike() {
    const { desk, error } = await this.send("strikes", { line: this.#line.line })
    this.#end(desk, error, this.own.struck)
  }

  #end(desk, error, said) {
    if (error) return this.dialogs.wrong(error)
    if (!desk) return
    this.dialogs.close()
    this.say(said.replace("{}", this.#line.number))
  }

  get #row() {
    return this.catalogue().procedures.find((one) => one.id === this.#draft.values.procedure)
  }

  async #logged() {
    try {
      return await get(`${this.room}/entries`)
    } catch (error) {
      this.dialogs.wrong(error instanceof Refusal ? error.message : this.words.silent)
    }
  }

  #answer({ name, value }) {
    const { values } = this.#draft
    if (name === "procedure") return
    if (name === "code") return void (this.#learning = this.#learn(value))
    if (name === "outcome") this.#draft.decide(value)
    else values[name] = ANSWERS[value] ?? value
    if (FOLLOWS.includes(name)) values.touched[name] = true
    if (name === "outcome" && !values.touched.due && !values.known) values.due = written(this.#row?.due_on)
    if (name === "fee" && amountOf(value) !== null) values.fee = dots(amountOf(value))
    this.#draw()
  }

  #choose(row) {
    this.#draft.values.touched = { procedure: true }
    this.#draft.propose(row)
    this.#draw()
  }

  /** Of another code that is known here, all but the outcome is as it is known, until the code is another again. */
  async #learn(typed) {
    const draft = this.#draft
    if (this.#kept) {
      Object.assign(draft.values, this.#kept, { outcome: draft.values.outcome })
      this.#kept = null
    }
    draft.values.code = typed
    draft.values.known = draft.code === this.#line.code ? knownOf(this.#line) : null
    this.#draw()
    if (!draft.code || draft.code === this.#line.code) return
    const found = await get(`/api/dossiers/${encodeURIComponent(draft.code)}`, { patience: 3_000 }).catch(() => null)
    if (!found?.dossier || this.#draft !== draft || draft.values.code !== typed) return
    this.#kept = structuredClone(draft.values)
    Object.assign(draft.values, { touched: {}, paid: null, digitised: null })
    draft.learn(found)
    this.#draw()
  }

  #refuse(name) {
    this.dialogs.wrong(this.outcomes[name])
    const field = this.form.elements[name]
    ;(field instanceof RadioNodeList ? field[0] : field)?.focus()
  }

  #draw() {
    const draft = this.#draft
    if (!draft) return
    const { values } = draft
    const { elements } = this.form
    refill(this.dialog, {
      mend: {
        number: this.#line.number,
        dossier: !draft.advice,
        money: draft.asksDigitised,
        paid: draft.asksPaid,
        result: draft.result,
      },
    })
    for (const name of ["code", "due", "fee"]) elements[name].value = values[name]
    const row = this.#row
    elements.procedure.value = row ? `${row.code} ${row.name}` : this.#line.procedure
    const chosen = { outcome: values.outcome, channel: values.channel, paid: draft.paid, digitised: draft.digitised }
    for (const [name, value] of Object.entries(chosen)) {
      const word = typeof value === "boolean" ? (value ? "yes" : "no") : value
      for (const one of elements[name]) one.checked = one.value === word
    }
  }
}

/** A line that is logged, as it would have been written. */
function draftOf(line, prefix) {
  const draft = new Draft(line.token, prefix)
  Object.assign(draft.values, {
    code: line.code,
    outcome: line.outcome,
    procedure: line.procedure_id,
    channel: line.channel ?? draft.values.channel,
    due: written(line.due_on),
    fee: dots(line.fee),
    paid: line.paid_online,
    digitised: line.digitised,
    skipped: !line.complete,
    known: knownOf(line),
    touched: Object.fromEntries(["procedure", ...line.said].map((name) => [name, true])),
  })
  return draft
}

/** A file brought its dossier, and named no procedure of ours: none is asked for. */
const knownOf = (line) => (line.code && line.procedure_id === null ? {} : null)
