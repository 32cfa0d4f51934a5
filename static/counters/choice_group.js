/** A row of choices of which one is taken: by mouse, by arrow keys, or by the key that is written on it. */

const ANSWERS = { yes: true, no: false }
const valueOf = (choice) => ANSWERS[choice.dataset.value] ?? choice.dataset.value

export class ChoiceGroup {
  /** `root` holds elements with `data-value`, and `data-key` where a key takes it; `picked(value)` is told. */
  constructor(root, picked) {
    this.root = root
    this.picked = picked
    root.addEventListener("keydown", (event) => this.#key(event))
    root.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-value]")
      if (choice) this.#pick(choice)
    })
  }

  get #choices() {
    return [...this.root.querySelectorAll("[data-value]")]
  }

  focus() {
    this.root.querySelector("[tabindex='0']").focus()
  }

  /** Show which is taken; Tab stops there, or at the first. */
  show(value) {
    const choices = this.#choices
    const chosen = choices.find((choice) => valueOf(choice) === value)
    for (const choice of choices) {
      choice.setAttribute("aria-checked", String(choice === chosen))
      choice.tabIndex = choice === (chosen ?? choices[0]) ? 0 : -1
    }
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const choices = this.#choices
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      const at = choices.indexOf(document.activeElement)
      return choices[(at + step + choices.length) % choices.length].focus()
    }
    const named = choices.find((choice) => choice.dataset.key === event.key.toUpperCase())
    if (named) this.#pick(named)
  }

  #pick(choice) {
    choice.focus()
    this.picked(valueOf(choice))
  }
}
