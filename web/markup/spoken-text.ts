import { named, type SpokenNames } from "./tokens.ts";
import type { Block, Inline, Tree } from "./tree.ts";

/** The words of a message without its looks, as they are told in labels, quotes and notifications. */
export function spokenText(tree: Tree, names: SpokenNames): string {
  return tree
    .map((block) => blockText(block, names))
    .filter((text) => text !== "")
    .join("\n");
}

function blockText(block: Block, names: SpokenNames): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return inlineText(block.children, names);
    case "quote":
      return spokenText(block.children, names);
    case "list": {
      const { start, items } = block;
      return items
        .map((item, place) => {
          const mark = start === null ? "•" : `${start + place}.`;
          return `${mark} ${spokenText(item, names)}`;
        })
        .join("\n");
    }
    case "code-block":
      return named(block.text, names);
    case "rule":
      return "";
  }
}

function inlineText(inlines: readonly Inline[], names: SpokenNames): string {
  return inlines.map((inline) => wordsOf(inline, names)).join("");
}

function wordsOf(inline: Inline, names: SpokenNames): string {
  switch (inline.type) {
    case "text":
    case "address":
      return inline.text;
    case "code":
      return named(inline.text, names);
    case "mention":
      return `@${names.person(inline.person)}`;
    case "room":
      return `#${names.room(inline.room)}`;
    case "spoiler":
      return names.spoiler;
    case "emphasis":
    case "strong":
    case "struck":
      return inlineText(inline.children, names);
    case "link": {
      const words = inlineText(inline.children, names);
      return inline.host === undefined ? words : `${words} (${inline.host})`;
    }
  }
}
