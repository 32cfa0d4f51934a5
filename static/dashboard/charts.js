/** Draws the canvases of a page part with Chart.js. What is drawn, and in which words, stands in their data. */

import { language, number } from "../shared/digits.js"

const { Chart } = window
const style = getComputedStyle(document.documentElement)
const token = (name) => style.getPropertyValue(name).trim()
const [SMALL, BAR, TWO_LINES] = [13, 26, 38] // pixels: letters, and the height of a bar with its gap
const MINUTE = 60

const colours = {
  ink: token("--ink"),
  quiet: token("--ink-2"),
  grid: token("--line-soft"),
  paper: token("--paper"),
  early: token("--chart-early"),
  day: token("--chart-on-day"),
  overdue: token("--chart-overdue"),
  overdueText: token("--chart-overdue-text"),
  ended: token("--chart-ended"),
  target: token("--chart-target"),
}

const KINDS = { late: drawLate, waits: drawWaits, course: drawCourse, counters: drawCounters, reasons: drawReasons }

/** Draw every canvas within `place`. */
export function draw(place) {
  Chart.defaults.font = { ...Chart.defaults.font, family: token("--font"), size: SMALL }
  Object.assign(Chart.defaults, {
    color: colours.ink,
    borderColor: colours.grid,
    locale: language(),
    maintainAspectRatio: false,
    devicePixelRatio: Math.max(window.devicePixelRatio, 2), // paper shows more than a screen
    animation: false, // nothing moves, so nobody prints a chart that is half drawn
  })
  for (const canvas of place.querySelectorAll("canvas[data-kind]")) {
    const picture = JSON.parse(canvas.dataset.chart)
    const rows = Number(canvas.parentElement.dataset.rows)
    const bar = picture.labels?.some((label) => Array.isArray(folded(label))) ? TWO_LINES : BAR
    if (rows) Object.assign(canvas.parentElement.style, { flex: "none", height: `${Math.max(rows * bar + 80, 240)}px` })
    KINDS[canvas.dataset.kind](canvas, picture, canvas.dataset)
  }
}

/** A: those pending past their day first, hatched; then those given back past it. A bar leads to its field. */
function drawLate(canvas, { labels, overdue, late }, words) {
  const ids = JSON.parse(words.links)
  new Chart(canvas, {
    type: "bar",
    data: {
      labels: labels.map(folded),
      datasets: [
        bar(words.overdue, overdue, hatch(canvas, colours.overdue)),
        bar(words.late, late, colours.overdueText),
      ],
    },
    options: {
      ...lying({ stacked: true }),
      onClick: (_, [hit]) => hit && window.location.assign(words.link.replace("FIELD", ids[hit.index])),
      onHover: ({ native }, hits) => (native.target.style.cursor = hits.length ? "pointer" : "default"),
    },
    plugins: [atTheEnd((index) => number(overdue[index] + late[index]))],
  })
}

/** C: from P50 to P90, and the target across. */
function drawWaits(canvas, { labels, half, most, target }, words) {
  const spans = labels.map((_, index) => [half[index] / MINUTE, most[index] / MINUTE])
  const furthest = Math.max(target / MINUTE, ...spans.map(([, end]) => end))
  new Chart(canvas, {
    type: "bar",
    data: {
      labels: labels.map(folded),
      datasets: [
        {
          ...bar(words.half, spans, spans.map(([, end]) => (end > target / MINUTE ? hatch(canvas, colours.overdue) : colours.day))),
          minBarLength: 3,
        },
      ],
    },
    options: {
      ...lying({ reaches: furthest, unit: words.unit }),
      plugins: {
        legend: { display: false },
        tooltip: {
          callbacks: {
            label: ({ dataIndex }) => [
              `${words.half}: ${minutes(half[dataIndex])} ${words.unit}`,
              `${words.most}: ${minutes(most[dataIndex])} ${words.unit}`,
            ],
          },
        },
      },
    },
    plugins: [
      across(target / MINUTE, `${words.target} ${minutes(target)} ${words.unit}`),
      atTheEnd((index) => [...new Set([minutes(half[index]), minutes(most[index])])].join("–")), // one figure where both are
    ],
  })
}

/** D: what came and what ended as bars, what was left as a line. */
function drawCourse(canvas, { labels, received, finished, pending }, words) {
  const line = { type: "line", data: pending, pointRadius: 0, pointHitRadius: 8 }
  const upright = { barPercentage: 1, categoryPercentage: 0.85, borderRadius: 1, borderWidth: 0 }
  new Chart(canvas, {
    data: {
      labels,
      datasets: [
        { ...line, label: words.pending, borderColor: colours.ink, backgroundColor: colours.ink, borderWidth: 3, order: 0 },
        { ...line, label: "", borderColor: colours.paper, borderWidth: 7, order: 1 }, // the bars do not swallow the line
        { type: "bar", ...bar(words.received, received, colours.early), ...upright, order: 2 },
        { type: "bar", ...bar(words.finished, finished, colours.day), ...upright, order: 2 },
      ],
    },
    options: {
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12 } },
        y: { beginAtZero: true, ticks: { precision: 0 } },
      },
      plugins: {
        legend: { ...legend(), labels: { ...legend().labels, filter: ({ text }) => text !== "" } },
        tooltip: { filter: ({ dataset }) => dataset.label !== "" },
      },
    },
  })
}

