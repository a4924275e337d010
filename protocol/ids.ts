import * as v from "valibot";

/** Path-safe on both hosts, which pass room names through still percent-encoded. */
const PATH_SAFE = /^[A-Za-z0-9_-]{1,64}$/;
const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const RoomId = v.pipe(v.string(), v.regex(PATH_SAFE), v.brand("RoomId"));
export type RoomId = v.InferOutput<typeof RoomId>;

export const PersonId = v.pipe(v.string(), v.regex(PATH_SAFE), v.brand("PersonId"));
export type PersonId = v.InferOutput<typeof PersonId>;

/** A UUIDv7 that the writer makes. It names one command for ever, and the event that the command becomes. */
export const CommandId = v.pipe(v.string(), v.regex(UUID7), v.brand("CommandId"));
export type CommandId = v.InferOutput<typeof CommandId>;

/** An event's number: 1, 2, 3 … in its room, without a hole. */
export const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** A new UUIDv7 (RFC 9562 §5.7) for `now` in ms since epoch, from at least 10 random bytes. */
export function uuid7(now: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(now) << 16n);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | (byteAt(bytes, 6) & 0x0f);
  bytes[8] = 0x80 | (byteAt(bytes, 8) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20, 32]
    .map((end, i, ends) => hex.slice(i === 0 ? 0 : ends[i - 1], end))
    .join("-");
}

/** When the writer says it made this id, in ms since epoch. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
