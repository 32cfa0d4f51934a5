/** /admin/displays: what each display shows, which one speaks, and the zones. */
import { ask, post } from "../shared/ask.js"
import { listening } from "../shared/listening.js"
import { act, given, page, ticked } from "./forms.js"

const number = (field) => (given(field) === null ? null : Number(field.value.replace(",", ".")))

page.addEventListener("submit", (event) => {
  event.preventDefault()
  const form = event.target
  const { elements } = form
  if (form.dataset.display) {
    const wish = {
      zone: number(elements.zone),
      speaks: elements.speaks.checked,
      volume_percent: number(elements.volume) ?? 100,
      diagonal_inches: number(elements.diagonal),
      furthest_seat_metres: number(elements.seat),
    }
    act(() => ask("PUT", `/api/displays/${form.dataset.display}`, wish))
  }
  if ("zone" in form.dataset) {
    const wish = {
      name: elements.name.value,
      name_en: elements.name_en.value,
      counters: ticked(form, "counter").map(Number),
      services: ticked(form, "service").map(Number),
    }
    const zone = form.dataset.zone
    act(() => (zone ? ask("PUT", `/api/zones/${zone}`, wish) : post("/api/zones", wish)))
  }
})

page.addEventListener("click", ({ target }) => {
  const zone = target.closest("[data-drop]")?.dataset.drop
  if (zone) act(() => ask("DELETE", `/api/zones/${zone}`))
})

listening()
