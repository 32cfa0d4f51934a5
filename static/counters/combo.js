/** A field that finds a procedure by words of its name or by its code, accents aside. */
import { fillList } from "../shared/fill.js"

const SHOWN = 8

export class Combo {
  #found = []
  #at = -1

  /** `chosen(row)` is called with the row that was picked; `left()` when the field is left as it was. */
  constructor({ input, list, template, chosen, left }) {
    Object.assign(this, { input, list, template, chosen, left })
    this.rows = []
    input.addEventListener("input", () => this.#show(input.value))
    input.addEventListener("focus", () => input.select())
    input.addEventListener("keydown", (event) => this.#key(event))
    input.addEventListener("blur", () => this.#close() && this.left())
    list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[data-id]")
      event.preventDefault() // the field keeps its focus
      if (option) this.#pick(this.#found.find((row) => String(row.id) === option.dataset.id))
    })
  }

  #show(words) {
    const wanted = fold(words).split(" ").filter(Boolean)
    const fits = (row) => wanted.every((word) => (row.folded ??= fold(`${row.code} ${row.name}`)).includes(word))
    this.#found = this.rows.filter(fits).slice(0, SHOWN)
    this.#at = this.#found.length ? 0 : -1
    this.list.hidden = !this.#found.length
    this.input.setAttribute("aria-expanded", String(!this.list.hidden))
    fillList(this.list, this.template, this.#found.map((row) => ({ ...row, dom: `${this.list.id}-${row.id}` })))
    this.#mark()
  }

  #key(event) {
    const open = !this.list.hidden
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (!open) return this.#show("")
      const step = event.key === "ArrowDown" ? 1 : -1
      this.#at = (this.#at + step + this.#found.length) % this.#found.length
      this.#mark()
    } else if (event.key === "Enter" && open) {
      event.preventDefault()
      event.stopPropagation()
      this.#pick(this.#found[this.#at])
    } else if (event.key === "Escape" && open) {
      event.preventDefault()
      event.stopPropagation()
      this.#close()
      this.left()
    }
  }

  #mark() {
    ;[...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === this.#at))
      if (index === this.#at) option.scrollIntoView({ block: "nearest" })
    })
    const id = this.list.children[this.#at]?.id
    if (id) this.input.setAttribute("aria-activedescendant", id)
    else this.input.removeAttribute("aria-activedescendant")
  }

  #pick(row) {
    if (!row) return
    this.#close()
    this.chosen(row)
  }

  #close() {
    this.list.hidden = true
    this.input.setAttribute("aria-expanded", "false")
    this.input.removeAttribute("aria-activedescendant")
    return true
  }
}

/** Lower case without Vietnamese marks: "chung thuc" finds "Chứng thực". */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase()
}
