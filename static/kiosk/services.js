/** The first screen's tiles: what one can queue for, in pages, with how long it may take. */
import { fillList } from "../shared/fill.js"

/** A service as the tile shows it, in the page's language. */
export function shown(service, english) {
  const full = service.quota_left === 0
  const unserved = !full && service.counters.length === 0
  return {
    ...service,
    testid: `kiosk-service-${service.letter}`,
    title: english ? service.name_en : service.name,
    about: english ? service.hint_en : service.hint,
    wait: english ? service.wait_text_en : service.wait_text,
    full,
    unserved,
    ready: !full && !unserved,
  }
}

/** Tiles on one page: eight; four in large text, three when they must also lie low. */
export function perPage({ large, low }) {
  if (!large) return 8
  return low ? 3 : 4
}

/** Draw page `page` (from 0, wrapped round) of `services`; answers the page drawn. */
export function drawTiles(services, { page, english, large, low }) {
  const size = perPage({ large, low })
  const pages = Math.max(1, Math.ceil(services.length / size))
  const current = page % pages
  const list = document.querySelector("[data-tiles]")
  const items = services.slice(current * size, (current + 1) * size).map((service) => shown(service, english))
  fillList(list, document.getElementById("tile"), items)
  drawPager(document.querySelector("[data-pager]"), current, pages)
  return current
}

function drawPager(pager, page, pages) {
  pager.hidden = pages === 1
  pager.querySelector('[data-slot="page"]').textContent = page + 1
  pager.querySelector('[data-slot="pages"]').textContent = pages
  const last = page === pages - 1
  pager.querySelector("[data-pager-more]").hidden = last
  pager.querySelector("[data-pager-first]").hidden = !last
}
