/**
 * Writes party/names/look-alikes.ts: what characters look like, out of Unicode's table of confusable characters (UTS #39). By hand,
 * when that table is to be a newer one: `npx tsx scripts/names/look-alikes.ts`. Stored keys are then old ones: a migration has to
 * set `accounts.name_key` to null, and the next start makes them anew (docs/decisions/0030-names-that-look-alike.md).
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { OUR_LOOK_ALIKES } from "./our-look-alikes.ts";

const SOURCE = createRequire(import.meta.url).resolve("unhomoglyph/data.json");
const TARGET = fileURLToPath(new URL("../../party/names/look-alikes.ts", import.meta.url));
const LINE_LENGTH = 110;

const HEAD = `/**
 * Made by scripts/names/look-alikes.ts: what characters look like, beyond what NFKD and small letters tell. From Unicode 13.0's
 * confusables.txt (UTS #39) as the npm package unhomoglyph 1.0.6 holds it, and from scripts/names/our-look-alikes.ts.
 * Unicode data: © 1991-2020 Unicode, Inc., used under the Unicode License (https://www.unicode.org/license.txt).
 */
`;

const confusables = v.parse(
  v.record(v.string(), v.string()),
  JSON.parse(await readFile(SOURCE, "utf8")),
);
const ours = new Map(Object.entries(OUR_LOOK_ALIKES));

const table = agreeOnCase(allLikenesses());
await writeFile(TARGET, `${HEAD}export const LOOK_ALIKES = \`\n${inLines(table)}\n\`;\n`);
console.log(`${table.size} characters`);

/** Of letters, numbers and signs that look like such; NFKD tells the others apart by itself. */
function allLikenesses(): Map<string, string> {
  const characters = new Set([...Object.keys(confusables), ...ours.keys()]);
  return new Map(
    [...characters]
      .filter((one) => one.normalize("NFKD") === one && !/\p{M}/u.test(one))
      .map((one) => [one, likenessOf(one)] as const)
      .filter(([one, like]) => like !== one.toLowerCase() && deceives(one, like)),
  );
}

/**
 * Whether names are told apart without it: what looks Latin deceives nearly everyone. Two letters of one other script do not deceive
 * those who read it, and to fold them would make one out of many names; so beside Latin only letters of another script count.
 */
function deceives(one: string, like: string): boolean {
  if (isLatin(like) || ours.has(one)) return true;
  const [from, to] = [scriptOf(one), scriptOf(like)];
  return from !== to && from !== undefined && to !== undefined && /^[\p{L}\p{N}]+$/u.test(like);
}

function isLatin(text: string): boolean {
  return /^[a-z0-9]+$/.test(text);
}

function scriptOf(text: string): string | undefined {
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(text))
    return /\p{Script=Han}/u.test(text) ? "Han" : "kana";
  return ["Latin", "Greek", "Cyrillic"].find((script) =>
    new RegExp(`^\\p{Script=${script}}+$`, "u").test(text),
  );
}

/** Step by step until nothing changes: what something looks like looks like something, too. In a circle the small letter counts. */
function likenessOf(character: string): string {
  const seen = new Set<string>();
  let text = character;
  while (!seen.has(text)) {
    seen.add(text);
    text = Array.from(text, oneStep).join("").normalize("NFKD").replace(/\p{M}/gu, "");
  }
  return text.toLowerCase();
}

function oneStep(one: string): string {
  return ours.get(one) ?? confusables[one] ?? ours.get(one.toLowerCase()) ?? one.toLowerCase();
}

/**
 * A capital and its small letter are one letter, though only one of them may look like another script's: the small one decides, or
 * the one that looks Latin. Greek is read by its words (party/names/name-key.ts).
 */
function agreeOnCase(likenesses: Map<string, string>): Map<string, string> {
  const agreed = new Map(likenesses);
  for (let code = 0x80; code < 0x1ffff; code += 1) {
    const capital = String.fromCodePoint(code);
    const small = capital.toLowerCase();
    if (small === capital || Array.from(small).length !== 1 || /\p{Script=Greek}/u.test(capital))
      continue;
    if (capital.normalize("NFKD") !== capital) continue;
    const [big, little] = [agreed.get(capital) ?? small, agreed.get(small) ?? small];
    if (big === little) continue;
    const both = isLatin(little) || !isLatin(big) ? little : big;
    for (const one of [capital, small]) {
      if (both === one.toLowerCase()) agreed.delete(one);
      else agreed.set(one, both);
    }
  }
  return agreed;
}

function inLines(likenesses: Map<string, string>): string {
  const groups = new Map<string, string[]>();
  for (const [one, like] of likenesses) groups.set(like, [...(groups.get(like) ?? []), one]);
  const lines = [""];
  for (const [like, those] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const entry = `${like}:${those.toSorted().join("")}`;
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + entry.length > LINE_LENGTH) lines.push(entry);
    else lines[lines.length - 1] = line === "" ? entry : `${line} ${entry}`;
  }
  return lines.join("\n");
}
