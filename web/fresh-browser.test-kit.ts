import { page } from "vitest/browser";
import { bringSentences } from "./answer.ts";

// Files share one browser: what one of them has kept in it, or how large it has made the window, is nothing to the next.
localStorage.clear();
sessionStorage.clear();
await page.viewport(414, 896);
// What the program brings when its first screen stands.
await bringSentences();
