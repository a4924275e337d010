import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId } from "#protocol/ids.ts";
import type { SimBrowser, Tab } from "./browser.ts";
import { Violation, type Verdict } from "./violation.ts";

/** Who keeps an order of its own: a tab of a browser, or a device that is none. */
type Writer = { by: PersonId; browser: SimBrowser | null; source: object };
type Writing = Writer & { nth: number; body: string };

/** Every text that a person has written in a browser, and what has to become of it: one event, or still on its way. */
export class Writings {
  readonly #verdict: Verdict;
  readonly #byId = new Map<CommandId, Writing>();
  readonly #unsettled = new Map<SimBrowser, Set<CommandId>>();
  readonly #lastSaid = new Map<object, number>();
  /** What each tab has written and does not show as an event yet. */
  readonly #unshown = new Map<Tab, Set<CommandId>>();
  readonly #said = new Set<string>();
  #written = 0;

  constructor(verdict: Verdict) {
    this.#verdict = verdict;
  }

  /** A tab has taken this text, `instead` of one that had failed if given. */
  wrote(browser: SimBrowser, tab: Tab, id: CommandId, body: string, instead?: CommandId) {
    this.#add({ by: browser.person.person, browser, source: tab }, id, body);
    const unshown = this.#unshown.get(tab) ?? new Set();
    this.#unshown.set(tab, unshown);
    unshown.add(id);
    const unsettled = this.#unsettled.get(browser) ?? new Set();
    this.#unsettled.set(browser, unsettled);
    unsettled.add(id);
    if (!instead) return;
    unsettled.delete(instead);
    for (const ids of this.#unshown.values()) ids.delete(instead);
  }

  /** A device without a screen has sent this. */
  sent(by: PersonId, source: object, id: CommandId, body: string) {
    this.#add({ by, browser: null, source }, id, body);
  }

  #add(writer: Writer, id: CommandId, body: string) {
    this.#written += 1;
    this.#byId.set(id, { ...writer, nth: this.#written, body });
  }

  /** An event is durable. */
  happened(event: RoomEvent) {
    const writing = this.#byId.get(event.id);
    if (!writing) return;
    const { browser, by, source, nth, body } = writing;
    if (browser) this.#unsettled.get(browser)?.delete(event.id);
    if (event.type !== "message.posted" || (event.body !== body && !event.deleted)) {
      throw new Violation("An event says something else than was written.", body);
    }
    if (event.by !== by) {
      throw new Violation("An event is told of somebody who did not write it.", body);
    }
    if (this.#said.has(body)) throw new Violation("A text was said twice.", body);
    this.#said.add(body);
    // A text that a full disk refused has only a note, and after a reload it comes behind what the disk did take.
    if (nth < (this.#lastSaid.get(source) ?? 0) && !browser?.idb.hasFailed) {
      throw new Violation("What one tab wrote was said in another order.", body);
    }
    this.#lastSaid.set(source, nth);
  }

  /** Whether a tab shows what was written in it: as pending, until it is shown as an event, and never neither. */
  isShown(tab: Tab, seqOf: (id: CommandId) => number | undefined) {
    const unshown = this.#unshown.get(tab);
    if (!unshown || unshown.size === 0) return;
    const { room, pending } = tab.room.view.getState();
    for (const id of unshown) {
      if ((seqOf(id) ?? Number.POSITIVE_INFINITY) <= room.seq) unshown.delete(id);
      else if (!pending.some((row) => row.id === id)) {
        const body = this.#byId.get(id)?.body;
        this.#verdict.failed(
          new Violation("A text is shown neither as pending nor as said.", body),
        );
      }
    }
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
