import { browserSupportsWebAuthnAutofill, WebAuthnAbortService } from "@simplewebauthn/browser";
import { enterSigned, passkeyFromField } from "./enter-by-passkey.ts";

/** A little before the server's five minutes are over. */
const RENEW_EVERY_MS = 4 * 60_000;

/**
 * Offers passkeys in the list under the page's address field, until it is told to stop. What is chosen there signs in; `onRefused`
 * hears when that did not work. A challenge that grows old on an open page is renewed without a word.
 */
export function offerInField(onRefused: (says: string) => void): () => void {
  let isOver = false;
  let round = 0;

  const offer = async () => {
    round += 1;
    const mine = round;
    if (!(await browserSupportsWebAuthnAutofill()) || isOver || mine !== round) return;
    const used = await passkeyFromField();
    // Nobody has asked for anything: a list that cannot be offered is not worth a word.
    if (!used.ok) return;
    const answer = await enterSigned(used.value);
    if (answer.ok || isOver) return;
    onRefused(answer.says);
    void offer();
  };

  const renew = () => {
    // A page that nobody looks at asks for nothing. It is asked again at the next turn.
    if (document.hidden) return;
    WebAuthnAbortService.cancelCeremony();
    void offer();
  };
  const timer = setInterval(renew, RENEW_EVERY_MS);
  void offer();

  return () => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    WebAuthnAbortService.cancelCeremony();
  };
}
