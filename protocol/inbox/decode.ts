import * as v from "valibot";
import { decodeFrame, type Decoded } from "#protocol/decode-up.ts";
import { decodeList } from "#protocol/decode.ts";
import { InboxDown, InboxUp } from "./frames.ts";

/** The inbox's door, with the same checks as a room's. Never throws. */
export function decodeInboxUp(raw: unknown): Decoded<InboxUp> {
  return decodeFrame(InboxUp, raw);
}

/** The client's door. Kinds that a newer inbox has are left out; null: ask again rather than guess. */
export function decodeInboxDown(raw: unknown): InboxDown[] | null {
  return decodeList(raw, (item) => v.safeParse(InboxDown, item, { abortEarly: true }));
}
