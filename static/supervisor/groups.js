/**
 * The alerts as rows: several of one kind and level are one row, which opens. A row's `id` is the alert's, or "kind:level";
 * `alerts` are those that its buttons act on.
 */
import { alertOf, named, remedyOf, sentenceOf } from "./picture.js"
import { phrase } from "./words.js"

const AT_ONCE = new Set(["say", "void"]) // the remedies that one press may do for all of a row
const SEEN_FIRST = new Set(["void"]) // … once every one of them is in sight
const NAMED = 40 // characters of names in a row, before "…"

/** The rows in the server's order: alarms first. `opened`: the ids of the rows whose alerts are in sight one by one. */
export function rowsOf(alerts, opened) {
  const groups = new Map()
  for (const alert of alerts) {
    const id = groupable(alert.kind) ? `${alert.kind}:${alert.level}` : alert.id
    groups.set(id, [...(groups.get(id) ?? []), alert])
  }
  return [...groups].map(([id, members]) => (members.length === 1 ? single(members[0]) : group(id, members, opened.has(id))))
}

const groupable = (kind) => document.querySelector(`template[data-many-said="${CSS.escape(kind)}"]`) !== null

/** The same rows with the alerts of opened groups below them, one by one. */
export const spread = (rows) => rows.flatMap((row) => [row, ...(row.opened ? row.alerts.map(member) : [])])

const single = (alert) => ({
  ...alertOf(alert),
  alerts: [alert],
  remedying: [alert],
  many: false,
  opened: false,
  of: null,
  remedied: true,
  said: () => sentenceOf(alert),
  proposed: () => remedyOf(alert),
})

const member = (alert) => ({ ...single(alert), testid: `alert-${alert.kind}-one`, of: true })

function group(id, alerts, opened) {
  const oldest = alerts.reduce((one, other) => (other.began_at < one.began_at ? other : one))
  const { verb } = alerts[0].remedy
  const alike = AT_ONCE.has(verb) && alerts.every((one) => one.remedy.verb === verb)
  const count = alerts.length
  const toAll = alike && verb === "say" && alerts.every((one) => one.remedy.target === null)
  return {
    ...alertOf(oldest),
    ...takenBy(alerts),
    id,
    testid: `alert-${oldest.kind}`,
    again: false,
    alerts,
    many: true,
    of: null,
    opened,
    unfolded: String(opened),
    count,
    remedying: alike && !toAll ? alerts : [oldest], // every counter is told once, whatever number of screens
    remedied: alike ? opened || !SEEN_FIRST.has(verb) : !opened && !SEEN_FIRST.has(oldest.remedy.verb),
    said: () => phrase("many-said", oldest.kind, { count, names: namesOf(alerts) }),
    proposed: () => (alike && !toAll ? phrase("many-remedy", verb, { count, names: alerts.map((one) => one.remedy.target).join(", ") }) : remedyOf(oldest)),
  }
}

/** Whoever looks after all of them; nobody while one is nobody's. */
function takenBy(alerts) {
  if (alerts.some((alert) => alert.taken_by === null)) return { taken: false, taken_by: null, taken_time: "" }
  const latest = alerts.reduce((one, other) => (other.taken_at > one.taken_at ? other : one))
  return { ...alertOf(latest), taken_by: [...new Set(alerts.map((alert) => alert.taken_by))].join(", ") }
}

function namesOf(alerts) {
  const names = alerts.map((alert) => phrase("one-name", alert.kind, { ...alert, facts: named(alert.facts) })?.textContent.trim())
  let said = names.shift()
  while (names.length && said.length + names[0].length < NAMED) said += `, ${names.shift()}`
  return said + (names.length ? " …" : "")
}
