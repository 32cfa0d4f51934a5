/** The page of papers: a new one comes in at the head of the row as soon as the virtual printer has cut it. */
import { connect } from "../shared/connect.js"
import { fillList } from "../shared/fill.js"
import { said } from "../shared/said.js"

const list = document.querySelector("[data-papers]")
const none = document.querySelector("[data-none]")
const template = document.querySelector("[data-paper]")

const socket = connect("/papers")
socket.on("papers", ({ papers }) => {
  const shown = papers.map((paper) => ({ ...paper, printer: said(paper.printer, paper.printer_en) }))
  fillList(list, template, shown, (paper) => paper.name)
  none.hidden = papers.length > 0
})
