import { fromDom } from "hast-util-from-dom";
import { toMdast } from "hast-util-to-mdast";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { toMarkdown } from "mdast-util-to-markdown";
import { isWebAddress } from "./formatting.ts";

/** What a page shows, as its author would have written it here. Changes the element. */
export function markdownIn(element: HTMLElement): string {
  for (const picture of element.querySelectorAll("img, svg, video, audio, iframe"))
    picture.remove();
  for (const bold of element.querySelectorAll("b")) {
    if (bold.style.fontWeight === "normal") unwrap(bold);
  }
  for (const link of element.querySelectorAll("a")) {
    const address = link.getAttribute("href") ?? "";
    // An address that stands for itself is a link here without any signs.
    if (!isWebAddress(address) || link.textContent === address) unwrap(link);
  }
  const tree = toMdast(fromDom(element));
  return toMarkdown(tree.type === "root" ? tree : { type: "root", children: [] }, {
    extensions: [gfmStrikethroughToMarkdown()],
    bullet: "-",
    emphasis: "*",
    rule: "-",
    listItemIndent: "one",
  }).trim();
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}
