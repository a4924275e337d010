import type { Call } from "#protocol/calls.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { checkBody } from "#protocol/text.ts";
import { callIn, mentionsIn, uncalled } from "./mentions-in.ts";

/** `mentions`: whom it means, each in the body as `<@ID>`; `calls`: everyone whom it calls besides. */
export type Composed =
  | { ok: true; body: string; action?: true; mentions?: PersonId[]; calls?: Call }
  | { ok: false; code: RefusalCode };

const ACTION = /^\/me\s+(?=\S)/;

/**
 * What a person wrote, as a message: "/me waves" is something they do. Names are tokens by now (web/composer/tokens.ts);
 * `mentions` is there when it means somebody. A call that may not be made where it is said is a word.
 */
export function composeMessage(written: string, mayCall: (call: Call) => boolean): Composed {
  const isAction = ACTION.test(written);
  const checked = checkBody(isAction ? written.replace(ACTION, "") : written);
  if (!checked.ok) return checked;
  const mentions = mentionsIn(checked.text);
  const call = callIn(checked.text);
  const calls = call !== undefined && mayCall(call) ? call : undefined;
  return {
    ok: true,
    body: call !== calls ? uncalled(checked.text) : checked.text,
    ...(isAction && { action: true }),
    ...(mentions.length > 0 && { mentions }),
    ...(calls && { calls }),
  };
}
