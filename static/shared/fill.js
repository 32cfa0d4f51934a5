/**
 * Put values into the page. HTML says what there is; this only fills it in, and never as markup.
 *
 *   data-slot="number"                          the element's text becomes values.number
 *   data-set="href: url; data-ticket: number"   each attribute becomes that value; null, undefined or false remove it
 *   data-show="waiting"                         the element is hidden unless values.waiting is truthy
 *   data-hide="waiting"                         … unless it is falsy
 *   data-when-one="waiting"                     the element is hidden unless values.waiting is one
 *   data-when-many="waiting"                    … if it is one
 *
 * A name with dots ("wait.low") reaches inside. A value that is absent from `values` leaves what the page says.
 */

const ABSENT = Symbol("absent")
const MARKED = "[data-slot], [data-set], [data-show], [data-hide], [data-when-one], [data-when-many]"
const ADDRESSES = new Set(["href", "src", "action", "formaction"])

/** A new element: the one inside `template`, filled with `values`. */
export function fill(template, values) {
  return refill(template.content.firstElementChild.cloneNode(true), values)
}

/** Fill an element that is already on the page, keeping its focus and listeners; answers the element. */
export function refill(element, values) {
  if (element.matches(MARKED)) fillOne(element, values)
  for (const part of element.querySelectorAll(MARKED)) fillOne(part, values)
  return element
}

/**
 * Make the children of `list` one filled `template` per item, in order. Children are kept by `keyOf(item)`,
 * so that a focused or animated one is not torn out when the picture comes anew.
 */
export function fillList(list, template, items, keyOf = (item) => item.id) {
  const before = new Map([...list.children].map((child) => [child.dataset.key, child]))
  const children = items.map((item) => {
    const key = String(keyOf(item))
    const child = before.has(key) ? refill(before.get(key), item) : fill(template, item)
    child.dataset.key = key
    before.delete(key)
    return child
  })
  for (const gone of before.values()) gone.remove()
  children.forEach((child, index) => {
    if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null)
  })
}

function fillOne(element, values) {
  const { slot, set, show, hide, whenOne, whenMany } = element.dataset
  if (slot) write(element, reach(values, slot))
  if (set) for (const pair of set.split(";")) if (pair.trim()) setOne(element, pair, values)
  if (show) turn(element, reach(values, show), false)
  if (hide) turn(element, reach(values, hide), true)
  if (whenOne) turn(element, isOne(reach(values, whenOne)), false)
  if (whenMany) turn(element, isOne(reach(values, whenMany)), true)
}

function reach(values, path) {
  let value = values
  for (const step of path.split(".")) {
    if (value === null || typeof value !== "object" || !(step in value)) return ABSENT
    value = value[step]
  }
  return value
}

function write(element, value) {
  if (value === ABSENT) return
  const text = value === null || value === undefined ? "" : String(value)
  if (element.textContent !== text) element.textContent = text
}

function setOne(element, pair, values) {
  const [attribute, path] = pair.split(":").map((word) => word.trim())
  const value = reach(values, path)
  if (value === ABSENT) return
  if (/^(on|style$|srcdoc$)/i.test(attribute)) throw new Error(`data-set may not write ${attribute}`)
  if (value === null || value === undefined || value === false) return element.removeAttribute(attribute)
  const text = value === true ? "" : String(value)
  if (ADDRESSES.has(attribute) && !/^(\/|#|\?|data:image\/|https?:)/i.test(text)) {
    throw new Error(`data-set may not make ${attribute} "${text}"`)
  }
  if (element.getAttribute(attribute) !== text) element.setAttribute(attribute, text)
}

const isOne = (value) => (value === ABSENT ? ABSENT : Number(value) === 1)

function turn(element, value, hideWhen) {
  if (value !== ABSENT) element.hidden = Boolean(value) === hideWhen
}
