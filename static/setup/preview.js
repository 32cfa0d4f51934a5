/**
 * What citizens will read, while it is typed; and what was typed before this script came. A list is one sentence there.
 * Beside a sentence that the centre may word itself stands a button which puts the delivered one back.
 */
const source = document.querySelector("[data-preview-source]")
const FIELDS = 'textarea, input:not([type="checkbox"]):not([type="radio"])'

function show({ name, value }) {
  const words = value.trim().split("\n").join(", ")
  for (const shown of document.querySelectorAll(`[data-preview="${CSS.escape(name)}"]`)) {
    shown.textContent = words || "…"
  }
}

source.addEventListener("input", (event) => show(event.target))
for (const field of source.querySelectorAll(FIELDS)) show(field)

for (const button of source.querySelectorAll("[data-restore]")) {
  const field = source.elements[button.dataset.restore]
  const draw = () => (button.hidden = field.value.trim() === button.dataset.delivered)
  button.addEventListener("click", () => {
    field.value = button.dataset.delivered
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  })
  field.addEventListener("input", draw)
  draw()
}
