import { RoomId } from "#protocol/ids.ts";
import * as v from "valibot";
import { ArchiveCopy } from "./archive-copy.ts";
import { SimBrowser, type Tab } from "./browser.ts";
import type { Chance } from "./chance.ts";
import { DurableDisk } from "./durable-disk.ts";
import type { HostKind } from "./room-life.ts";
import { SimHost, type HostRules } from "./room-host.ts";
import { settled, SimClock } from "./sim-clock.ts";
import { author, SimServer } from "./sim-server.ts";
import { TrueLog } from "./true-log.ts";
import { Verdict } from "./violation.ts";
import { Witness } from "./witness.ts";
import { Writings } from "./writings.ts";

const ROOM = v.parse(RoomId, "kitchen");
const TRACE_LINES = 60;

/** One room, its host, its archive, and the browsers of several people; one clock, one source of chance, one truth. */
export class SimWorld {
  readonly clock = new SimClock();
  readonly verdict = new Verdict();
  readonly truth = new TrueLog(this.verdict);
  readonly writings = new Writings(this.verdict);
  readonly browsers: SimBrowser[] = [];
  readonly archive: ArchiveCopy;
  readonly rules: HostRules;
  readonly host: SimHost;
  readonly server: SimServer;
  readonly owner = author("Ann", "owner");
  readonly trace: string[] = [];
  readonly #chance: Chance;
  readonly #witness: Witness;
  readonly #changed = new Map<SimBrowser, Set<Tab>>();

  constructor(chance: Chance, kind: HostKind) {
    const { clock, truth, verdict } = this;
    this.#chance = chance;
    this.archive = new ArchiveCopy(clock, chance, truth, verdict);
    this.rules = {
      kind,
      writeTime: () => 1,
      readTime: () => 0,
      writeFails: () => false,
      alarmLate: () => 0,
    };
    this.host = new SimHost(ROOM, {
      clock,
      chance,
      disk: new DurableDisk((write) => truth.became(write)),
      archive: this.archive,
      rules: this.rules,
      checkTicket: (ticket) => this.server.admit(ticket),
      failed: verdict.failed,
      tell: (what) => this.tell(what),
    });
    this.#witness = new Witness(truth, verdict);
    this.server = new SimServer(clock, chance, this.host, this.#witness);
    truth.happened = (event) => {
      this.tell(`${event.seq} is durable: ${event.type} by ${event.by}`);
      this.writings.happened(event);
    };
  }

  addBrowser(name: string, person: string): SimBrowser {
    const { clock, server } = this;
    const by = person === this.owner.name ? this.owner : author(person);
    const browser = new SimBrowser(name, by, {
      clock,
      chance: this.#chance,
      server,
      room: ROOM,
      shown: (browser, tab) => this.#shown(browser, tab),
    });
    browser.idb.changed = () => this.#shown(browser, null);
    this.browsers.push(browser);
    return browser;
  }

  /** Lets `ms` pass, and looks at everything after every step. False: a promise was broken. */
  async pass(ms: number, isEnough: () => boolean = () => false): Promise<boolean> {
    const until = this.clock.now() + Math.round(ms);
    do {
      await settled();
      this.#look();
      if (this.verdict.first) return false;
      if (isEnough()) return true;
    } while (this.clock.step(until));
    return true;
  }

  tell(what: string) {
    this.trace.push(`${(this.clock.age / 1_000).toFixed(3)} s: ${what}`);
    if (this.trace.length > TRACE_LINES) this.trace.shift();
  }

  #shown(browser: SimBrowser, tab: Tab | null) {
    const tabs = this.#changed.get(browser) ?? new Set();
    this.#changed.set(browser, tabs);
    if (tab) tabs.add(tab);
  }

  #look() {
    for (const [browser, tabs] of this.#changed) {
      const { person } = browser.person;
      const mayLack = browser.idb.hasFailed;
      for (const tab of tabs) this.#witness.screen(person, tab.room.view.getState(), mayLack);
      this.writings.account(browser);
    }
    this.#changed.clear();
  }
}
