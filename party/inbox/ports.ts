import type { PersonId } from "#protocol/ids.ts";
import type { AskedLobby } from "../lobby/ports.ts";
import type { Counting } from "../meter/tally.ts";
import type { Clock, ObjectLog, Storage } from "../object/ports.ts";
import type { MissedMailer } from "../mail/missed-mailer.ts";
import type { PushSender } from "../push/push-sender.ts";
import type { Rooms, TicketClaims } from "../rooms.ts";

/** The world, as an inbox needs it. Hosts and tests bring it. */
export type InboxWorld = {
  storage: Storage;
  clock: Clock;
  tickets: { check(ticket: string, person: PersonId): Promise<TicketClaims | null> };
  rooms: RoomsAsked;
  /** Null: this community sends no notifications. */
  push: PushSender | null;
  /** Null: this community sends no mail. */
  mail: MissedMailer | null;
  /** Of the community, as its people reach it. */
  origin: string;
  lobby: AskedLobby;
  /** Before this, in ms since epoch, people are coming back from a restart; rooms tell every inbox after it. It may move on. */
  mayWakeAllAt: () => number;
  log: ObjectLog;
  counts: Counting;
  /** To be called when what the inbox does beside its host's calls has come to rest: what was counted there has nobody else to speak of it. */
  turned: () => void;
  newEpoch: () => string;
  /** The last change's number, for hosts that answer pings while the inbox sleeps. */
  headIs(head: number): void;
  /** Something failed that must not: the host drops this inbox and wakes a new one from storage. */
  giveUp(error: unknown): void;
};

/** How an inbox asks rooms what it has not been told. */
export type RoomsAsked = Pick<Rooms, "letter" | "message" | "receipts">;
