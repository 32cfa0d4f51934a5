/**
 * The dossier strip on the page: shows the draft, and moves on by itself after each answer
 * (scan → outcome → fee paid → digitised → F2 or Enter).
 */
import { Refusal, get } from "../shared/ask.js"
import { fillList, refill } from "../shared/fill.js"
import { amountOf, dots } from "../shared/money.js"
import { ChoiceGroup } from "./choice_group.js"
import { Combo } from "./combo.js"
import { Draft } from "./draft.js"

const FIELDS = { due_on: "due", paid_online: "paid" } // the server's names, where ours are shorter
const fieldOf = (name) => FIELDS[name?.split(".").at(-1)] ?? name?.split(".").at(-1) ?? "code"
const GROUPS = ["outcome", "channel", "paid", "digitised"]

export class Strip {
  #draft = null
  #catalogue = { procedures: [], today: "" }
  #desk = null
  #wrong = ""
  #looking = null // the look-up under way: what it finds decides what is sent

  /** `log(parcel)` sends a line and answers {desk} or {error, field}; `changed()` is called when it opens or closes. */
  constructor(root, { log, changed }) {
    this.root = root
    this.log = log
    this.changed = changed
    this.words = root.querySelector("[data-strip-words]").dataset
    this.refusal = document.getElementById("dos-wrong") // in the bar that is always in sight
    this.fields = Object.fromEntries([...root.querySelectorAll("[data-field]")].map((one) => [one.dataset.field, one]))
    const group = (name) => new ChoiceGroup(root.querySelector(`[data-group="${name}"]`), (value) => this.#pick(name, value))
    this.groups = Object.fromEntries(GROUPS.map((name) => [name, group(name)]))
    this.combo = new Combo({
      input: this.fields.procedure,
      list: root.querySelector("[data-options]"),
      template: root.querySelector("[data-option]"),
      chosen: (row) => this.#choose(row),
      left: () => this.#draw(),
    })
    this.fields.code.addEventListener("input", () => this.#answer("code", this.fields.code.value, { known: null, standard: true }))
    this.fields.code.addEventListener("change", () => {
      this.#readDigit()
      this.#lookUp()
    })
    this.fields.due.addEventListener("input", () => this.#touch("due"))
    this.fields.fee.addEventListener("input", () => this.#touch("fee"))
    this.fields.fee.addEventListener("change", () => this.#rewriteFee())
    root.addEventListener("keydown", (event) => this.#enter(event))
  }

  /** What the line that is being written says so far: the procedure's id, and the dossier's code. */
  get procedure() {
    return this.#draft?.values.procedure ?? null
  }

  get code() {
    return this.#draft?.code ?? ""
  }

  get isOpen() {
    return !this.root.hidden
  }

  /** A new picture of the desk: the strip belongs to the ticket that is being served, and to no other. */
  follow(desk) {
    this.#desk = desk
    const served = desk.ticket?.state === "serving" ? desk.ticket.token : null
    if (this.#draft && this.#draft.ticket !== served) {
      this.#draft = null
      this.close()
    }
    this.#proposeOutcome()
    this.#draw()
  }

  set catalogue(catalogue) {
    this.#catalogue = catalogue
    this.combo.rows = catalogue.procedures
    if (this.#draft?.blank && !this.#draft.values.touched.procedure) this.#draft.propose(this.#usual())
    this.#draw()
  }

  open() {
    if (!this.#draft) this.#begin()
    this.root.hidden = false
    this.#draw()
    this.changed()
    this.#goOn()
  }

  close() {
    if (!this.isOpen) return
    this.root.hidden = true
    this.#say("")
    this.changed()
  }

  /**
   * A code from the scanner: opens the strip if need be, and asks for the outcome. Another dossier that stands there
   * answered is logged first; one that is half written, or in this visit already, makes room.
   */
  async scanned(code) {
    this.open()
    const { code: before } = this.#draft
    if (before && before !== code && !this.#draft.unanswered) {
      const done = this.#draft.missing === null && !this.#isTwice(before)
      if (done && !(await this.commit())) return
      this.#begin()
    }
    this.#answer("code", code, { known: null, standard: true })
    this.#lookUp()
    this.#goOn()
  }

  /** Remembers the draft as it is; answers how to have it back. */
  snapshot() {
    const kept = this.#draft && structuredClone(this.#draft.values)
    return () => {
      if (kept && this.#draft) this.#draft.values = kept
      this.#draw()
    }
  }

  /** Facts are left for later. */
  skip() {
    this.#draft.values.skipped = true
    this.#say("")
    this.#focusOn(this.#draft.missing)
  }

  /** Enter: log this line and begin another. */
  async add() {
    this.#readDigit()
    if (this.#draft.blank) return this.#refuse("code")
    if (await this.commit()) this.#focusOn("code")
  }

  /**
   * Log what is written, if anything is. Answers whether the visit may be finished: something was logged for it, and
   * nothing written was refused. `log` sends it, in another way than usual.
   */
  async commit(log = this.log) {
    this.#readDigit()
    await this.#looking
    const draft = this.#draft
    if (!draft) return false
    if (draft.blank) return this.#desk.ticket.entries.length > 0 || this.#refuse(draft.values.proposed ? "code" : "outcome")
    if (draft.missing) return this.#refuse(draft.missing)
    if (this.#isTwice(draft.code)) return this.#refuse("code", this.words.twice)
    const { desk, error, field } = await log(draft.parcel)
    if (error) return this.#refuse(fieldOf(field), error)
    if (!desk) return false
    if (this.#draft === draft) this.#begin()
    this.#say("")
    return true
  }

  /** A new line. The first of a visit has the dossier with which its number was taken. */
  #begin() {
    const { ticket, centre } = this.#desk
    this.#draft = new Draft(ticket.token, centre.dossier_start)
    this.#draft.propose(this.#usual())
    this.#proposeOutcome()
    if (!ticket.dossier_code || ticket.entries.length > 0) return
    this.#draft.values.code = ticket.dossier_code
    this.#lookUp()
  }

  /** Whoever was given a slip of missing papers is asked for papers, unless the officer says otherwise. */
  #proposeOutcome() {
    const { ticket } = this.#desk
    const asked = ticket?.given && !ticket.entries.some((entry) => entry.outcome === "supplement")
    if (asked && this.#draft?.values.outcome === null) Object.assign(this.#draft.values, { outcome: "supplement", proposed: true })
  }

  /** "3" and nothing else in the field of the code was meant for the outcomes below it. */
  #readDigit() {
    const digit = this.#draft?.digitTyped
    if (!digit) return
    const value = this.#outcomeOf(digit)
    this.#draft.values.code = this.#draft.prefix
    this.#draft.decide(value)
    this.#say("")
  }

  /** What this counter logs most for the service of the ticket. */
  #usual() {
    return this.#catalogue.procedures.find((row) => row.letter === this.#desk.ticket?.letter)
  }

  #isTwice(code) {
    const same = (one) => one.replace(/\s/g, "").toUpperCase() === code.replace(/\s/g, "").toUpperCase()
    return code !== "" && this.#desk.ticket.entries.some((entry) => same(entry.code))
  }

  #lookUp() {
    this.#looking = this.#learn()
  }

  async #learn() {
    const draft = this.#draft
    const code = draft?.code
    if (!code) return
    try {
      const found = await get(`/api/dossiers/${encodeURIComponent(code)}`, { patience: 3_000 })
      if (this.#draft !== draft || draft.code !== code) return
      draft.learn(found)
    } catch (error) {
      if (error instanceof Refusal && error.field === "code") this.#say(error.message)
      return // not reached: the line is logged all the same, and the server joins it to what it knows
    }
    this.#draw()
  }

  #answer(name, value, also = {}) {
    Object.assign(this.#draft.values, { [name]: value }, also)
    this.#say("")
  }

  #rewriteFee() {
    const amount = amountOf(this.fields.fee.value)
    if (amount !== null) this.#answer("fee", dots(amount))
  }

  #touch(name) {
    this.#draft.values.touched[name] = true
    this.#answer(name, this.fields[name].value)
  }

  #choose(row) {
    this.#draft.values.touched.procedure = true
    this.#draft.propose(row)
    this.#say("")
    this.#goOn()
  }

  #pick(name, value) {
    if (name === "channel") this.#draft.values.touched.channel = true
    if (name === "outcome") this.#draft.decide(value)
    this.#answer(name, value)
    if (name !== "channel") this.#goOn()
  }

  #goOn() {
    const { code, unanswered, missing } = this.#draft
    this.#focusOn(code && unanswered ? "outcome" : missing)
  }

  /** Enter is printed on "Thêm hồ sơ nữa" and does that. In the code it ends the code; a choice is taken by its own key. */
  #enter(event) {
    if (event.key !== "Enter" || event.defaultPrevented) return
    if (event.target === this.fields.code) {
      event.preventDefault()
      this.#readDigit()
      this.#lookUp()
      this.#focusOn(this.#draft.blank ? "outcome" : this.#draft.missing) // advice has no code
    } else if (event.target.matches("input, [role=radio]")) {
      event.preventDefault()
      if (!event.repeat) this.add()
    }
  }

  #focusOn(name) {
    if (name === null) return this.root.querySelector("[data-act='add-dossier']").focus()
    if (this.groups[name]) return this.groups[name].focus()
    const field = this.fields[name] ?? this.fields.code
    field.focus()
    if (field === this.fields.code) field.setSelectionRange(field.value.length, field.value.length)
  }