/** E: a bar for each counter, as long as the work it carried: tickets × minutes. */
function drawCounters(canvas, { dots }, words) {
  const hours = dots.map(({ tickets, seconds }) => (tickets * seconds) / MINUTE / MINUTE)
  new Chart(canvas, {
    type: "bar",
    data: { labels: dots.map(({ label }) => folded(label)), datasets: [bar("", hours, colours.early)] },
    options: {
      ...lying({ unit: words.hours, right: 96 }),
      plugins: {
        legend: { display: false },
        tooltip: {
          callbacks: {
            label: ({ dataIndex }) => {
              const { tickets, seconds } = dots[dataIndex]
              return [`${words.tickets}: ${number(tickets)}`, `${words.minutes}: ${minutes(seconds)}`]
            },
          },
        },
      },
    },
    plugins: [atTheEnd((index) => `${number(dots[index].tickets)} × ${minutes(dots[index].seconds)}′`)],
  })
}

/** F. */
function drawReasons(canvas, { labels, votes }) {
  new Chart(canvas, {
    type: "bar",
    data: { labels: labels.map(folded), datasets: [bar("", votes, colours.early)] },
    options: { ...lying({}), plugins: { legend: { display: false } } },
    plugins: [atTheEnd((index) => number(votes[index]))],
  })
}

function bar(label, data, backgroundColor) {
  return { label, data, backgroundColor, borderColor: colours.paper, borderWidth: 1, borderRadius: 3, maxBarThickness: 22 }
}

/** The options of bars that lie. */
function lying({ stacked = false, reaches, unit, right = 44 }) {
  return {
    indexAxis: "y",
    layout: { padding: { right } },
    scales: {
      x: {
        stacked,
        suggestedMax: reaches, // the axis itself goes on to a round number
        beginAtZero: true,
        ticks: { precision: 0, maxTicksLimit: 6 },
        title: unit ? { display: true, text: unit } : undefined,
      },
      y: { stacked, grid: { display: false }, ticks: { autoSkip: false } },
    },
    plugins: { legend: stacked ? legend() : { display: false } },
  }
}

function legend() {
  return { position: "bottom", labels: { boxWidth: 16, boxHeight: 12, padding: 12 } }
}

/** A long name on two lines; what is longer still ends in dots, the table has it whole. */
function folded(name) {
  const [LINE, MOST] = [22, 42]
  const short = name.length > MOST ? `${name.slice(0, MOST - 1).trimEnd()}…` : name
  if (short.length <= LINE) return short
  const cut = short.lastIndexOf(" ", LINE)
  return cut < 1 ? short : [short.slice(0, cut), short.slice(cut + 1)]
}

/** Slanted lines on a colour: what is late is told apart without colours too. */
function hatch(canvas, colour) {
  const tile = document.createElement("canvas")
  tile.width = tile.height = 8
  const pen = tile.getContext("2d")
  pen.fillStyle = colour
  pen.fillRect(0, 0, 8, 8)
  pen.strokeStyle = colours.paper
  pen.lineWidth = 1.5
  for (const shift of [-8, 0, 8]) {
    pen.beginPath()
    pen.moveTo(shift, 8)
    pen.lineTo(shift + 8, 0)
    pen.stroke()
  }
  return canvas.getContext("2d").createPattern(tile, "repeat")
}

/** Writes a word behind each bar that lies. */
function atTheEnd(said) {
  return {
    id: "atTheEnd",
    afterDatasetsDraw(chart) {
      const pen = begin(chart)
      pen.textBaseline = "middle"
      const last = chart.getDatasetMeta(chart.data.datasets.length - 1).data
      last.forEach((_, index) => {
        const ends = chart.data.datasets.map((_, number) => chart.getDatasetMeta(number).data[index])
        const furthest = ends.reduce((one, other) => (other.x > one.x ? other : one))
        pen.strokeText(said(index), furthest.x + 6, furthest.y)
        pen.fillText(said(index), furthest.x + 6, furthest.y)
      })
      pen.restore()
    },
  }
}

/** A dashed line across bars that lie, with its name above. */
function across(value, name) {
  return {
    id: "across",
    afterDatasetsDraw(chart) {
      const x = chart.scales.x.getPixelForValue(value)
      const { top, bottom } = chart.chartArea
      const pen = begin(chart, colours.target)
      pen.setLineDash([6, 4])
      pen.strokeStyle = colours.target
      pen.lineWidth = 2
      pen.beginPath()
      pen.moveTo(x, top)
      pen.lineTo(x, bottom)
      pen.stroke()
      pen.textAlign = "center"
      pen.textBaseline = "bottom"
      pen.fillText(name, x, top - 3)
      pen.restore()
    },
    beforeInit(chart) {
      chart.options.layout.padding = { ...chart.options.layout.padding, top: 20 }
    },
  }
}

function begin(chart, colour = colours.ink) {
  const pen = chart.ctx
  pen.save()
  pen.font = `700 ${SMALL}px ${token("--font")}`
  pen.fillStyle = colour
  pen.strokeStyle = colours.paper // around letters, so that a line behind them does not cross them
  pen.lineWidth = 5
  pen.lineJoin = "round"
  return pen
}

/** Seconds as minutes: below ten with one decimal, as they differ there. */
function minutes(seconds) {
  const value = seconds / MINUTE
  return number(value, { most: value < 10 ? 1 : 0 })
}
