import type { InboxCommand } from "#protocol/inbox/commands.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import type { PushLanguage, PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import type { Seen } from "#protocol/inbox/presence.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { ChangesHeard } from "./inbox/inbox.ts";
import type { Answer, Author } from "./rooms.ts";

/** How inboxes are reached, on either host. One that cannot be reached answers `unavailable`; every call may be repeated. */
export type Inboxes = {
  /** A room's letter: what is answered well is durable. `isHere`: whether a device of theirs is connected. */
  tell(person: PersonId, letter: Letter): Promise<Answer<{ isHere: boolean }>>;
  command(by: Author, command: InboxCommand): Promise<Answer<null>>;
  /** What has changed after the cursor. */
  changes(by: Author, at: { epoch: string | null; cursor: number }): Promise<Answer<ChangesHeard>>;
  /** The browser of this session is told by push from now on; what its page does not say is as it was. */
  subscribe(
    by: Author,
    subscription: PushSubscriptionKeys,
    page: { language?: PushLanguage | undefined; origin?: string | undefined },
  ): Promise<Answer<null>>;
  unsubscribe(by: Author, endpoint: string): Promise<Answer<null>>;
  /** Sends a notification to the browser of whoever asks. */
  testPush(by: Author): Promise<Answer<null>>;
  /** The lobby tells how people stand. `isHere`: whether any device there was told. */
  presence(person: PersonId, people: readonly Seen[]): Promise<Answer<{ isHere: boolean }>>;
  /** They are mailed no more of what they miss. */
  stopMail(person: PersonId): Promise<Answer<null>>;
  signedOut(person: PersonId, sessions: readonly string[]): Promise<Answer<null>>;
  /** Their account was deleted: nothing is kept of them. */
  erase(person: PersonId): Promise<Answer<null>>;
};