  /** Say what is missing, and go there. Always false. */
  #refuse(name, sentence = this.words[name]) {
    this.#focusOn(name)
    this.#say(sentence)
    return false
  }

  #say(sentence) {
    this.#wrong = sentence
    this.#draw()
  }

  #draw() {
    refill(this.refusal, { strip: { wrong: this.#wrong } })
    const draft = this.#draft
    if (!draft) return
    const { values } = draft
    const { words } = this
    refill(this.root, {
      strip: {
        advice: draft.advice,
        dossier: !draft.advice,
        money: draft.money,
        paid: draft.asksPaid,
        result: draft.result,
        supplement: values.outcome === "supplement",
        skippable: draft.skippable,
        skipped: String(values.skipped),
        blank: draft.blank,
      },
      typed: {
        odd: draft.code !== "" && !values.standard,
        known: values.known,
        last: values.known ? (words[values.known.last_outcome ?? values.known.outcome] ?? words.pending) : "",
      },
    })
    for (const name of ["code", "due", "fee"]) this.#write(name, values[name])
    if (document.activeElement !== this.fields.procedure) {
      const row = this.#catalogue.procedures.find((one) => one.id === values.procedure)
      const said = row ? `${row.code} ${row.name}` : ""
      this.#write("procedure", said)
      this.fields.procedure.parentElement.dataset.said = said
    }
    const digit = draft.digitTyped // seen as it will be read: "3" in the code is advice
    const outcome = digit ? this.#outcomeOf(digit) : values.outcome
    const chosen = { ...values, outcome, paid: draft.paid, digitised: draft.digitised }
    for (const name of GROUPS) this.groups[name].show(chosen[name])
    const entries = this.#desk.ticket?.entries ?? []
    const rows = entries.map((one) => ({ ...one, word: words[one.outcome] }))
    fillList(this.root.querySelector("[data-logged]"), this.root.querySelector("[data-logged-row]"), rows)
  }

  #outcomeOf(digit) {
    return this.root.querySelector(`[data-group="outcome"] [data-key="${digit}"]`).dataset.value
  }

  #write(name, value) {
    if (this.fields[name].value !== value) this.fields[name].value = value
  }
}
