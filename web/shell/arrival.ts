/** Longer than a page takes to load when it takes long. */
const GOOD_FOR_MS = 3_000;
let goneAt = Number.NEGATIVE_INFINITY;

/** Somebody goes to another page by keys: it will begin where they read on. `now` in ms, on any clock that goes on. */
export function goingByKeys(now = performance.now()): void {
  goneAt = now;
}

/** Whether the page that comes now was gone to by keys. It is told to one page only. */
export function hasComeByKeys(now = performance.now()): boolean {
  const has = now - goneAt < GOOD_FOR_MS;
  goneAt = Number.NEGATIVE_INFINITY;
  return has;
}
