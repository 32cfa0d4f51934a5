/** What the pages of the hall's screens share: each press is one request, and the page is then drawn anew. */
import { NoAnswer, Refusal } from "../shared/ask.js"
import { isoOf } from "../shared/dates.js"
import { refill } from "../shared/fill.js"

const page = document.querySelector("[data-forms]")
const banner = page.querySelector("[data-refusal]")

export { page }

/** Ask, then draw the page anew; a refusal is said, and what was typed stays. */
export async function act(request) {
  banner.hidden = true
  try {
    await request()
    location.reload()
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof NoAnswer)) console.warn(error)
    refill(banner, { message: error instanceof Refusal && error.message ? error.message : page.dataset.noAnswer })
    banner.hidden = false
    banner.scrollIntoView({ block: "nearest" })
  }
}

/** Send a form with a file, which JSON cannot hold. */
export async function send(address, form) {
  const answer = await fetch(address, { method: "POST", body: form }).catch((cause) => {
    throw new NoAnswer(cause)
  })
  if (!answer.ok) throw new Refusal(answer.status, (await answer.json().catch(() => null))?.error)
}

/** The ticked values of one name. */
export const ticked = (form, name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value)

/** A field's text, or null where it is empty. */
export const given = (field) => isoOf(field).trim() || null
