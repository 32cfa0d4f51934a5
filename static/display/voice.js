/** /admin/voice: how calls are said, and the list that is read aloud, one clip after the other. */
import { NoAnswer, Refusal, ask, post } from "../shared/ask.js"
import { isoOf } from "../shared/dates.js"
import { fill, refill } from "../shared/fill.js"
import { listening } from "../shared/listening.js"
import { Microphone, waveOf } from "./take.js"

const page = document.querySelector("[data-voice]")
const find = (name) => page.querySelector(`[data-${name}]`)
const recorder = find("recorder")
const rows = [...page.querySelectorAll("[data-clip]")]
let player = null // an AudioContext: made at the first press, as browsers want it
const microphone = new Microphone(drawLevel)
let now = null // the row that is read
let take = null // its take, not kept yet

async function act(request, done) {
  say("refusal", "")
  say("done", "")
  try {
    const answer = await request()
    if (done) say("done", done)
    return answer ?? true
  } catch (error) {
    const known = error instanceof Refusal || error instanceof Unreadable
    if (!known && !(error instanceof NoAnswer)) console.warn(error)
    say("refusal", known ? error.message : page.dataset.noAnswer)
    return null
  }
}

class Unreadable extends Error {}

function say(where, message) {
  const banner = find(where)
  refill(banner, { message })
  banner.hidden = !message
  if (message) banner.scrollIntoView({ block: "nearest" })
}

// How calls are said

const style = find("style")
style.addEventListener("submit", async (event) => {
  event.preventDefault()
  const { template, region, reading, recorded } = style.elements
  const volume = [...style.querySelectorAll(".step")].map((step) => ({
    start: isoOf(step.querySelector("[data-start]")).slice(0, 5),
    percent: Number(step.querySelector("[data-percent]").value),
  }))
  const wish = { template: template.value, region: region.value, reading: reading.value, recorded: recorded.checked, volume }
  if (await act(() => ask("PUT", "/api/voice", wish))) {
    sessionStorage.setItem("voice.saved", "1")
    location.reload()
  }
})
if (sessionStorage.getItem("voice.saved")) {
  sessionStorage.removeItem("voice.saved")
  say("done", page.dataset.saved)
}

style.addEventListener("input", ({ target }) => {
  if (target.matches("[data-percent]")) target.closest(".step").querySelector("output").value = `${target.value} %`
})

style.addEventListener("click", ({ target }) => {
  if (target.closest("[data-add-step]")) {
    find("steps").append(fill(style.querySelector("template"), {}))
    find("steps").lastElementChild.querySelector("[data-start]").focus()
  }
  target.closest("[data-drop-step]")?.closest(".step").remove()
})

document.querySelector("[data-example]").addEventListener("click", () => act(() => post("/api/voice/trials"), page.dataset.said))

// The list

for (const row of rows) {
  row.addEventListener("click", ({ target }) => {
    if (target.closest("[data-listen]")) act(() => listen(row))
    if (target.closest("[data-choose]")) choose(row)
    if (target.closest("[data-forget]")) forget(row)
  })
  row.querySelector("[data-file]")?.addEventListener("change", async ({ target }) => {
    const [file] = target.files
    target.value = ""
    if (file) await act(async () => keep(row, await readable(file)))
  })
}

async function readable(file) {
  try {
    return await waveOf(file)
  } catch {
    throw new Unreadable(page.dataset.unreadable.replace("{}", file.name))
  }
}

async function keep(row, wave) {
  const form = new FormData()
  form.append("file", wave, `${row.dataset.clip}.wav`)
  const answer = await fetch(`/api/voice/recordings/${row.dataset.clip}`, { method: "POST", body: form })
  if (!answer.ok) throw new Refusal(answer.status, (await answer.json().catch(() => null))?.error)
  row.dataset.recorded = ""
  count()
}

async function forget(row) {
  if (!(await act(() => ask("DELETE", `/api/voice/recordings/${row.dataset.clip}`)))) return
  delete row.dataset.recorded
  count()
}

function count() {
  const needed = rows.filter((row) => "needed" in row.dataset)
  const done = needed.filter((row) => "recorded" in row.dataset).length
  find("progress").value = done
  find("count").textContent = done
  find("complete").hidden = done < needed.length
}

async function play(bytes) {
  player ??= new AudioContext()
  await player.resume()
  const source = player.createBufferSource()
  source.buffer = await player.decodeAudioData(await bytes)
  source.connect(player.destination)
  source.start()
}

async function listen(row) {
  const answer = await fetch(`/api/voice/recordings/${row.dataset.clip}`, { cache: "no-store" })
  if (!answer.ok) throw new Refusal(answer.status, (await answer.json().catch(() => null))?.error)
  await play(answer.arrayBuffer())
}

// The recorder

function choose(row) {
  if (!Microphone.isAllowed) return find("insecure").scrollIntoView({ block: "center" })
  now?.removeAttribute("data-now")
  now = row
  now.dataset.now = ""
  recorder.hidden = false
  refill(recorder, { words: row.dataset.words })
  stand("start")
  recorder.querySelector("[data-record]").focus()
}

const SHOWN = { start: ["record"], recording: ["stop"], heard: ["hear", "keep", "redo"], sending: [], refused: ["record"] }

function stand(word) {
  for (const name of ["record", "stop", "hear", "keep", "redo"]) find(name).hidden = !SHOWN[word].includes(name)
  find("hint").textContent = find("hint").dataset[word]
}

async function record() {
  say("refusal", "")
  try {
    await microphone.start()
  } catch {
    return stand("refused")
  }
  stand("recording")
  find("stop").focus()
}

const steps = {
  record,
  redo: record,
  async stop() {
    take = await microphone.stop()
    stand("heard")
    steps.hear()
    find("keep").focus()
  },
  hear() {
    play(take.arrayBuffer())
  },
  async keep() {
    stand("sending")
    if (!(await act(() => keep(now, take)))) return stand("start")
    const next = rows.slice(rows.indexOf(now) + 1).find((row) => "needed" in row.dataset && !("recorded" in row.dataset))
    if (next) return choose(next)
    recorder.hidden = true
    now.removeAttribute("data-now")
  },
}
recorder?.addEventListener("click", ({ target }) => {
  const button = target.closest("button")
  for (const [name, step] of Object.entries(steps)) if (button && name in button.dataset) return step()
})

function drawLevel(level) {
  const canvas = find("meter")
  const brush = canvas.getContext("2d")
  brush.clearRect(0, 0, canvas.width, canvas.height)
  brush.fillStyle = getComputedStyle(canvas).color
  brush.fillRect(0, 0, canvas.width * level, canvas.height)
}

if (find("insecure")) find("insecure").hidden = Microphone.isAllowed
const first = rows.find((row) => "needed" in row.dataset && !("recorded" in row.dataset)) ?? rows[0]
if (recorder && Microphone.isAllowed && first) choose(first)
document.activeElement?.blur() // nobody has chosen yet; the page begins at its top
listening()
