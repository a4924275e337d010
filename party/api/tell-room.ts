import * as v from "valibot";
import { CommandId, uuid7 } from "#protocol/ids.ts";
import type { Answer } from "../rooms.ts";

/** A room that is being moved or restarted answers the next time. */
const TRIES = 3;

/** Tells a room something until it answers. Whatever it says that waiting would not change is an answer: then it has heard. */
export async function tellRoom(tell: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  let answer = await tell();
  for (let tries = 1; tries < TRIES && hasNotHeard(answer); tries += 1) answer = await tell();
  return answer;
}

export function hasNotHeard(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.refusal.retryable;
}

/** An id for a command that nobody but the API makes. */
export function newCommandId(now: number): CommandId {
  return v.parse(CommandId, uuid7(now, crypto.getRandomValues(new Uint8Array(10))));
}
