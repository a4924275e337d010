/** Something that a key or a button does to a text: `from`..`to` becomes `insert`, then `select` is selected. */
export type Change = {
  from: number;
  to: number;
  insert: string;
  select: readonly [number, number];
};

/**
 * Changes the field as if it had been typed, so that the browser's own undo takes it back. `execCommand` is old and marked as such,
 * but nothing else reaches the undo history of a field; where it is missing the text changes all the same.
 */
export function apply(field: HTMLTextAreaElement, { from, to, insert, select }: Change): void {
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  const isEmpty = insert === "" && from === to;
  const isDone =
    isEmpty ||
    (insert === ""
      ? document.execCommand("delete")
      : document.execCommand("insertText", false, insert));
  if (!isDone) {
    field.setRangeText(insert, from, to, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  }
  field.setSelectionRange(...select);
}

export function changed(text: string, { from, to, insert }: Change): string {
  return text.slice(0, from) + insert + text.slice(to);
}
