/**
 * Divide a report into sheets of A4, as paper will: what does not fit moves to the next sheet, tables row by row with
 * their heads, headings with what they head. Pages are numbered from the second on.
 */

/** Divide every sheet of `pages` ([data-pages]) that is longer than its paper. */
function divide(pages) {
  for (const sheet of pages.querySelectorAll("[data-sheet]")) {
    let last = sheet
    while ((last = overflowOf(last)));
  }
  pages.querySelectorAll("[data-page]").forEach((place, index) => {
    place.textContent = index ? String(index + 1) : ""
  })
  pages.dataset.divided = ""
}

/** The sheet that takes what does not fit on `sheet`, put behind it; nothing if all fits. */
function overflowOf(sheet) {
  const body = sheet.querySelector("[data-sheet-body]")
  const floor = body.getBoundingClientRect().top + roomOf(sheet)
  const blocks = [...body.children]
  let first = blocks.findIndex((block) => block.getBoundingClientRect().bottom > floor + 1)
  if (first < 0) return null
  const rest = sheet.cloneNode(true)
  const taken = rest.querySelector("[data-sheet-body]")
  taken.replaceChildren()
  const rows = rowsOf(blocks[first], floor)
  if (rows) taken.append(rows)
  else first = withWhatLeadsTo(first, blocks)
  if (!rows && first === 0) first = 1 // one block longer than a page: it stays as it is
  taken.append(...blocks.slice(rows ? first + 1 : first))
  if (!taken.children.length) return null
  sheet.after(rest)
  return rest
}

/** The block to begin the next sheet with: no heading stays without its text, no note or signature goes without some. */
function withWhatLeadsTo(first, blocks) {
  if (blocks[first].matches(".doc-closing") && blocks[first - 1]?.matches(".doc-text")) first -= 1
  while (first > 0 && (blocks[first].matches(".doc-note") || blocks[first - 1].matches(".doc-heading"))) first -= 1
  return first
}

/** The height left for words, in CSS pixels. */
function roomOf(sheet) {
  const style = getComputedStyle(sheet)
  return parseFloat(style.minHeight) - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)
}

/** A copy of the table in `block` with the rows below `floor`, which it loses; null if it is no table or stays whole. */
function rowsOf(block, floor) {
  const body = block.querySelector(".doc-table tbody")
  if (!body || "together" in block.dataset) return null
  const rows = [...body.rows]
  let first = rows.findIndex((row) => row.getBoundingClientRect().bottom > floor)
  while (first > 0 && rows[first].matches(".doc-total, .doc-rate")) first -= 1
  while (first > 0 && rows[first - 1].matches(".doc-block")) first -= 1
  if (first <= 0) return null
  const rest = block.cloneNode(true)
  rest.querySelector("caption")?.remove()
  rest.querySelector("tbody").replaceChildren(...rows.slice(first))
  return rest
}

for (const pages of document.querySelectorAll("[data-pages]")) document.fonts.ready.then(() => divide(pages))
