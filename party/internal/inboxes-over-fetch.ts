import type { PersonId } from "#protocol/ids.ts";
import type { Inboxes } from "../inboxes.ts";
import type { InboxAsk } from "./inbox-ask.ts";
import { putAsk } from "./put-ask.ts";

/** How a host reaches an inbox: its stub's fetch. */
export type FetchInbox = (person: PersonId, request: Request) => Promise<Response>;

/** Inboxes as the API and couriers know them, over either host's stubs. */
export function inboxesOverFetch(fetchInbox: FetchInbox, secret: string): Inboxes {
  const put = <T>(ask: InboxAsk) =>
    putAsk<T>((request) => fetchInbox(ask.person, request), ask, secret);
  return {
    tell: (person, letter) => put({ ask: "tell", person, letter }),
    command: (by, command) => put({ ask: "command", person: by.person, by, command }),
    changes: (by, at) => put({ ask: "changes", person: by.person, by, at }),
    subscribe: (by, subscription, page) =>
      put({ ask: "subscribe", person: by.person, by, subscription, ...page }),
    unsubscribe: (by, endpoint) => put({ ask: "unsubscribe", person: by.person, by, endpoint }),
    testPush: (by) => put({ ask: "testPush", person: by.person, by }),
    presence: (person, people) => put({ ask: "presence", person, people: [...people] }),
    stopMail: (person) => put({ ask: "stopMail", person }),
    signedOut: (person, sessions) => put({ ask: "signedOut", person, sessions: [...sessions] }),
    erase: (person) => put({ ask: "erase", person }),
  };
}
