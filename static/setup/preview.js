/** The name as citizens will read it, while it is typed; and what was typed before this script came. */
const source = document.querySelector("[data-preview-source]")

function show({ name, value }) {
  for (const shown of document.querySelectorAll(`[data-preview="${CSS.escape(name)}"]`)) {
    shown.textContent = value.trim() || "…"
  }
}

source.addEventListener("input", (event) => show(event.target))
for (const field of source.querySelectorAll('input:not([type="checkbox"]):not([type="radio"])')) show(field)
