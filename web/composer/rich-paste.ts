import { policy } from "../ui/trusted-types.ts";

/**
 * Where an attribute that runs something may begin. Nothing would run, but Chromium complains of each to the page as it reads it (from
 * 156 on, in documents like this one, too); so they are given a name that means nothing. What looks like one and is text gets its letters back.
 */
const HANDLER = /([\s"'/]on)(?=[a-z]+\s*=)/gi;
/** What has nothing to read, and attributes that the policy lets nobody set. */
const WORDLESS = "script, iframe, embed, object";
/** Of no text: Unicode keeps it for programs' own use. */
const SPLIT = "\uFDD0";

/**
 * The page's policy takes no text for markup, save through this one door (party/answer-headers.ts). What comes in by it is read into a
 * document of its own, in which nothing runs and nothing is loaded, and only its words come out.
 */
const door = policy("pasted", {
  createHTML: (html: string) => html.replace(HANDLER, `$1${SPLIT}`),
});

/** More than a person copies by hand; it is pasted as the plain text that came with it. */
const LONGEST = 200_000;
/** What says more than its plain text does. Bold that is not is how some programs wrap all that they copy. */
const MEANT =
  "strong, b:not([style*='font-weight:normal'], [style*='font-weight: normal']), em, i, s, del, a[href], code, pre, ul, ol, blockquote, h1, h2, h3, h4, h5, h6";
/** Markdown here has no tables, and the plain text of one keeps its lines and columns. */
const BEYOND_US = "table";

/** What was copied from a page, if it says more than its plain text: nothing of it is run or loaded. */
export function richPaste(html: string): HTMLElement | null {
  const body = readPasted(html);
  const isMeant = body?.querySelector(MEANT) && body.querySelector(BEYOND_US) === null;
  return isMeant ? body : null;
}

/** What was copied from a page, whatever it says; null: nothing, or too much. */
export function readPasted(html: string): HTMLElement | null {
  if (html === "" || html.length > LONGEST) return null;
  const { body } = new DOMParser().parseFromString(door.createHTML(html), "text/html");
  for (const one of body.querySelectorAll(WORDLESS)) one.remove();
  rejoin(body);
  return body;
}

/** What was no attribute's name reads as it did. */
function rejoin(node: Node): void {
  const texts = document.createNodeIterator(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let at = texts.nextNode(); at; at = texts.nextNode()) {
    if (at instanceof Text) at.data = at.data.replaceAll(SPLIT, "");
    else if (at instanceof Element) {
      for (const attribute of at.attributes) {
        const { value } = attribute;
        if (value.includes(SPLIT)) attribute.value = value.replaceAll(SPLIT, "");
      }
    }
  }
}

/** As Markdown, as its author would have written it here. The converter comes with the first use. */
export async function markdownOf(pasted: HTMLElement): Promise<string> {
  const { markdownIn } = await import("./html-to-markdown.ts");
  return markdownIn(pasted);
}
