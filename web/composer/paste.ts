import { apply } from "./change.ts";
import { isWebAddress, makeLink } from "./formatting.ts";
import { isInCode } from "./in-code.ts";
import { markdownOf, richPaste } from "./rich-paste.ts";
import { directionFor } from "./text-direction.ts";

/**
 * What is copied from a page keeps what it means: its links, lists, code. An address pasted over words makes a link of them; and a
 * book must not be looked through before it stands there.
 */
export function beforePaste(event: ClipboardEvent, field: HTMLTextAreaElement): void {
  const plain = event.clipboardData?.getData("text/plain") ?? "";
  const direction = directionFor(plain);
  if (direction !== "auto") field.dir = direction;
  const { value, selectionStart, selectionEnd } = field;
  const address = plain.trim();
  const selected = value.slice(selectionStart, selectionEnd);
  if (selected.trim() !== "" && !isWebAddress(selected) && isWebAddress(address)) {
    event.preventDefault();
    return apply(field, makeLink(value, selectionStart, selectionEnd, address));
  }
  // Pasted without its looks, by the keys for that, it comes as plain text alone; and within code signs mean themselves.
  const rich = isInCode(value.slice(0, selectionStart))
    ? null
    : richPaste(event.clipboardData?.getData("text/html") ?? "");
  if (rich === null) return undefined;
  event.preventDefault();
  return void paste(field, rich, plain);
}

async function paste(field: HTMLTextAreaElement, rich: HTMLElement, plain: string): Promise<void> {
  // Without the converter nothing is lost but the looks.
  const insert = await markdownOf(rich).catch(() => plain);
  const { selectionStart: from, selectionEnd: to } = field;
  const end = from + insert.length;
  apply(field, { from, to, insert, select: [end, end] });
}
