/** A page of staff beside the desk: whoever works here has not left the desk alone. */
import { watchTouches } from "./touched.js"

watchTouches()
