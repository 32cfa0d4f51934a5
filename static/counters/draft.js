/**
 * One line of the dossier strip while it is being written: what is asked, what is answered, what is still missing.
 * Knows no page; strip.js shows it.
 */
import { newKey } from "../shared/ask.js"
import { amountOf, dots } from "../shared/money.js"
import { codeIn, outcomeIn } from "./typed_code.js"

const ASKED_OF_MONEY = ["received", "returned"] // only these two ask for the fee and what is digitised
const BLANK = {
  code: "",
  outcome: null,
  procedure: null,
  channel: "online",
  due: "",
  fee: "",
  paid: null,
  digitised: null,
  proposed: false, // the outcome is not the officer's answer
  skipped: false,
  standard: true,
  known: null,
  touched: {},
}

export class Draft {
  constructor(ticket, prefix) {
    this.ticket = ticket
    this.prefix = prefix
    this.values = { ...structuredClone(BLANK), code: prefix }
    this.sent = null
  }

  /** Nothing has been answered yet by the officer. */
  get blank() {
    return this.unanswered && this.code === ""
  }

  /** The outcome is none, or one that only follows from the visit so far. */
  get unanswered() {
    return this.values.outcome === null || this.values.proposed
  }

  /** The digit of an outcome that was typed as the code, where it contradicts no answer: "3"; null. */
  get digitTyped() {
    return this.unanswered ? outcomeIn(this.values.code, this.prefix) : null
  }

  get advice() {
    return this.values.outcome === "advice"
  }

  get money() {
    return this.values.outcome === null || ASKED_OF_MONEY.includes(this.values.outcome)
  }

  get result() {
    return this.values.outcome === "returned"
  }

  get asksPaid() {
    return this.money && !this.advice && amountOf(this.values.fee) > 0
  }

  get asksDigitised() {
    return this.money && !this.advice
  }

  /** Whether the fee was paid online: as answered, else as known; null. A known fact is not asked again. */
  get paid() {
    return this.values.paid ?? this.values.known?.paid_online ?? null
  }

  /** Whether it is digitised, the input or the result by the outcome: as answered, else as known; null. */
  get digitised() {
    const { digitised, known } = this.values
    return digitised ?? (this.result ? known?.digitised_result : known?.digitised_input) ?? null
  }

  get skippable() {
    const { outcome } = this.values
    return outcome !== null && ((this.asksPaid && this.paid === null) || (this.asksDigitised && this.digitised === null))
  }

  get code() {
    return codeIn(this.values.code, this.prefix)
  }

  /** What is still to be answered, in the order of the strip: code, outcome, procedure, due, paid, digitised; null. */
  get missing() {
    const { outcome, procedure, known, due, skipped, touched } = this.values
    if (outcome === null) return this.code ? "outcome" : "code"
    if (this.advice) return null
    if (!this.code) return "code"
    if (procedure === null && !known) return "procedure"
    if (touched.due && dayOf(due) === null) return "due"
    if (touched.fee && this.money && amountOf(this.values.fee) === null) return "fee"
    if (this.asksPaid && this.paid === null && !skipped) return "paid"
    if (this.asksDigitised && this.digitised === null && !skipped) return "digitised"
    return null
  }

  /** The outcome, of a digit or a press. What was digitised, input or result, is another question then, and asked anew. */
  decide(outcome) {
    const before = this.result
    Object.assign(this.values, { outcome, proposed: false })
    if (this.result !== before) this.values.digitised = null
  }

  /** The procedure and what follows from it, where the officer has not said otherwise. */
  propose(row) {
    const { touched } = this.values
    this.values.procedure = row?.id ?? null
    if (!touched.due) this.values.due = row ? written(row.due_on) : ""
    if (!touched.fee) this.values.fee = row ? dots(row.fee) : ""
    if (!touched.channel && row) this.values.channel = row.channel
  }

  /** Take over what is known of a code that has just been looked up. */
  learn({ standard, dossier }) {
    const { values } = this
    Object.assign(values, { standard, known: dossier })
    if (!dossier) return
    if (!values.touched.procedure) values.procedure = dossier.procedure
    if (!values.touched.due) values.due = written(dossier.due_after ?? dossier.due_on)
    if (!values.touched.fee) values.fee = dots(dossier.fee)
    if (!values.touched.channel) values.channel = dossier.channel
  }

  /** {body, key} to be sent. The same line sent again has the same key. */
  get parcel() {
    const { outcome, procedure, channel, due, fee, known, touched } = this.values
    const body = { ticket: this.ticket, outcome, code: this.code }
    if (!this.advice) {
      if (!known || touched.channel) body.channel = channel
      if (procedure !== null && (!known || touched.procedure)) body.procedure = procedure
      if (touched.due) body.due_on = dayOf(due)
      if (touched.fee && this.money) body.fee = amountOf(fee)
      if (this.asksPaid && this.paid !== null) body.paid_online = this.paid
      if (this.asksDigitised && this.digitised !== null) body.digitised = this.digitised
    }
    const text = JSON.stringify(body)
    if (this.sent?.text !== text) this.sent = { text, key: newKey() }
    return { body, key: this.sent.key }
  }
}

/** "20/11/2026" of "2026-11-20". */
export function written(day) {
  return day ? day.slice(0, 10).split("-").reverse().join("/") : ""
}

/** "2026-11-20" of "20/11/2026" or "20112026"; null for what is no date. */
function dayOf(text) {
  const match = /^(\d{1,2})[/.\-\s]?(\d{1,2})[/.\-\s]?(\d{4})$/.exec(text.trim())
  if (!match) return null
  const [day, month, year] = match.slice(1).map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : null
}
