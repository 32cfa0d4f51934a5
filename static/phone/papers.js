/** What to bring opens below its link, so that nobody who reads it leaves the page that says when they are called. */

const list = () => document.querySelector("[data-kinds]")
const link = () => document.querySelector("[data-papers]")

function put(papers) {
  link()?.after(papers)
  link()?.setAttribute("aria-expanded", "true")
}

document.addEventListener("click", async (event) => {
  const pressed = event.target.closest("[data-papers]")
  if (!pressed) return
  event.preventDefault()
  if (list()) {
    list().remove()
    return link().setAttribute("aria-expanded", "false")
  }
  try {
    const page = new DOMParser().parseFromString(await (await fetch(pressed.href)).text(), "text/html")
    const papers = page.querySelector("[data-kinds]")
    if (!papers) return location.assign(pressed.href) // the number is gone: that page says so
    list()?.remove() // a second press, meanwhile
    put(papers)
    papers.firstElementChild.scrollIntoView({ block: "nearest" })
  } catch {
    // the line is down, which the page says by itself
  }
})

/** What is open stays so in a page drawn anew, while the number waits for the same service. To be called before it stands. */
export function openPapers() {
  const papers = list()
  return () => papers && link()?.dataset.papers === papers.dataset.kinds && put(papers)
}
