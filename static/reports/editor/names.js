/** The list of figures beside a text: find one by its name, take it for one field, put it into the text. */

const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "d").toLowerCase()

/** `take(name)` is told which one was pressed. */
export function listenToNames(names, figures, take) {
  const buttons = [...names.querySelectorAll("[data-insert]")]
  const search = names.querySelector("[data-search]")
  const field = names.querySelector("[data-field]")
  const byField = new Set([...figures.fields.values()].flatMap((names) => [...names.keys()]))
  for (const button of buttons) button.disabled = false
  names.querySelector("[data-finding]").hidden = false
  names.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault()) // keep the caret
  names.addEventListener("click", (event) => {
    const name = event.target.closest("[data-insert]")?.dataset.insert
    if (name) take(figures.ofField(name, field?.value ?? ""))
  })
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault()) // it would save
  search.addEventListener("input", sift)
  field?.addEventListener("change", sift)

  /** Show only what is looked for, as the chosen field has it. */
  function sift() {
    const wanted = folded(search.value).split(/\s+/)
    for (const button of buttons) {
      const written = figures.ofField(button.dataset.insert, field?.value ?? "")
      button.parentElement.hidden = !written || !wanted.every((word) => folded(button.textContent).includes(word))
      if (written && byField.has(button.dataset.insert)) button.querySelector("b").textContent = figures.of(written).value
    }
    for (const group of names.querySelectorAll("details")) {
      group.hidden = !group.querySelector("li:not([hidden])")
      if (search.value) group.open = true
    }
    names.querySelector("[data-none]").hidden = Boolean(names.querySelector("details:not([hidden])"))
  }
}
