import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId } from "#protocol/ids.ts";
import type { SimBrowser, Tab } from "./browser.ts";
import { Violation, type Verdict } from "./violation.ts";

type Writing = { browser: SimBrowser; tab: Tab; nth: number; body: string };

/** Every text that a person has written in a browser, and what has to become of it: one event, or still on its way. */
export class Writings {
  readonly #verdict: Verdict;
  readonly #byId = new Map<CommandId, Writing>();
  readonly #unsettled = new Map<SimBrowser, Set<CommandId>>();
  readonly #lastSaid = new Map<Tab, number>();
  readonly #said = new Set<string>();
  #written = 0;

  constructor(verdict: Verdict) {
    this.#verdict = verdict;
  }

  /** A tab has taken this text, `instead` of one that had failed if given. */
  wrote(browser: SimBrowser, tab: Tab, id: CommandId, body: string, instead?: CommandId) {
    this.#written += 1;
    this.#byId.set(id, { browser, tab, nth: this.#written, body });
    const unsettled = this.#unsettled.get(browser) ?? new Set();
    this.#unsettled.set(browser, unsettled);
    unsettled.add(id);
    if (instead) unsettled.delete(instead);
  }

  /** An event is durable. */
  happened(event: RoomEvent) {
    const writing = this.#byId.get(event.id);
    if (!writing) return;
    const { browser, tab, nth, body } = writing;
    this.#unsettled.get(browser)?.delete(event.id);
    if (event.type !== "message.posted" || event.body !== body) {
      throw new Violation("An event says something else than was written.", body);
    }
    if (event.by !== browser.person.person) {
      throw new Violation("An event is told of somebody who did not write it.", body);
    }
    if (this.#said.has(body)) throw new Violation("A text was said twice.", body);
    this.#said.add(body);
    // A text that a full disk refused has only a note, and after a reload it comes behind what the disk did take.
    if (nth < (this.#lastSaid.get(tab) ?? 0) && !browser.idb.hasFailed) {
      throw new Violation("What one tab wrote was said in another order.", body);
    }
    this.#lastSaid.set(tab, nth);
  }

  /** Whether what was written in this browser and is no event yet is still there, on a screen or to be found again. */
  account(browser: SimBrowser) {
    const unsettled = this.#unsettled.get(browser);
    if (!unsettled || unsettled.size === 0) return;
    const pending = browser.tabs.flatMap(({ room }) => room.view.getState().pending);
    const shown = new Set(pending.map(({ id }) => id));
    if ([...unsettled].every((id) => shown.has(id))) return;
    const kept = browser.kept();
    for (const id of unsettled) {
      if (shown.has(id) || kept.has(id)) continue;
      const writing = this.#byId.get(id);
      this.#verdict.failed(
        new Violation("A text was lost: neither said, nor pending, nor kept.", writing?.body),
      );
    }
  }
}
