import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import { askAnyone, askApi } from "../api.ts";
import { locale } from "../i18n/locale.ts";
import { PushLanguage } from "#protocol/push-subscription.ts";
import { pushBrowser } from "./push-browser.ts";
import { createPush, type PushDoor } from "./push-state.ts";
import { pushWishIn } from "./push-wish.ts";

const Key = v.object({ key: v.nullable(v.string()) });

const door: PushDoor = {
  key: () => askAnyone("GET", "/api/push-key", Key),
  subscribe: (subscription, language) =>
    askApi("PUT", "/api/inbox/push", v.unknown(), {
      ...subscription,
      language,
      origin: location.origin,
    }),
  unsubscribe: (endpoint) => askApi("DELETE", "/api/inbox/push", v.unknown(), { endpoint }),
  test: () => askApi("POST", "/api/inbox/push/test", v.unknown(), {}),
};

/** Of a page without a service worker, as while one develops, nothing is shown. */
export const browser = pushBrowser(import.meta.env.PROD);

/** In the language of the page, whoever writes it. */
export function pushLanguage(): PushLanguage {
  return v.parse(v.fallback(PushLanguage, "en"), locale.get());
}

/** Whether this browser is told of news. */
export const push = createPush({
  browser,
  door,
  wish: pushWishIn(() => localStorage),
  language: pushLanguage,
  origin: () => location.origin,
});

/** At each start: what was turned on here is still so, and the community knows it. */
export function startPush(person: PersonId): void {
  void push.start(person);
}
