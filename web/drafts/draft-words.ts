import * as v from "valibot";
import { nameOf, type DraftEntry } from "#protocol/inbox/entries.ts";
import { PersonId, type CommandId } from "#protocol/ids.ts";
import { MAX_BODY_BYTES, MAX_BODY_UNITS, MAX_FRAME_BYTES } from "#protocol/limits.ts";
import { utf8Length } from "#protocol/text.ts";
import { draftUnder } from "../composer/drafts.ts";
import { pickedPeople } from "../composer/picked-people.ts";
import { inbox } from "../inbox/held.ts";
import { wishes, type Wish } from "../inbox/wishes.ts";
import { placeOf } from "../place.ts";
import type { Words } from "./draft-box.ts";

/** People in one draft whose names have to go with it, at the most: they are told in one frame with the words. */
const MOST_PEOPLE = 10;
/** Beside the words of a draft, in bytes. */
const FRAME_BESIDE = 4_096;

export type DraftWish = Extract<Wish, { type: "draft" }>;

/** What the inbox has told of a place; undefined: nothing yet. */
export function toldOf(key: string): DraftEntry | undefined {
  const place = placeOf(key);
  const entry =
    place && inbox.getState().entries.get(nameOf({ kind: "draft", ...place, drafts: [] }));
  return entry?.kind === "draft" ? entry : undefined;
}

/** What is on its way to the inbox. */
export function waitingNow(): Map<CommandId, DraftWish> {
  const all = wishes.all().filter((wish): wish is DraftWish => wish.type === "draft");
  return new Map(all.map((wish) => [wish.id, wish]));
}

/** What stands in the field of a place. */
export function wordsHere(key: string): Words {
  const { text, replyTo, alsoInRoom } = draftUnder(key);
  const people = pickedPeople().flatMap(({ id, name }) => {
    const person = v.safeParse(PersonId, id);
    return person.success && text.includes(`@${name}`) ? [{ id: person.output, name }] : [];
  });
  return wordsOf({ text, replyTo, alsoInRoom, people: people.slice(0, MOST_PEOPLE) });
}

/** Whether a draft is longer than a message, or than a frame that would tell of it. */
export function isTooLong(text: string): boolean {
  if (text.length > MAX_BODY_UNITS || utf8Length(text) > MAX_BODY_BYTES) return true;
  return utf8Length(JSON.stringify(text)) > MAX_FRAME_BYTES - FRAME_BESIDE;
}

/** The same words, and nothing else. */
export function wordsOf({ text, replyTo, alsoInRoom, people }: Words): Words {
  return {
    text,
    ...(replyTo !== undefined && { replyTo }),
    ...(alsoInRoom && { alsoInRoom }),
    ...(people && people.length > 0 && { people }),
  };
}
