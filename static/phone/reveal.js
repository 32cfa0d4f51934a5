/** What a press on a <details> opens comes into view, on a phone whose lower edge it would open below. */

document.addEventListener("click", ({ target }) => {
  const box = target.closest("summary")?.parentElement
  if (box) setTimeout(() => box.open && box.scrollIntoView({ block: "nearest" })) // once it has opened
})
