import type { Mark, Node } from "@tiptap/pm/model";
import type {
  BlockContent,
  DefinitionContent,
  ListItem,
  PhrasingContent,
  RootContent,
} from "mdast";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTaskListItemToMarkdown } from "mdast-util-gfm-task-list-item";
import { toMarkdown } from "mdast-util-to-markdown";
import type { SpokenNames } from "../markup/tokens.ts";
import { pathOf } from "./editor/mention-node.ts";

type Block = BlockContent | DefinitionContent;
export type ToldBy = { names: SpokenNames; origin: string };

/** A note as Markdown, for elsewhere: people and rooms by what they are called today, rooms with their address. */
export function markdownOf(note: Node, told: ToldBy): string {
  const children: RootContent[] = blocksIn(note, told);
  return toMarkdown(
    { type: "root", children },
    {
      extensions: [gfmStrikethroughToMarkdown(), gfmTaskListItemToMarkdown()],
      bullet: "-",
      emphasis: "*",
      rule: "-",
      listItemIndent: "one",
      fences: true,
    },
  );
}

function blocksIn(parent: Node, told: ToldBy): Block[] {
  return parent.children.flatMap((node) => blockOf(node, told));
}

function blockOf(node: Node, told: ToldBy): Block[] {
  switch (node.type.name) {
    case "heading":
      return [{ type: "heading", depth: depthOf(node), children: wordsIn(node, told) }];
    case "blockquote":
      return [{ type: "blockquote", children: blocksIn(node, told) }];
    case "codeBlock": {
      const lang: unknown = node.attrs["language"];
      const value = node.textContent;
      return [{ type: "code", lang: typeof lang === "string" ? lang : null, value }];
    }
    case "bulletList":
    case "orderedList":
    case "taskList":
      return [listOf(node, told)];
    case "horizontalRule":
      return [{ type: "thematicBreak" }];
    default:
      return [{ type: "paragraph", children: wordsIn(node, told) }];
  }
}

function listOf(node: Node, told: ToldBy): Block {
  const isOrdered = node.type.name === "orderedList";
  const start: unknown = node.attrs["start"];
  return {
    type: "list",
    ordered: isOrdered,
    start: isOrdered && typeof start === "number" ? start : null,
    spread: false,
    children: node.children.map((item): ListItem => {
      const checked: unknown = item.type.name === "taskItem" ? item.attrs["checked"] : null;
      return {
        type: "listItem",
        spread: false,
        checked: typeof checked === "boolean" ? checked : null,
        children: blocksIn(item, told),
      };
    }),
  };
}

function depthOf(node: Node): 1 | 2 | 3 {
  const level: unknown = node.attrs["level"];
  return level === 1 || level === 2 ? level : 3;
}

function wordsIn(node: Node, told: ToldBy): PhrasingContent[] {
  return node.children.map((child) => child.marks.reduceRight(marked, wordOf(child, told)));
}

function wordOf(node: Node, { names, origin }: ToldBy): PhrasingContent {
  switch (node.type.name) {
    case "mention":
      return { type: "text", value: `@${names.person(String(node.attrs["person"]))}` };
    case "place": {
      const value = `#${names.room(String(node.attrs["room"]))}`;
      return {
        type: "link",
        url: origin + pathOf(node.attrs),
        children: [{ type: "text", value }],
      };
    }
    case "hardBreak":
      return { type: "break" };
    default:
      return node.marks.some(({ type }) => type.name === "code")
        ? { type: "inlineCode", value: node.text ?? "" }
        : { type: "text", value: node.text ?? "" };
  }
}

function marked(inner: PhrasingContent, { type, attrs }: Mark): PhrasingContent {
  switch (type.name) {
    case "bold":
      return { type: "strong", children: [inner] };
    case "italic":
      return { type: "emphasis", children: [inner] };
    case "strike":
      return { type: "delete", children: [inner] };
    case "link": {
      const url: unknown = attrs["href"];
      return { type: "link", url: typeof url === "string" ? url : "", children: [inner] };
    }
    // Code says itself what it is, and comments are threads of the room.
    default:
      return inner;
  }
}
