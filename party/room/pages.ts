import type { PersonId } from "#protocol/ids.ts";
import type {
  Answer,
  Author,
  HistoryPage,
  HistoryQuery,
  ThreadQuery,
  ToldMessage,
} from "../rooms.ts";
import { tooFast, type Allowance } from "../object/allowance.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import { historyPage } from "./history.ts";
import type { Journal } from "./journal.ts";
import type { Clock } from "../object/ports.ts";
import { SIGNED_OUT } from "../object/signed-out.ts";
import { threadPage } from "./thread.ts";
import { toldMessage } from "./told-message.ts";

type Desk = { journal: Journal; clock: Clock; allowance: Allowance; ended: EndedSessions };

/** The room's door for readers of what was said long ago: page by page, as fast as one may ask for them. */
export class Pages {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  history(by: Author, query: HistoryQuery): Promise<Answer<HistoryPage>> {
    return this.#page(by, (journal) => historyPage(journal, by, query));
  }

  /** What was said under one message, however far apart. */
  thread(by: Author, query: ThreadQuery): Promise<Answer<HistoryPage>> {
    return this.#page(by, (journal) => threadPage(journal, by, query));
  }

  /** For inboxes, which ask for their person. */
  message(person: PersonId, seq: number): Promise<Answer<ToldMessage>> {
    return toldMessage(this.#desk.journal, person, seq);
  }

  #page<T>(by: Author, read: (journal: Journal) => Promise<Answer<T>>): Promise<Answer<T>> {
    const { journal, clock, allowance, ended } = this.#desk;
    if (ended.has(by.session)) return Promise.resolve(SIGNED_OUT);
    const taken = allowance.page(by.person, clock.now());
    return taken.ok ? read(journal) : Promise.resolve(tooFast(taken.waitMs));
  }
}
