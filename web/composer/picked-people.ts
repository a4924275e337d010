import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { keptTexts } from "./kept-text.ts";
import type { Named } from "./tokens.ts";

/** As many as one draft or two may name. */
const KEPT = 50;

const Picked = v.array(v.object({ id: v.string(), name: v.string() }));
const kept = keptTexts("parley-draft-people");
let picked: readonly Named[] | null = null;

/** People who are not in the room and were named in a draft all the same. Whoever sends it later must still mean them. */
export function pickedPeople(): readonly Named[] {
  if (picked === null) {
    const read = v.safeParse(Picked, parseJson(kept.get("")));
    picked = read.success ? read.output : [];
  }
  return picked;
}

export function rememberPicked({ id, name }: Named): void {
  picked = [{ id, name }, ...pickedPeople().filter((one) => one.id !== id)].slice(0, KEPT);
  kept.set("", JSON.stringify(picked));
}

export function forgetPicked(): void {
  picked = [];
  kept.set("", "");
}
