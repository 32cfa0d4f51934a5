/** What the shift lead fills in. Each dialog is a form; its answer is the new picture, and what was refused stands in it. */
import { clock } from "../shared/clock.js"
import { fillList, refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { Sweep } from "./sweep.js"
import { word } from "./words.js"

const words = document.querySelector("[data-sweep-words]")?.dataset ?? {}

export class Dialogs {
  #about = {}
  #sending = null // what was asked and is not answered yet

  /** `act(asking, done)` asks the server and shows its picture; `board()` is the latest one. */
  constructor({ act, ask, post, board }) {
    Object.assign(this, { act, ask, post, board })
    this.sweep = new Sweep(this.#find("sweep"), { act, post })
    for (const dialog of document.querySelectorAll("dialog[data-dialog]")) {
      dialog.addEventListener("submit", (event) => this.#submit(event, dialog))
      dialog.addEventListener("click", (event) => this.#click(event, dialog))
    }
  }

  open(name, about = {}) {
    const dialog = this.#find(name)
    this.#about = about
    dialog.querySelector("form").reset()
    this.#wrong(dialog, "")
    this.#fill(name, dialog)
    dialog.showModal()
    dialog.querySelector("input, select")?.focus()
  }

  /** A new picture: what an open dialog offers follows it. */
  told() {
    const notices = this.#find("notice")
    if (notices?.open) this.#drawNotices(notices)
  }

  #find(name) {
    return document.querySelector(`dialog[data-dialog="${name}"]`)
  }

  #fill(name, dialog) {
    const { services, counters, line } = this.board()
    const counter = counters.find(({ number }) => number === this.#about.counter)
    const offers = dialog.querySelector("[data-service-options]")
    if (offers) {
      const offered = name === "assign" ? services.filter(({ letter }) => !counter.letters.includes(letter)) : services
      offers.replaceChildren(...offered.map((service) => new Option(`${service.letter} ${nameOf(service)}`, service.letter)))
    }
    if (name === "message") {
      refill(dialog, { counter: counter?.number })
      dialog.querySelector("[data-all]").hidden = Boolean(counter)
      dialog.querySelector("[data-one]").hidden = !counter
    }
    if (name === "assign") {
      refill(dialog, { counter: counter.number, helping: counter.helps.join(" ") })
      dialog.querySelector("[data-helping]").hidden = counter.helps.length === 0
    }
    if (name === "move") {
      dialog.querySelector("[name=ticket]").value = this.#about.ticket ?? ""
      const places = services.map((one) => new Option(words.toService.replace("{name}", `${one.letter} ${nameOf(one)}`), `s:${one.letter}`))
      places.push(...counters.map((one) => new Option(words.toCounter.replace("{number}", one.number), `c:${one.number}`)))
      dialog.querySelector("[data-place-options]").replaceChildren(...places)
      dialog.querySelector("[data-line]").replaceChildren(...line.map(({ number }) => new Option(number, number)))
    }
    if (name === "hand") dialog.querySelector("[data-given]").hidden = true
    if (name === "notice") this.#drawNotices(dialog)
    if (name === "sweep") this.sweep.load()
  }

  #drawNotices(dialog) {
    const rows = this.board().notices.map((notice) => ({ ...notice, until_time: clock.timeOf(notice.until) }))
    fillList(dialog.querySelector("[data-notices]"), document.querySelector("[data-notice-row]"), rows)
  }

  async #submit(event, dialog) {
    event.preventDefault()
    const form = event.target
    const missing = [...form.elements].find((field) => field.willValidate && !field.checkValidity())
    if (missing) return missing.reportValidity()
    await this.#send(dialog, dialog.dataset.dialog, Object.fromEntries(new FormData(form)))
  }

  async #send(dialog, name, fields) {
    if (name === "sweep") return this.#told(dialog, await this.sweep.confirmAll(), { stays: true })
    const asked = {
      message: () => ["messages", { counter: this.#about.counter ?? null, text: fields.text }, word("doneMessage")],
      assign: () => ["assignments", { counter: this.#about.counter, service: fields.service }, word("doneAssign")],
      move: () => ["transfers", moveOf(fields), word("doneMove")],
      notice: () => ["notices", noticeOf(fields), word("doneNotice")],
      hand: () => ["tickets", { service: fields.service, priority: fields.priority === "on" }, null],
    }[name]
    const [noun, body, done] = asked()
    const press = JSON.stringify([noun, body])
    if (this.#sending === press) return // pressed twice: it is on its way
    this.#sending = press
    const { answer, error } = await this.act(() => this.post(`/api/live/${noun}`, body), done)
    this.#sending = null
    this.#told(dialog, error, { stays: name === "hand" })
    if (name === "hand" && answer) {
      refill(dialog.querySelector("[data-given]"), answer)
      dialog.querySelector("[data-given]").hidden = false
    }
  }

  async #click(event, dialog) {
    const button = event.target.closest("button")
    if (!button) return
    if ("close" in button.dataset) dialog.close()
    if ("takeBack" in button.dataset) {
      const path = `/api/live/assignments/${this.#about.counter}`
      this.#told(dialog, (await this.act(() => this.ask("DELETE", path), word("doneTakenBack"))).error)
    }
    if ("reprint" in button.dataset) await this.#reprint(dialog)
    if (button.dataset.endNotice) {
      const path = `/api/live/notices/${button.dataset.endNotice}`
      this.#told(dialog, (await this.act(() => this.ask("DELETE", path))).error, { stays: true })
    }
    if ("confirm" in button.dataset) this.#told(dialog, await this.sweep.confirm(button.closest("tr")), { stays: true })
  }

  async #reprint(dialog) {
    const field = dialog.querySelector("[name=ticket]")
    if (!field.checkValidity()) return field.reportValidity()
    const { error } = await this.act(() => this.post("/api/live/reprints", { ticket: field.value }), word("doneReprint"))
    this.#told(dialog, error)
  }

  #told(dialog, error, { stays = false } = {}) {
    this.#wrong(dialog, error ?? "")
    if (!error && !stays) dialog.close()
  }

  #wrong(dialog, message) {
    const place = dialog.querySelector("[data-wrong]")
    place.textContent = message
    place.hidden = !message
  }
}

const nameOf = (service) => (english() ? service.name_en : service.name)

const noticeOf = ({ text, text_en, minutes }) => ({ text, text_en, minutes: Number(minutes) })

function moveOf({ ticket, to, place }) {
  const [kind, where] = [to.slice(0, 1), to.slice(2)]
  const there = kind === "s" ? { to_service: where } : { to_counter: Number(where) }
  return { ticket, ...there, at_tail: place === "tail" }
}
