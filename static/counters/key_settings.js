/** The list of keys (F1), in which each can be changed, and all of them switched off. */

const MODIFIERS = new Set(["Control", "Shift", "Alt", "Meta"])

/** `keys`: the desk's; `dialog`: the list. */
export function setKeys(keys, dialog) {
  const words = dialog.querySelector("[data-words]").dataset
  const said = dialog.querySelector("[data-key-said]")
  const off = dialog.querySelector("[name=keys-off]")
  let waiting = null // the button whose key is being chosen

  off.checked = keys.off
  off.addEventListener("change", () => keys.turn(off.checked))
  dialog.querySelector("[data-key-reset]").addEventListener("click", () => {
    keys.reset()
    off.checked = false
    say(words.reset)
  })
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-key-change]")
    if (button) wait(button)
  })
  dialog.addEventListener("close", rest)
  dialog.addEventListener("cancel", (event) => waiting && event.preventDefault())

  function wait(button) {
    rest()
    waiting = button
    button.setAttribute("aria-pressed", "true")
    say(words.press)
    keys.listener = take
  }

  function take(event, name) {
    if (MODIFIERS.has(event.key)) return
    if (event.key === "Tab") return rest()
    event.preventDefault()
    if (event.key === "Escape") return rest(words.kept)
    if (keys.change(waiting.dataset.keyChange, name)) rest(words.changed.replace("{}", name.replace(/\+/g, " ")))
    else say(words.refused)
  }

  function rest(sentence = "") {
    waiting?.removeAttribute("aria-pressed")
    waiting = null
    keys.listener = null
    say(sentence)
  }

  function say(sentence) {
    said.textContent = sentence
  }
}
