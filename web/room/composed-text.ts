import type { RefusalCode } from "#protocol/refusals.ts";
import { checkBody } from "#protocol/text.ts";

export type Composed = { ok: true; body: string; action?: true } | { ok: false; code: RefusalCode };

const ACTION = /^\/me\s+(?=\S)/;

/** What a person typed, as a message: "/me waves" is something they do. */
export function composeMessage(typed: string): Composed {
  const isAction = ACTION.test(typed);
  const checked = checkBody(isAction ? typed.replace(ACTION, "") : typed);
  if (!checked.ok) return checked;
  return { ok: true, body: checked.text, ...(isAction && { action: true }) };
}
