/**
 * Vietnamese and English, changed in place. The other language's page is fetched ahead, so that the change works even
 * while the server is away; without this module the link simply opens the other page.
 */

const bodies = new Map()

/** Fetch the page of the language that `link` leads to; a failure is tried again at the next call. */
export async function prepareOther(link) {
  const language = link.hreflang
  if (bodies.has(language)) return
  try {
    const response = await fetch(link.href, { headers: { Accept: "text/html" } })
    if (!response.ok) return
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    for (const script of page.body.querySelectorAll("script")) script.remove() // they run already
    bodies.set(language, { children: [...page.body.children], title: page.title })
  } catch {
    // The server is away; the link stays as it is and is tried again.
  }
}

/** Show the page in `language`; answers whether it could. */
export function speak(language) {
  const current = document.documentElement.lang
  if (language === current) return true
  const wanted = bodies.get(language)
  if (!wanted) return false
  bodies.set(current, { children: [...document.body.children], title: document.title })
  document.body.replaceChildren(...wanted.children)
  document.title = wanted.title
  document.documentElement.lang = language
  return true
}
