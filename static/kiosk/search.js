/** Papers first: procedures found by any part of their name, typed without accents, and what each asks one to bring. */
import { get } from "../shared/ask.js"
import { fill, refill } from "../shared/fill.js"

const SETTLE_MS = 250 // after the last letter

export class Search {
  #timer = null
  #asking = null
  #found = []
  #page = 0

  /** `perPage()` is how many to show at once; `onError(error)` hears what `get` throws. */
  constructor({ perPage, onError }) {
    this.perPage = perPage
    this.onError = onError
  }

  /** The procedure found with this code, or undefined. */
  procedure(code) {
    return this.#found.find((procedure) => procedure.code === code)
  }

  /** Begin afresh, with nothing typed. */
  open() {
    this.#input.value = ""
    this.find()
  }

  type(letter) {
    const input = this.#input
    if (input.value.length < input.maxLength) input.value += letter === " " ? " " : letter.toLowerCase()
    this.soon()
  }

  erase() {
    this.#input.value = this.#input.value.slice(0, -1)
    this.soon()
  }

  soon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.find(), SETTLE_MS)
  }

  async find() {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    const asking = (this.#asking = new AbortController())
    try {
      const words = this.#input.value.trim()
      const answer = await get(`/api/procedures?q=${encodeURIComponent(words)}`, { signal: asking.signal })
      this.#found = answer.procedures
      this.turn(-this.#page)
    } catch (error) {
      if (error.name !== "AbortError") this.onError(error)
    }
  }

  /** Show another page of what was found. */
  turn(by) {
    const size = this.perPage()
    const pages = Math.max(1, Math.ceil(this.#found.length / size))
    this.#page = Math.min(Math.max(this.#page + by, 0), pages - 1)
    const from = this.#page * size
    const row = document.getElementById("procedure")
    const rows = this.#found.slice(from, from + size).map((procedure) => fill(row, procedure))
    document.querySelector("[data-found]").replaceChildren(...rows)
    document.querySelector("[data-found-none]").hidden = this.#found.length > 0
    const pager = document.querySelector("[data-found-pager]")
    pager.hidden = pages === 1
    pager.querySelector('[data-by="-1"]').toggleAttribute("data-leads-nowhere", this.#page === 0)
    pager.querySelector('[data-by="1"]').toggleAttribute("data-leads-nowhere", this.#page === pages - 1)
    refill(pager, { page: this.#page + 1, pages })
  }

  get #input() {
    return document.querySelector("[data-search]")
  }
}

/** Fill the papers' list of one procedure. */
export function drawPapers(procedure) {
  const line = document.getElementById("paper")
  const papers = procedure.papers.map((paper) => fill(line, { paper }))
  document.querySelector("[data-papers]").replaceChildren(...papers)
  document.querySelector("[data-papers-none]").hidden = papers.length > 0
}
