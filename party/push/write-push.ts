import { graphemesIn } from "#protocol/graphemes.ts";
import type { PushMessage } from "#protocol/push-message.ts";
import { utf8Length } from "#protocol/text.ts";

/** What fits into the one record of 4,096 bytes that every push service takes, beside its header, key and seal (RFC 8291 §4). */
export const MAX_PUSH_BYTES = 3_993;

const ELLIPSIS = "…";

/** The message as it is sent: one that is too long loses the end of its body, between two characters as people see them. */
export function writePush(message: PushMessage): string {
  const whole = JSON.stringify(message);
  if (message.kind === "close" || utf8Length(whole) <= MAX_PUSH_BYTES) return whole;
  const { notification } = message;
  const withBody = (body: string) =>
    JSON.stringify({ ...message, notification: { ...notification, body } });
  let left = MAX_PUSH_BYTES - utf8Length(withBody(ELLIPSIS));
  let body = "";
  for (const character of graphemesIn(notification.body)) {
    // As JSON spells it: a line break takes two bytes, and half of a pair of surrogates six.
    left -= utf8Length(JSON.stringify(character)) - 2;
    if (left < 0) break;
    body += character;
  }
  return withBody(body.trimEnd() + ELLIPSIS);
}
