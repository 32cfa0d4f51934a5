/** Fields for a file (templates/shared/_file_field.html) say which file was chosen, in the page's own language. */
for (const field of document.querySelectorAll("[data-file-field]")) {
  const input = field.querySelector("input")
  const name = field.querySelector("[data-file-name]")
  const say = () => (name.textContent = input.files[0]?.name ?? name.dataset.none)
  input.addEventListener("change", say)
  input.form?.addEventListener("reset", () => setTimeout(say)) // the form empties its fields only after it has said so
  say() // a page that was left and come back to may still hold its file
}
