import type { PersonId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { checkBody } from "#protocol/text.ts";
import { mentionsIn } from "./mentions-in.ts";

/** `mentions`: whom it means, each in the body as `<@ID>`. */
export type Composed =
  | { ok: true; body: string; action?: true; mentions?: PersonId[] }
  | { ok: false; code: RefusalCode };

const ACTION = /^\/me\s+(?=\S)/;

/**
 * What a person wrote, as a message: "/me waves" is something they do. Names are tokens by now (web/composer/tokens.ts);
 * `mentions` is there when it means somebody.
 */
export function composeMessage(written: string): Composed {
  const isAction = ACTION.test(written);
  const checked = checkBody(isAction ? written.replace(ACTION, "") : written);
  if (!checked.ok) return checked;
  const mentions = mentionsIn(checked.text);
  return {
    ok: true,
    body: checked.text,
    ...(isAction && { action: true }),
    ...(mentions.length > 0 && { mentions }),
  };
}
