const touched = new WeakSet<Element>();

/** Notes from now on what is filled in by hand. */
export function watchFields(): void {
  // A field whose value React keeps tells nothing by itself: its default follows what is typed.
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement)
      touched.add(target);
  });
}

/** Whether a reload would take something away that somebody has filled in: a dialog, or a field. What is written to others is kept. */
export function isFilledIn(): boolean {
  if (document.querySelector("dialog[open]")) return true;
  const fields = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select");
  return [...fields].some((field) => touched.has(field) || hasOtherValue(field));
}

/** Filled in before anybody watched. */
function hasOtherValue(field: HTMLInputElement | HTMLSelectElement): boolean {
  return field instanceof HTMLInputElement && field.value !== field.defaultValue;
}
