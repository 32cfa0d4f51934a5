/** Two short questions of a desk: a visit without a number, and a colleague who takes the counter over. */
import { inThisLanguage } from "../shared/address.js"
import { newKey } from "../shared/ask.js"
import { fillList } from "../shared/fill.js"
import { titleOf } from "./picture.js"

export class QuickDialog {
  #key = null

  /** `dialogs`, `send`, `desk`, `catalogue` as the other dialogs have them. */
  constructor(house) {
    Object.assign(this, house)
    this.dialog = document.getElementById("quick")
    this.form = this.dialog.querySelector("form")
  }

  async open() {
    if (this.desk().ticket || this.desk().counter.state !== "open") return
    this.dialogs.show("quick")
    this.form.reset()
    this.#key = newKey()
    this.#draw()
    await this.freshen()
    this.#draw()
  }

  submit() {
    const { service, why } = this.form.elements
    const body = { service: service.value, why: why.value.trim() }
    return this.dialogs.settle(this.send("quick-services", body, undefined, { key: this.#key }))
  }

  /** The counter's own services first, and the first of them chosen. */
  #draw() {
    const own = this.desk().services.map((one) => one.letter)
    const rank = (one) => (own.includes(one.letter) ? own.indexOf(one.letter) : own.length)
    const services = [...this.catalogue().services].sort((one, other) => rank(one) - rank(other))
    const list = this.dialog.querySelector("[data-services]")
    const chosen = list.querySelector("input:checked")?.value
    const rows = services.map((one) => ({ letter: one.letter, title: titleOf(one) }))
    fillList(list, this.dialog.querySelector("[data-service]"), rows, (row) => row.letter)
    const box = list.querySelector(`input[value="${chosen ?? services[0]?.letter}"]`)
    if (!box) return
    box.checked = true
    if (document.activeElement?.name !== "why") box.focus()
  }
}

export class HandoverDialog {
  constructor(house) {
    Object.assign(this, house)
    this.form = document.getElementById("handover").querySelector("form")
  }

  open() {
    this.dialogs.show("handover")
    this.form.reset()
    this.form.elements.username.focus()
  }

  async submit() {
    const { username, secret } = this.form.elements
    const { desk, error } = await this.send("handovers", { username: username.value.trim(), secret: secret.value })
    if (error) {
      secret.value = ""
      secret.focus()
      return this.dialogs.wrong(error)
    }
    if (desk) location.assign(inThisLanguage("/counter"))
  }
}
