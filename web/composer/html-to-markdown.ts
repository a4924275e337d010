import Turndown from "turndown";
import { isWebAddress } from "./formatting.ts";

const converter = new Turndown({
  headingStyle: "atx",
  bulletListMarker: "-",
  codeBlockStyle: "fenced",
  emDelimiter: "*",
  hr: "---",
});

// Of what runs or is drawn only nothing can be said in words.
converter.remove(["script", "style", "title", "noscript"]);

converter.addRule("picture", { filter: "img", replacement: () => "" });

converter.addRule("struck through", {
  filter: ["s", "del"],
  replacement: (text) => (text.trim() === "" ? text : `~~${text}~~`),
});

converter.addRule("what only looks bold", {
  filter: (node) => node.nodeName === "B" && node.style.fontWeight === "normal",
  replacement: (text) => text,
});

converter.addRule("link", {
  filter: "a",
  replacement: (text, node) => {
    const address = "getAttribute" in node ? (node.getAttribute("href") ?? "") : "";
    if (!isWebAddress(address) || text.trim() === "") return text;
    return node.textContent === address ? address : `[${text}](${address})`;
  },
});

// One space after the sign, as people write it.
converter.addRule("point of a list", {
  filter: "li",
  replacement: (text, node) => {
    const list = node.parentNode;
    const sign = list instanceof HTMLOListElement ? `${numberOf(node, list)}. ` : "- ";
    const inner = text.trim().replaceAll("\n", `\n${" ".repeat(sign.length)}`);
    return `${sign}${inner}${node.nextSibling ? "\n" : ""}`;
  },
});

export function toMarkdown(element: HTMLElement): string {
  return converter.turndown(element).trim();
}

function numberOf(point: Node, list: HTMLOListElement): number {
  return list.start + [...list.children].findIndex((child) => child === point);
}
