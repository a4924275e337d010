import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { addresses } from "./addresses.ts";
import { treeOf } from "./from-mdast.ts";
import { isTooMuch, needsParser } from "./needs-parser.ts";
import { plainTree } from "./plain-tree.ts";
import type { Tree } from "./tree.ts";

/**
 * What CommonMark has for authors of documents, and chat does not: HTML and entities are shown as they were typed, a line of
 * dashes makes no heading of the line above, four spaces make no code, and nothing defines links elsewhere (a definition
 * would vanish from what was said).
 */
const NOT_IN_CHAT = [
  "htmlFlow",
  "htmlText",
  "characterReference",
  "setextUnderline",
  "codeIndented",
  "definition",
];
const SYNTAX = [
  gfmStrikethrough({ singleTilde: false }),
  addresses,
  { disable: { null: NOT_IN_CHAT } },
];
const MEANING = [gfmStrikethroughFromMarkdown()];

/** Rows come and go while someone scrolls; what stands in them does not change. */
const MOST_KEPT = 500;
const kept = new Map<string, Tree>();

/** What somebody wrote, as it is meant. Never throws, and always has something to show. */
export function parse(body: string): Tree {
  const known = kept.get(body);
  if (known) return known;
  const tree = read(body);
  if (kept.size >= MOST_KEPT) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
  kept.set(body, tree);
  return tree;
}

function read(body: string): Tree {
  if (!needsParser(body) || isTooMuch(body)) return plainTree(body);
  const tree = treeOf(fromMarkdown(body, { extensions: SYNTAX, mdastExtensions: MEANING }), body);
  // "-" and "#" alone are a list and a heading without words. Whoever says so means the sign.
  return hasSomething(tree) ? tree : plainTree(body);
}

function hasSomething(tree: Tree): boolean {
  return tree.some((block) => {
    switch (block.type) {
      case "rule":
        return true;
      case "list":
        return block.items.some(hasSomething);
      case "quote":
        return hasSomething(block.children);
      case "code-block":
        return block.text.trim() !== "";
      case "paragraph":
      case "heading":
        return block.children.some((inline) => inline.type !== "text" || inline.text.trim() !== "");
    }
  });
}
