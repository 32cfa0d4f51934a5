/** The page's own words, and the small ways in which figures and days are written. */

import { number } from "../shared/digits.js"

const list = document.querySelector("[data-words]")

/** The sentence of that name, with {values} filled in; where its one value is 1, the words for one, if there are such. */
export function word(name, values = {}) {
  const [only, ...others] = Object.values(values)
  const one = only === 1 && !others.length && list.querySelector(`[data-word="${name}-one"]`)
  const said = (one || list.querySelector(`[data-word="${name}"]`))?.textContent ?? ""
  return said.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? figure(values[key]) : whole))
}

/** 12.345 for a number, as the page writes them; anything else as it is. */
export const figure = (value) => (typeof value === "number" ? number(value) : String(value))

/** "2026-11-20T08:42:00" → "20/11/2026", with the time if asked. */
export function day(moment, withTime = false) {
  const [date, time = ""] = moment.split("T")
  const written = date.split("-").reverse().join("/")
  return withTime ? `${time.slice(0, 5)} ${written}` : written
}

/** The element of that part of the page. */
export const part = (name) => document.querySelector(`[data-${name}]`)

/** The template of that name. */
export const template = (name, value) =>
  document.querySelector(value ? `template[data-${name}="${value}"]` : `template[data-${name}]`)

/** A link within the site that keeps the page's language. */
export function link(path) {
  const asked = new URLSearchParams()
  if (document.documentElement.lang === "en") asked.set("lang", "en")
  const passing = new URLSearchParams(location.search).get("passing") // the period that was chosen in another room
  if (passing) asked.set("passing", passing)
  return asked.size ? `${path}?${asked}` : path
}
