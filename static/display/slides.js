/**
 * Pictures and silent films in the large field, in turn with what it says otherwise, while nobody is called. A call
 * takes them away at once; they begin again at the one that was cut short.
 */
const STATE_MILLISECONDS = 12_000 // what the field says by itself stands so long between two rounds
const LONGEST_FILM = 600_000 // a film that neither ends nor fails is left

export class Slides {
  #list = []
  #free = false
  #at = -1 // which slide is shown; -1: what the field says by itself
  #timer = null

  constructor(field) {
    this.field = field
    this.picture = field.querySelector("[data-slide-picture]")
    this.film = field.querySelector("[data-slide-film]")
    this.picture.addEventListener("load", () => this.#show(this.picture))
    this.film.addEventListener("playing", () => this.#show(this.film))
    this.film.addEventListener("ended", () => this.#next())
    // One that cannot be shown is passed over, and not at once: a round of nothing else must not spin.
    for (const part of [this.picture, this.film]) part.addEventListener("error", () => part.src && this.#after(1000))
  }

  set list(list) {
    if (JSON.stringify(list) === JSON.stringify(this.#list)) return
    this.#list = list
    this.#rest()
  }

  /** Whether the field may be used: nobody is called. */
  set free(free) {
    if (free === this.#free) return
    this.#free = free
    if (free) this.#rest()
    else this.#clear()
  }

  // What the field says by itself, and then the slides.
  #rest() {
    this.#clear()
    if (this.#free && this.#list.length) this.#after(STATE_MILLISECONDS)
  }

  #next() {
    const next = this.#at + 1
    this.#clear()
    if (!this.#free) return
    if (next >= this.#list.length) {
      this.#at = -1
      return this.#rest()
    }
    this.#at = next
    const { kind, url, title, seconds } = this.#list[next]
    this.#after(kind === "film" ? LONGEST_FILM : seconds * 1000)
    if (kind === "picture") {
      this.picture.alt = title
      this.picture.src = url
    } else {
      this.film.setAttribute("aria-label", title)
      this.film.src = url
      this.film.play().catch(() => {}) // its "error" says so, or a call has taken its place
    }
  }

  #show(part) {
    if (!this.#free || !part.src) return
    part.hidden = false
    this.field.dataset.slide = ""
  }

  #after(milliseconds) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#next(), milliseconds)
  }

  #clear() {
    clearTimeout(this.#timer)
    delete this.field.dataset.slide
    this.picture.hidden = this.film.hidden = true
    this.picture.removeAttribute("src")
    if (!this.film.getAttribute("src")) return
    this.film.pause()
    this.film.removeAttribute("src")
    this.film.load() // lets go of what was read of it
  }
}
