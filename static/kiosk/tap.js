/**
 * What counts as a press on a public touch screen, for everything marked data-act:
 *
 *   - it acts on release, when the finger is still on the same thing; slid off, it is taken back
 *   - however long it was held, it is one press
 *   - a second touch at the same place within a second is the same press: it must not answer the next screen
 *     (keys of the screen's own keyboard, data-quick, are the exception)
 *   - menus, dragging, pinching, selecting and held-down keys do nothing
 */

const SAME_PRESS_MS = 1000
const SAME_PLACE_PX = 80

/** Call `act(element)` for each press within `root`; `onTouch()` at any touch or key at all. */
export function onPress(root, act, onTouch = () => {}) {
  const presses = new Presses(act)
  root.addEventListener("pointerdown", (event) => {
    onTouch()
    if (event.isPrimary && event.button === 0) presses.begin(event)
  })
  root.addEventListener("pointerup", (event) => {
    onTouch() // a finger that lay long has only now gone
    presses.end(event)
  })
  root.addEventListener("pointercancel", () => presses.forget())
  root.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-act]")
    if (!target) return
    event.preventDefault()
    if (event.detail === 0) presses.byKey(target) // Enter, Space, or a screen reader: no pointer was used
  })
  root.addEventListener("keydown", (event) => {
    onTouch()
    const isPress = event.key === "Enter" || event.key === " "
    if (isPress && event.repeat) event.preventDefault()
    else if (!event.target.matches?.("input") && moveFocus(root, event.key)) event.preventDefault()
  })
  for (const kind of ["contextmenu", "dragstart", "gesturestart", "selectstart", "dblclick"]) {
    root.addEventListener(kind, (event) => {
      if (!event.target.matches?.("input") || kind === "contextmenu") event.preventDefault()
    })
  }
  const still = (event) => (event.ctrlKey || event.touches?.length > 1) && event.preventDefault()
  root.addEventListener("wheel", still, { passive: false })
  root.addEventListener("wheel", () => onTouch(), { passive: true })
  root.addEventListener("touchmove", () => onTouch(), { passive: true })
  root.addEventListener("touchmove", still, { passive: false })
}

class Presses {
  #held = null // { id, target } of the finger that is down
  #last = { at: -Infinity, x: 0, y: 0, target: null }

  constructor(act) {
    this.act = act
  }

  begin(event) {
    this.forget()
    const target = event.target.closest?.("[data-act]")
    if (!target) return
    this.#held = { id: event.pointerId, target }
    target.classList.add("is-pressed")
  }

  end(event) {
    const held = this.#held
    if (held === null || event.pointerId !== held.id) return
    this.forget()
    // A touch keeps its first target as event.target: what is under the finger now must be asked for.
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-act]")
    if (under === held.target) this.#accept(held.target, event.clientX, event.clientY)
  }

  byKey(target) {
    const box = target.getBoundingClientRect()
    const again = this.#last.target === target && performance.now() - this.#last.at < SAME_PRESS_MS
    if (again && !("quick" in target.dataset)) return
    this.#remember(target, box.x, box.y)
    this.act(target)
  }

  forget() {
    this.#held?.target.classList.remove("is-pressed")
    this.#held = null
  }

  #accept(target, x, y) {
    const { at, x: lastX, y: lastY } = this.#last
    const soon = performance.now() - at < SAME_PRESS_MS
    const here = Math.hypot(x - lastX, y - lastY) < SAME_PLACE_PX
    if (soon && here && !("quick" in target.dataset)) return
    this.#remember(target, x, y)
    this.act(target)
  }

  #remember(target, x, y) {
    this.#last = { at: performance.now(), x, y, target }
  }
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** Move the focus to the nearest thing in an arrow's direction, for an external keypad; answers whether it did. */
function moveFocus(root, key) {
  const direction = DIRECTIONS[key]
  if (!direction) return false
  const scope = document.querySelector("dialog[open]") ?? root
  const shown = [...scope.querySelectorAll("[data-act], input")].filter((element) => element.checkVisibility())
  const from = middle(shown.includes(document.activeElement) ? document.activeElement : null)
  let nearest = null
  let best = Infinity
  for (const element of shown) {
    if (element === document.activeElement) continue
    const to = middle(element)
    const along = (to.x - from.x) * direction[0] + (to.y - from.y) * direction[1]
    const aside = Math.abs((to.x - from.x) * direction[1]) + Math.abs((to.y - from.y) * direction[0])
    const far = along + 2 * aside
    if (along > 4 && far < best) [nearest, best] = [element, far]
  }
  nearest?.focus()
  return true
}

function middle(element) {
  if (element === null) return { x: 0, y: 0 }
  const box = element.getBoundingClientRect()
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
