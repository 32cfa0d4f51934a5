/** /admin/notices: sentences, pictures and films, and when each is shown. */
import { ask, post } from "../shared/ask.js"
import { listening } from "../shared/listening.js"
import { act, given, page, send, ticked } from "./forms.js"

const times = (form) => ({
  first_day: given(form.elements.first_day),
  last_day: given(form.elements.last_day),
  opens: given(form.elements.opens)?.slice(0, 5) ?? null,
  closes: given(form.elements.closes)?.slice(0, 5) ?? null,
  weekdays: ticked(form, "weekday"),
  active: form.elements.active.checked,
  position: Number(form.elements.position.value || 0),
})

page.addEventListener("submit", (event) => {
  event.preventDefault()
  const form = event.target
  const { elements } = form
  if ("notice" in form.dataset) {
    const wish = { text: elements.text.value, text_en: elements.text_en.value, ...times(form) }
    const id = form.dataset.notice
    act(() => (id ? ask("PUT", `/api/notices/${id}`, wish) : post("/api/notices", wish)))
  }
  if (form.dataset.slide) {
    const wish = { title: elements.title.value, seconds: Number(elements.seconds.value), ...times(form) }
    act(() => ask("PUT", `/api/slides/${form.dataset.slide}`, wish))
  }
  if ("add" in form.dataset) {
    const said = form.querySelector("[data-sending]")
    said.hidden = false
    act(() => send("/api/slides", new FormData(form))).finally(() => (said.hidden = true))
  }
})

page.addEventListener("click", ({ target }) => {
  const address = target.closest("[data-drop]")?.dataset.drop
  if (address) act(() => ask("DELETE", address))
})

listening()
