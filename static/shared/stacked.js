/**
 * Wide tables on a phone: each row a small card, each figure under the word of its column (stacked.css). Here the cells
 * are given these words, and the parts the roles that a table has, so that its headings are read out all the same.
 */

const ROLES = [
  ["thead, tbody, tfoot", "rowgroup"],
  ["tr", "row"],
  ["thead th", "columnheader"],
  [":is(tbody, tfoot) th", "rowheader"],
  ["td", "cell"],
]

for (const table of document.querySelectorAll("table[data-stacked]")) {
  const words = wordsOf(table)
  table.setAttribute("role", "table")
  for (const [parts, role] of ROLES) {
    for (const part of table.querySelectorAll(parts)) part.setAttribute("role", role)
  }
  for (const row of table.querySelectorAll(":is(tbody, tfoot) tr")) label(row, words)
  table.dataset.stacked = "ready"
}

function label(row, words) {
  let column = 0
  for (const cell of row.cells) {
    if (column > 0 && words[column]) cell.dataset.label = words[column]
    cell.toggleAttribute("data-nothing", !cell.textContent.trim() && !cell.querySelector("svg"))
    column += cell.colSpan
  }
}

/** What each column is called; one below another joins it: "Chờ: trung vị". */
function wordsOf(table) {
  const words = []
  const taken = [] // rows of the head that a cell above still takes, by column
  for (const row of table.tHead?.rows ?? []) {
    let column = 0
    for (const cell of row.cells) {
      while (taken[column] > 0) taken[column++] -= 1
      const seen = [...cell.childNodes].filter((one) => !one.classList?.contains("only-read"))
      const word = seen.map((one) => one.textContent).join(" ").trim().replace(/\s+/g, " ")
      for (let i = 0; i < cell.colSpan; i += 1, column += 1) {
        words[column] = [words[column], word].filter(Boolean).join(": ")
        taken[column] = cell.rowSpan - 1
      }
    }
  }
  return words
}
