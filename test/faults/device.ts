import type { Note } from "../history/note.ts";
import type { Chance } from "../line/chance.ts";
import type { Account } from "./account.ts";
import type { Outbox } from "./outbox.ts";

/** After a request without an answer: nobody hammers on a server that is not there. */
export const AGAIN_AFTER_MS = 150;

/** What every device of a run is given. `url` may lead through a line that fails. */
export type Outfit = {
  name: string;
  account: Account;
  url: string;
  room: string;
  history: Note[];
  chance: Chance;
};

/** Someone's program that lives through everything: it keeps at it until it is told to stop. */
export type Device = {
  readonly name: string;
  readonly outbox: Outbox;
  start(): void;
  /** Reads all that there is now, from the server as it is now. Repeats until that has succeeded. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
};
