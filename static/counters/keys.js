/** The desk's keys. Function keys and Ctrl+Z only: no single letter, so that typing Vietnamese never presses one. */

const TYPED = "input:not([type=radio]):not([type=checkbox]), textarea"

/** `presses`: "F2", "Shift+F9", "Ctrl+Z" → what to do. A key that is held down presses once. */
export function watchKeys(presses) {
  addEventListener("keydown", (event) => {
    const name = nameOf(event)
    const press = presses[name]
    if (!press) return
    if (name === "Ctrl+Z" && document.activeElement?.matches(TYPED) && document.activeElement.value) return
    event.preventDefault()
    if (!event.repeat) press()
  })
}

function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  const modifiers = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.metaKey && "Meta", event.shiftKey && "Shift"]
  return [...modifiers.filter(Boolean), key].join("+")
}
