/**
 * Days and hours are typed and read as they are written here, 20/11/2026 and 08:42, whatever language the browser
 * speaks: its own fields would turn 11 December into 12 November on half the computers of a centre. The field becomes
 * one of text, what its form sends stays as before (2026-11-20), and the browser's calendar is a button beside it.
 * Without this module the browser's own fields are there.
 */

const words = document.querySelector("template[data-dates]")

/* `placeholder` and `wrong` are names of the template's sentences. */
const KINDS = {
  date: {
    placeholder: "day",
    wrong: "wrongDay",
    read: (text) => isoDay(text),
    write: (iso) => iso.split("-").reverse().join("/"),
  },
  time: {
    placeholder: "hour",
    wrong: "wrongHour",
    read: (text) => isoTime(text),
    write: (iso) => iso.slice(0, 5),
  },
  "datetime-local": {
    placeholder: "moment",
    wrong: "wrongMoment",
    read(text) {
      const [day, time = ""] = text.split(/[ T]+/)
      return isoDay(day) && isoTime(time) && `${isoDay(day)}T${isoTime(time)}`
    },
    write: (iso) => `${KINDS.date.write(iso.slice(0, 10))} ${iso.slice(11, 16)}`,
  },
}
const FIELDS = Object.keys(KINDS).map((kind) => `input[type="${kind}"]:not(.calendar)`).join(", ")

/** "2026-11-20" of "20/11/2026", "20.11.26", "20112026" or "2026-11-20"; null of what is no day. */
function isoDay(text) {
  const turned = text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/)
  const typed = text.match(/^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$/) ?? text.match(/^(\d\d)(\d\d)(\d{2}|\d{4})$/)
  if (!turned && !typed) return null
  const [year, month, day] = (turned ? turned.slice(1) : typed.slice(1).reverse()).map(Number)
  const found = new Date(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day))
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === day ? found.toISOString().slice(0, 10) : null
}

/** "08:42" of "8:42", "8h42", "8h" or "08:42:10"; null of what is no time of day. */
function isoTime(text) {
  const found = text.trim().match(/^(\d{1,2})(?:\s*(?::|h|g)\s*(\d{1,2})?)(?::\d{2}(?:\.\d+)?)?$/i)
  if (!found || found[1] > 23 || (found[2] ?? 0) > 59) return null
  return `${found[1].padStart(2, "0")}:${(found[2] ?? "0").padStart(2, "0")}`
}

/** What the field holds as forms send it, "2026-11-20"; what was typed, where it is no day or hour. */
export function isoOf(field) {
  const kind = KINDS[field.dataset.written]
  return kind ? (kind.read(field.value.trim()) ?? field.value) : field.value
}

function become(field) {
  const kind = field.type
  const iso = field.value // before it is text: perhaps typed already
  field.dataset.written = kind
  field.type = "text"
  field.inputMode = kind === "date" ? "numeric" : "text" // a keyboard of digits has no colon
  field.autocomplete = "off"
  field.placeholder = words.dataset[KINDS[kind].placeholder]
  if (iso) field.value = field.defaultValue = KINDS[kind].write(iso)
  if (kind !== "time") beside(field)
}

/** The button that opens the browser's calendar. */
function beside(field) {
  const button = words.content.firstElementChild.cloneNode(true)
  const frame = document.createElement("span")
  frame.className = "day-field"
  field.replaceWith(frame)
  frame.append(field, button)
}

/** What is wrong with the field's words, in a sentence; "" when nothing is. */
function trouble(field) {
  if (!field.value.trim()) return ""
  const kind = field.dataset.written
  const iso = KINDS[kind].read(field.value.trim())
  if (!iso) return words.dataset[KINDS[kind].wrong]
  const bound = field.min && iso < field.min ? "min" : field.max && iso > field.max ? "max" : null
  return bound ? words.dataset[bound].replace("{0}", KINDS[kind].write(field[bound])) : ""
}

const isOurs = (element) => element instanceof HTMLInputElement && element.dataset.written in KINDS

function open(button) {
  const field = button.parentElement.querySelector("[data-written]")
  let calendar = button.parentElement.querySelector(".calendar")
  if (!calendar) {
    calendar = Object.assign(document.createElement("input"), { type: field.dataset.written, className: "calendar", tabIndex: -1 })
    calendar.ariaHidden = "true"
    calendar.setAttribute("form", "") // of no form: its bounds are none of the sender's
    button.before(calendar)
    calendar.addEventListener("change", () => {
      field.value = calendar.value && KINDS[field.dataset.written].write(calendar.value)
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }))
      field.focus()
    })
  }
  for (const bound of ["min", "max"]) calendar[bound] = field[bound]
  calendar.value = isoOf(field)
  calendar.showPicker()
}

if (words) {
  for (const page of [document, ...[...document.querySelectorAll("template")].map((one) => one.content)]) {
    for (const field of page.querySelectorAll(FIELDS)) become(field)
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-calendar]")
    if (button) open(button)
  })
  document.addEventListener("input", ({ target }) => isOurs(target) && target.setCustomValidity(trouble(target)))
  document.addEventListener("change", ({ target }) => {
    if (isOurs(target) && !trouble(target) && target.value.trim()) target.value = KINDS[target.dataset.written].write(isoOf(target))
  })
  document.addEventListener("formdata", ({ target, formData }) => {
    for (const field of target.elements) if (isOurs(field) && formData.has(field.name)) formData.set(field.name, isoOf(field))
  })
}
