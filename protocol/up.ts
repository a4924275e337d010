import * as v from "valibot";
import { SocketCommand } from "./commands.ts";
import { ReadUpTo } from "./receipts.ts";
import { TypingSignal } from "./typing.ts";

/**
 * What a client says. It speaks first: `hello` with the last event it has applied, and again whenever it finds a gap.
 * A first visit says cursor 0 and epoch null.
 */
export const Hello = v.strictObject({
  t: v.literal("hello"),
  version: v.pipe(v.number(), v.safeInteger()),
  epoch: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  cursor: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** A wish. It ends as an event with its id, or as a refusal with its id. */
export const Command = v.strictObject({ t: v.literal("command"), command: SocketCommand });

/** A signal: may be lost, is never stored. */
export const Typing = v.strictObject({ t: v.literal("typing"), ...TypingSignal.entries });

/** This device takes part in read receipts, from its first word on: only then is it told of others' (docs/protocol.md §2, 11). */
export const Read = v.strictObject({ t: v.literal("read"), ...ReadUpTo.entries });

/** Keeps this socket past its session's expiry, with a fresh ticket for the same object and person. */
export const Renew = v.strictObject({
  t: v.literal("renew"),
  ticket: v.pipe(v.string(), v.maxLength(4096)),
});

/** Says a `mark` back at once: this client has read up to there (contract C14). */
export const MarkRead = v.strictObject({
  t: v.literal("mark"),
  n: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

export const Ping = v.strictObject({ t: v.literal("ping") });

export const UpMessage = v.variant("t", [Hello, Command, Typing, Read, Renew, MarkRead, Ping]);
export type UpMessage = v.InferOutput<typeof UpMessage>;
export type Hello = v.InferOutput<typeof Hello>;

/** Hosts answer exactly this text without waking a sleeping room. */
export const PING = JSON.stringify({ t: "ping" } satisfies v.InferInput<typeof Ping>);
