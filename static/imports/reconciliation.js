/** The sheet of sources: one press believes a source in everything that waits of a dossier. */

import { Refusal, post } from "../shared/ask.js"
import { refill } from "../shared/fill.js"

const room = document.querySelector("[data-reconciliation]")

room.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-resolve]")
  if (!button) return
  const { resolveDossier } = button.closest("[data-resolve-dossier]").dataset
  const banner = document.querySelector("[data-refusal]")
  button.disabled = true
  try {
    await post(`/api/imports/dossiers/${resolveDossier}/resolutions`, { source: Number(button.dataset.resolve) })
    window.location.reload()
  } catch (error) {
    button.disabled = false
    refill(banner, { message: error instanceof Refusal ? error.message : room.dataset.noAnswer })
    banner.hidden = false
  }
})
