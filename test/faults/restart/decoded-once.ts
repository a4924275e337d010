import { decodeDown } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";

const KEPT = 200;
const decoded = new Map<string, DownMessage[] | null>();

/** What a room tells everyone is read once for all devices of this process, or reading would be all that a test of hundreds does. */
export function decodedOnce(raw: unknown): DownMessage[] | null {
  if (typeof raw !== "string") return decodeDown(raw);
  const known = decoded.get(raw);
  if (known !== undefined) return known;
  const messages = decodeDown(raw);
  decoded.set(raw, messages);
  const [oldest] = decoded.keys();
  if (decoded.size > KEPT && oldest !== undefined) decoded.delete(oldest);
  return messages;
}
