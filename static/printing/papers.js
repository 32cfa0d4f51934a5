/** The page of papers: a new one comes in at the head of the row as soon as the virtual printer has cut it. */
import { connect } from "../shared/connect.js"
import { fillList } from "../shared/fill.js"

const list = document.querySelector("[data-papers]")
const none = document.querySelector("[data-none]")
const template = document.querySelector("[data-paper]")

const socket = connect("/papers")
socket.on("papers", ({ papers }) => {
  fillList(list, template, papers, (paper) => paper.name)
  none.hidden = papers.length > 0
})
