import { wordsIn } from "./tokens.ts";
import type { Tree } from "./tree.ts";

/** A text to the letter; only people, rooms and web addresses are what they are. */
export function plainTree(body: string): Tree {
  return [{ type: "paragraph", children: wordsIn(body) }];
}
