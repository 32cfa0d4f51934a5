/** The name as citizens will read it, while it is typed. */
const source = document.querySelector("[data-preview-source]")

source.addEventListener("input", (event) => {
  const { name, value } = event.target
  for (const shown of document.querySelectorAll(`[data-preview="${CSS.escape(name)}"]`)) {
    shown.textContent = value.trim() || "…"
  }
})
