/** The one act of this room: the centre takes up the rule that was tried. Everything else is links and forms. */

import { post, Refusal } from "../shared/ask.js"
import { refill } from "../shared/fill.js"

const form = document.querySelector("[data-adopt]")
if (form) {
  const [done, refused] = ["[data-done-said]", "[data-refusal]"].map((name) => form.querySelector(name))
  const button = form.querySelector("button")
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    button.disabled = true
    done.hidden = refused.hidden = true
    try {
      await post(form.getAttribute("action"), JSON.parse(form.elements.rule.value))
      refill(done, { message: form.dataset.done }).hidden = false
    } catch (error) {
      const message = error instanceof Refusal ? error.message : form.dataset.silent
      refill(refused, { message }).hidden = false
      button.disabled = false
    }
  })
  form.inert = false
}
