import type { BlockContent, Code, DefinitionContent, Nodes, PhrasingContent, Root } from "mdast";
import { hrefOf } from "./links.ts";
import { withSpoilers } from "./spoilers.ts";
import { wordsIn } from "./tokens.ts";
import type { Block, Inline, Tree } from "./tree.ts";

/** Deeper than anyone reads, and shallow enough for every stack. */
const MAX_DEPTH = 16;

type Reading = { body: string; depth: number };

/** Our tree from the parser's. What it has and we do not know is shown as it was typed. */
export function treeOf(root: Root, body: string): Tree {
  return root.children.flatMap((node) => blocksOf(node, { body, depth: 0 }));
}

function blocksOf(
  node: Root["children"][number] | BlockContent | DefinitionContent,
  reading: Reading,
): Block[] {
  const inner = { ...reading, depth: reading.depth + 1 };
  if (inner.depth > MAX_DEPTH) return asTyped(node, reading);
  switch (node.type) {
    case "paragraph":
      return [{ type: "paragraph", children: inlines(node.children, inner) }];
    case "heading":
      return [{ type: "heading", level: node.depth, children: inlines(node.children, inner) }];
    case "blockquote":
      if (isFace(source(node, reading))) return asTyped(node, reading);
      return [
        { type: "quote", children: node.children.flatMap((child) => blocksOf(child, inner)) },
      ];
    case "list":
      return [
        {
          type: "list",
          start: node.ordered ? (node.start ?? 1) : null,
          items: node.children.map((item) =>
            item.children.flatMap((child) => blocksOf(child, inner)),
          ),
        },
      ];
    case "code":
      return [codeOf(node)];
    case "thematicBreak":
      return [{ type: "rule" }];
    case "definition":
    case "footnoteDefinition":
    case "html":
    case "listItem":
    case "table":
    case "tableCell":
    case "tableRow":
    case "yaml":
    // What may only stand in a line is never a child of a text itself.
    case "break":
    case "delete":
    case "emphasis":
    case "footnoteReference":
    case "image":
    case "imageReference":
    case "inlineCode":
    case "link":
    case "linkReference":
    case "strong":
    case "text":
      return asTyped(node, reading);
  }
}

/** More than one word behind a fence is no language: people begin to write their code there. */
function codeOf({ lang, meta, value }: Code): Block {
  if (typeof lang !== "string") return { type: "code-block", language: null, text: value };
  if (typeof meta !== "string") return { type: "code-block", language: lang, text: value };
  return { type: "code-block", language: null, text: `${lang} ${meta}\n${value}` };
}

function inlines(nodes: readonly PhrasingContent[], reading: Reading): Inline[] {
  const found = withSpoilers(joined(nodes.flatMap((node) => rawInlines(node, reading))));
  return joined(found).flatMap(withTokens);
}

/** Words are still raw: spoilers, people, rooms and addresses are found when all neighbours are known. */
function rawInlines(node: PhrasingContent, reading: Reading): Inline[] {
  const inner = { ...reading, depth: reading.depth + 1 };
  if (inner.depth > MAX_DEPTH) return [{ type: "text", text: source(node, reading) }];
  switch (node.type) {
    case "text":
      return [{ type: "text", text: node.value }];
    case "break":
      return [{ type: "text", text: "\n" }];
    case "inlineCode":
      return [{ type: "code", text: node.value }];
    case "emphasis":
    case "strong":
      return [{ type: node.type, children: inlines(node.children, inner) }];
    case "delete":
      return [{ type: "struck", children: inlines(node.children, inner) }];
    case "link":
      return [linkOf(node.url, labelOf(node.children, inner), source(node, reading))];
    case "image":
      // Nothing is loaded from elsewhere: it would tell them who reads, and when.
      return [
        linkOf(node.url, [{ type: "text", text: node.alt || node.url }], source(node, reading)),
      ];
    case "footnoteReference":
    case "html":
    case "imageReference":
    case "linkReference":
      return [{ type: "text", text: source(node, reading) }];
  }
}

/** A link leads where it is allowed to; else it stays what was typed. */
function linkOf(url: string, children: readonly Inline[], typed: string): Inline {
  const href = /^mailto:/i.test(url) ? (URL.parse(url)?.href ?? null) : hrefOf(url);
  if (href === null) return { type: "text", text: typed };
  const label = children.length > 0 ? children : [{ type: "text" as const, text: url }];
  const { host } = new URL(href);
  return readsAsElsewhere(label, host)
    ? { type: "link", href, children: label, host: host || url }
    : { type: "link", href, children: label };
}

/** "[bank.example](https://evil.example)" says one place and goes to another. */
function readsAsElsewhere(label: readonly Inline[], host: string): boolean {
  const words = label.map((inline) => ("text" in inline ? inline.text : "")).join("");
  const place = /(?:^|[\s/])((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})/iu.exec(words)?.[1];
  return (
    place !== undefined && place.toLowerCase().replace(/^www\./, "") !== host.replace(/^www\./, "")
  );
}

/** No link and no spoiler stands inside of a link, and nobody is meant there. */
function labelOf(nodes: readonly PhrasingContent[], reading: Reading): Inline[] {
  return joined(
    nodes.flatMap((node): Inline[] => {
      switch (node.type) {
        case "emphasis":
        case "strong":
          return [{ type: node.type, children: labelOf(node.children, reading) }];
        case "delete":
          return [{ type: "struck", children: labelOf(node.children, reading) }];
        case "image":
          return [{ type: "text", text: node.alt || node.url }];
        case "text":
        case "break":
        case "inlineCode":
        case "link":
        case "footnoteReference":
        case "html":
        case "imageReference":
        case "linkReference":
          return rawInlines(node, reading);
      }
    }),
  );
}

function withTokens(inline: Inline): Inline[] {
  switch (inline.type) {
    case "text":
      return wordsIn(inline.text);
    case "spoiler":
      return [{ type: "spoiler", children: inline.children.flatMap(withTokens) }];
    // Their words have been looked through already, or are not to be.
    case "address":
    case "code":
    case "emphasis":
    case "link":
    case "mention":
    case "room":
    case "strong":
    case "struck":
      return [inline];
  }
}

/** Words that the parser gave in pieces, in one. */
function joined(inlines: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const inline of inlines) {
    const last = all.at(-1);
    if (inline.type === "text" && last?.type === "text")
      all[all.length - 1] = { type: "text", text: last.text + inline.text };
    else all.push(inline);
  }
  return all;
}

/** ">:(" and ">_<" are faces, and ">= 3" is a number. */
function isFace(typed: string): boolean {
  return /^>[:;_.=<^-][^\n]*$/.test(typed);
}

function asTyped(node: Nodes, reading: Reading): Block[] {
  return [{ type: "paragraph", children: wordsIn(source(node, reading)) }];
}

function source({ position }: Nodes, { body }: Reading): string {
  return body.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
}
