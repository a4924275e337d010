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

/** Whether this browser is told of news while nothing of Parley is open in it. */
export const push = createPush({
  browser: pushBrowser(import.meta.env.PROD),
  door,
  wish: pushWishIn(() => localStorage),
  language: () => v.parse(v.fallback(PushLanguage, "en"), locale.get()),
});

/** At each start: what was turned on here is still so, and the community knows it. */
export function startPush(person: PersonId): void {
  void push.start(person);
}
