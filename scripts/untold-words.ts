import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

const WEB = fileURLToPath(new URL("../web", import.meta.url));

/** Attributes that are read or heard, of elements and of our own components. */
const TOLD =
  /^(aria-(label|description|roledescription)|title|placeholder|alt|label|about|hint|heading|says|verb|note)$/;
const WORD = /\p{L}{2}/u;
/** Whatever begins like a sentence and goes on like one, wherever it stands. */
const SENTENCE = /^\p{Lu}[\p{Ll}’]* (?=.*\p{Ll}{2})/u;

/** The same in every language. */
const NAMES = ["Parley", "Aa"];

/** Each place in the browser's code that says something in English only, as FILE:LINE and the words. */
export async function findUntoldWords(): Promise<string[]> {
  const files = (await readdir(WEB, { recursive: true })).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|test-kit|text|d)\.tsx?$/.test(name),
  );
  const found = await Promise.all(
    files.toSorted().map(async (name) => {
      const file = path.join(WEB, name);
      return untoldWordsIn(path.join("web", name), await readFile(file, "utf8"));
    }),
  );
  return found.flat();
}

export function untoldWordsIn(file: string, text: string): string[] {
  const found = new Map<number, string>();
  const note = (words: Words[], looksTold: RegExp) => {
    for (const { start, says } of words)
      if (looksTold.test(says) && !NAMES.includes(says.trim()))
        found.set(start, says.replaceAll(/\s+/g, " ").trim());
  };
  visit(parseSync(file, text).program, (node) => {
    if (node.type === "JSXText" || isChild(node)) note(wordsOf(node), WORD);
    else if (node.type === "JSXAttribute" && TOLD.test(nameOf(node["name"])))
      note(wordsOf(node["value"]), WORD);
    else if (node.type === "CallExpression" && nameOf(node["callee"]) === "announce")
      note(partsOf(node["arguments"]).flatMap(wordsOf), WORD);
    else if (node.type === "Literal" || node.type === "TemplateLiteral")
      note(wordsOf(node), SENTENCE);
  });
  return [...found].map(
    ([start, says]) => `${file}:${text.slice(0, start).split("\n").length}: ${says}`,
  );
}

type Node = { type: string; start: number; [part: string]: unknown };
type Words = { start: number; says: string };

/** What an expression may come to as text: both ends of a choice, the fixed parts of a template. */
function wordsOf(node: unknown): Words[] {
  if (!isNode(node)) return [];
  const { type, start } = node;
  switch (type) {
    case "JSXText":
    case "Literal":
      return typeof node["value"] === "string" ? [{ start, says: node["value"] }] : [];
    case "TemplateLiteral":
      return [{ start, says: partsOf(node["quasis"]).map(textOf).join("…") }];
    case "JSXExpressionContainer":
      return wordsOf(node["expression"]);
    case "ConditionalExpression":
      return [...wordsOf(node["consequent"]), ...wordsOf(node["alternate"])];
    case "LogicalExpression":
    case "BinaryExpression":
      return type === "BinaryExpression" && node["operator"] !== "+"
        ? []
        : [...wordsOf(node["left"]), ...wordsOf(node["right"])];
    default:
      return [];
  }
}

/** Visits a tree from its root. A value in braces is a child of an element, unless it is an attribute's. */
function visit(value: unknown, look: (node: Node) => void): void {
  if (Array.isArray(value)) value.forEach((each) => visit(each, look));
  if (!isNode(value)) return;
  // Types and addresses of files are no words.
  if (value.type.startsWith("TS") && value.type.endsWith("Type")) return;
  look(value);
  for (const [part, inside] of Object.entries(value)) if (part !== "source") visit(inside, look);
  if (value.type === "JSXElement" || value.type === "JSXFragment")
    partsOf(value["children"])
      .filter(isNode)
      .forEach((child) => look({ ...child, isChild: true }));
}

function isChild(node: Node): boolean {
  return node.type === "JSXExpressionContainer" && node["isChild"] === true;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function partsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(value: unknown): string {
  return isNode(value) && typeof value["name"] === "string" ? value["name"] : "";
}

function textOf(quasi: unknown): string {
  const value = isNode(quasi) ? quasi["value"] : null;
  return typeof value === "object" && value !== null && "cooked" in value
    ? String(value.cooked)
    : "";
}
