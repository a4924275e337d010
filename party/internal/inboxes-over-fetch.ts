import type { PersonId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Inboxes } from "../inboxes.ts";
import type { Answer } from "../rooms.ts";
import { INTERNAL_HEADER } from "./ask.ts";
import type { InboxAsk } from "./inbox-ask.ts";

/** How a host reaches an inbox: its stub's fetch. */
export type FetchInbox = (person: PersonId, request: Request) => Promise<Response>;

/** Objects are addressed by binding and id; the host part of the URL means nothing. */
const NOWHERE = "https://inbox.invalid/";

/** Inboxes as the API and couriers know them, over either host's stubs. */
export function inboxesOverFetch(fetchInbox: FetchInbox, secret: string): Inboxes {
  async function put<T>(ask: InboxAsk): Promise<Answer<T>> {
    try {
      const response = await fetchInbox(
        ask.person,
        new Request(NOWHERE, {
          method: "POST",
          headers: { [INTERNAL_HEADER]: secret, "content-type": "application/json" },
          body: JSON.stringify(ask),
        }),
      );
      if (!response.ok) return { ok: false, refusal: refusal("unavailable") };
      const answer: Answer<T> = await response.json();
      return answer;
    } catch {
      // The object was reset or cannot be reached. What became of it is unknown; repeating it is safe.
      return { ok: false, refusal: refusal("unavailable") };
    }
  }
  return {
    tell: (person, letter) => put({ ask: "tell", person, letter }),
    command: (by, command) => put({ ask: "command", person: by.person, by, command }),
    changes: (by, at) => put({ ask: "changes", person: by.person, by, at }),
    subscribe: (by, subscription, page) =>
      put({ ask: "subscribe", person: by.person, by, subscription, ...page }),
    unsubscribe: (by, endpoint) => put({ ask: "unsubscribe", person: by.person, by, endpoint }),
    testPush: (by) => put({ ask: "testPush", person: by.person, by }),
    presence: (person, people) => put({ ask: "presence", person, people: [...people] }),
    signedOut: (person, sessions) => put({ ask: "signedOut", person, sessions: [...sessions] }),
    erase: (person) => put({ ask: "erase", person }),
  };
}
