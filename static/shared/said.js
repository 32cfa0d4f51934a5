/**
 * What the server says in Vietnamese and English, in the language of the page. A language that the centre has added comes
 * with the page: names and sentences by their Vietnamese, with places ("%(name)s") for what changes. See sentences.py.
 */
import { english } from "./language.js"

const PLACE = /%\((\w+)\)s/g
const read = new WeakMap() // an element that carries sentences → what it carries

/** `vi` in the language of the page; `en` on an English one, where a name that has no English of its own stands as it is. */
export function said(vi, en = vi) {
  if (english()) return en
  const carrier = document.querySelector("[data-sentences]")
  if (!carrier || !vi) return vi
  if (!read.has(carrier)) read.set(carrier, parse(JSON.parse(carrier.dataset.sentences)))
  return inAddedLanguage(vi, read.get(carrier))
}

/** What stands in a place is looked up in its turn: "Thứ Hai 07:30" inside "Giờ mở cửa tiếp theo: Thứ Hai 07:30." */
function inAddedLanguage(vi, { words, shapes }) {
  if (words.has(vi)) return words.get(vi)
  for (const { shape, names, other } of shapes) {
    const parts = shape.exec(vi)?.slice(1)
    if (!parts) continue
    const value = (name) => inAddedLanguage(parts[names.indexOf(name)], { words, shapes })
    return other.replace(PLACE, (_, name) => value(name)).replaceAll("%%", "%")
  }
  return vi
}

/** The most exact ones are tried first. */
function parse(sentences) {
  const words = new Map(Object.entries(sentences))
  const length = ([vi]) => vi.replace(PLACE, "").length
  const shapes = [...words]
    .filter(([vi]) => vi.search(PLACE) >= 0)
    .sort((one, other) => length(other) - length(one))
    .map(([vi, other]) => {
      const texts = vi.split(/%\(\w+\)s/).map((part) => part.replaceAll("%%", "%").replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      return { shape: new RegExp(`^${texts.join("(.+?)")}$`), names: [...vi.matchAll(PLACE)].map((found) => found[1]), other }
    })
  return { words, shapes }
}
