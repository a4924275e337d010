/** Where one writes in the room on the page; null where there is none. */
function composerField(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#page form textarea, #page form [contenteditable]");
}

/** Whether there is a composer to go to. */
export function focusComposer(): boolean {
  const field = composerField();
  field?.focus({ preventScroll: true });
  return field !== null;
}

/** One writes in the room here. */
export function isComposer(target: EventTarget | null): boolean {
  return target !== null && target === composerField();
}

/** To the message that arrows lead on from, or to the list while it is empty. */
export function focusMessages(): void {
  const list = document.querySelector<HTMLElement>("#page [role='log']");
  const row = list?.querySelector<HTMLElement>("[data-row][tabindex='0']");
  (row ?? list)?.focus({ preventScroll: true });
}

/** Something lies over the page and has the keys. A note that is told for a moment has none. */
export function isCovered(): boolean {
  return document.querySelector("dialog[open], :popover-open:not([data-told])") !== null;
}

/** Text is typed here, or keys choose something. */
export function takesText(target: EventTarget | null): boolean {
  const selector = "input, textarea, select, [contenteditable], [role='listbox'], [role='menu']";
  return target instanceof Element && target.closest(selector) !== null;
}

/** Where a letter typed means nothing, so that it can begin a message. */
export function ignoresLetters(target: EventTarget | null): boolean {
  return target instanceof Element && !takesText(target) && target.closest("dialog") === null;
}
