import type { RootContent } from "hast";
import { createLowlight } from "lowlight";
import { grammarOf } from "./languages.ts";

/** A stretch of code, and what kind of word it is. */
export type Stretch = { text: string; kind: string | null };

const lowlight = createLowlight();

/** Code in a language (languages.ts), cut into its kinds of words. Joining the texts gives the code back. */
export async function highlight(code: string, language: string): Promise<Stretch[]> {
  if (!lowlight.registered(language)) {
    const grammar = await grammarOf(language);
    if (grammar) lowlight.register(language, grammar);
    else return [{ text: code, kind: null }];
  }
  return lowlight.highlight(language, code).children.flatMap((node) => stretchesOf(node, null));
}

function stretchesOf(node: RootContent, kind: string | null): Stretch[] {
  switch (node.type) {
    case "text":
      return [{ text: node.value, kind }];
    case "element": {
      const own = kindOf(node.properties["className"]) ?? kind;
      return node.children.flatMap((child) => stretchesOf(child, own));
    }
    case "comment":
    case "doctype":
      return [];
  }
}

/** Few colours are enough to see how code is built; more would shout. */
const KINDS: Readonly<Record<string, string>> = {
  "hljs-keyword": "keyword",
  "hljs-literal": "number",
  "hljs-number": "number",
  "hljs-string": "string",
  "hljs-regexp": "string",
  "hljs-char": "string",
  "hljs-comment": "comment",
  "hljs-quote": "comment",
  "hljs-meta": "comment",
  "hljs-title": "name",
  "hljs-section": "name",
  "hljs-selector-class": "name",
  "hljs-selector-id": "name",
  "hljs-built_in": "type",
  "hljs-type": "type",
  "hljs-symbol": "type",
  "hljs-attr": "type",
  "hljs-attribute": "type",
  "hljs-variable": "type",
  "hljs-template-variable": "type",
  "hljs-selector-pseudo": "type",
  "hljs-name": "keyword",
  "hljs-tag": "plain",
  "hljs-subst": "plain",
  "hljs-selector-tag": "keyword",
  "hljs-addition": "added",
  "hljs-deletion": "removed",
};

function kindOf(classes: unknown): string | undefined {
  return Array.isArray(classes)
    ? classes.map((name) => KINDS[String(name)]).find((kind) => kind !== undefined)
    : undefined;
}
