import type { InboxCommand } from "#protocol/inbox/commands.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { ChangesHeard } from "./inbox/inbox.ts";
import type { Answer, Author } from "./rooms.ts";

/** How inboxes are reached, on either host. One that cannot be reached answers `unavailable`; every call may be repeated. */
export type Inboxes = {
  /** A room's letter: what is answered well is durable. */
  tell(person: PersonId, letter: Letter): Promise<Answer<null>>;
  command(by: Author, command: InboxCommand): Promise<Answer<null>>;
  /** What has changed after the cursor. */
  changes(by: Author, at: { epoch: string | null; cursor: number }): Promise<Answer<ChangesHeard>>;
  signedOut(person: PersonId, sessions: readonly string[]): Promise<Answer<null>>;
  /** Their account was deleted: nothing is kept of them. */
  erase(person: PersonId): Promise<Answer<null>>;
};
