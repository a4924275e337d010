import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { CommandId } from "#protocol/ids.ts";
import { keptTexts } from "../composer/kept-text.ts";

const Versions = v.array(CommandId);
const Leaving = v.object({ key: v.string(), versions: Versions });
/** Drafts that were sent as a message which the room has not taken yet. */
export type Leaving = v.InferOutput<typeof Leaving> & { message: CommandId };

type Life = { epoch: string | null; cursor: number };

const bases = keptTexts("parley-draft-base:");
const leavings = keptTexts("parley-draft-leaving:");
const aside = keptTexts("parley-draft-aside");
const heardUpTo = keptTexts("parley-draft-heard");
// Where nothing can be kept they live as long as the page.
const known = new Map<string, readonly CommandId[]>();
let leaving: readonly Leaving[] | null = null;
/** So many drafts are known to have been put aside by hand. */
const MOST_ASIDE = 50;

/** The versions that the field of a place takes the place of. */
export function baseOf(key: string): readonly CommandId[] {
  return known.get(key) ?? versionsIn(bases.get(key));
}

export function keepBase(key: string, versions: readonly CommandId[]): void {
  const text = versions.length === 0 ? "" : JSON.stringify(versions);
  if (text !== JSON.stringify(baseOf(key))) bases.set(key, text);
  known.set(key, versions);
}

/** Another tab has said more. */
export function rereadNotes(key: string): void {
  known.delete(key);
  leaving = null;
}

export function keysWithBase(): string[] {
  return [...new Set([...bases.keys(), ...known.keys()])];
}

export function allLeaving(): readonly Leaving[] {
  leaving ??= leavings.keys().flatMap((message) => {
    const id = v.safeParse(CommandId, message);
    const said = v.safeParse(Leaving, parseJson(leavings.get(message)));
    return id.success && said.success ? [{ ...said.output, message: id.output }] : [];
  });
  return leaving;
}

export function keepLeaving({ message, ...said }: Leaving): void {
  leavings.set(message, JSON.stringify(said));
  leaving = null;
}

export function hasLeft(message: CommandId): void {
  leavings.set(message, "");
  leaving = null;
}

/**
 * Whether an inbox is as far as this browser knew it when it last looked for drafts: what is kept of it on the disk is a second older, and
 * would bring back what was sent.
 */
export function isAsFar({ epoch, cursor }: Life): boolean {
  const [life, upTo] = heardUpTo.get("").split(" ");
  return life !== epoch || cursor >= Number(upTo);
}

export function heardDrafts({ epoch, cursor }: Life): void {
  heardUpTo.set("", `${epoch} ${cursor}`);
}

/** Drafts of other devices that somebody does not want to be shown on this one. */
export function putAside(): readonly CommandId[] {
  return versionsIn(aside.get(""));
}

export function putOneAside(version: CommandId): void {
  const others = putAside().filter((each) => each !== version);
  aside.set("", JSON.stringify([...others, version].slice(-MOST_ASIDE)));
}

export function forgetNotes(): void {
  known.clear();
  leaving = null;
}

function versionsIn(text: string): readonly CommandId[] {
  const versions = v.safeParse(Versions, parseJson(text));
  return versions.success ? versions.output : [];
}
