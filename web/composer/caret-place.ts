/** What of a field's looks decides where its letters stand. */
const LOOKS = [
  "boxSizing",
  "direction",
  "fontFamily",
  "fontSize",
  "fontStyle",
  "fontWeight",
  "letterSpacing",
  "lineHeight",
  "overflowWrap",
  "paddingBottom",
  "paddingLeft",
  "paddingRight",
  "paddingTop",
  "tabSize",
  "whiteSpace",
  "wordSpacing",
] as const;

/** How far the letter at `at` stands from the field's left edge, in px. No browser tells; a copy of the field does. */
export function leftOf(field: HTMLTextAreaElement, at: number): number {
  const copy = document.createElement("div");
  const looks = getComputedStyle(field);
  for (const look of LOOKS) copy.style[look] = looks[look];
  copy.style.position = "absolute";
  copy.style.visibility = "hidden";
  copy.style.inlineSize = `${field.offsetWidth}px`;
  const line = field.value.lastIndexOf("\n", at - 1) + 1;
  const caret = document.createElement("span");
  caret.textContent = "\u200B";
  copy.append(field.value.slice(line, at), caret);
  document.body.append(copy);
  const { offsetLeft } = caret;
  copy.remove();
  return offsetLeft;
}
