import { HttpBot } from "./http-bot.ts";
import { Network } from "./network.ts";
import { PipingDevice } from "./piping-device.ts";
import { RoomId } from "#protocol/ids.ts";
import * as v from "valibot";
import { KEY } from "#party/room/keys.ts";
import type { Write } from "#party/object/ports.ts";
import { ArchiveCopy } from "./archive-copy.ts";
import { SimBrowser, type Tab } from "./browser.ts";
import type { Chance } from "./chance.ts";
import { DurableDisk } from "./durable-disk.ts";
import type { HostKind } from "./room-life.ts";
import type { Room } from "#party/room/room.ts";
import { roomHost } from "./room-host.ts";
import type { HostRules, SimHost } from "./sim-host.ts";
import { settled, SimClock } from "./sim-clock.ts";
import { author, SimServer } from "./sim-server.ts";
import type { Author } from "#party/rooms.ts";
import { TrueLog } from "./true-log.ts";
import { Verdict, Violation } from "./violation.ts";
import { Witness } from "./witness.ts";
import { Writings } from "./writings.ts";

/** By whom the room was made. */
export const OWNER = "Ann";
const PIPER = author("Pip");
const ROOM = v.parse(RoomId, "kitchen");
const TRACE_LINES = 60;

/** One room, its host, its archive, and the browsers of several people; one clock, one source of chance, one truth. */
export class SimWorld {
  readonly clock = new SimClock();
  readonly verdict = new Verdict();
  readonly truth = new TrueLog(this.verdict);
  readonly writings = new Writings(this.verdict);
  readonly browsers: SimBrowser[] = [];
  readonly bots: HttpBot[] = [];
  readonly pipes: PipingDevice[] = [];
  readonly archive: ArchiveCopy;
  readonly rules: HostRules;
  readonly host: SimHost<Room>;
  readonly server: SimServer;
  readonly owner = author(OWNER, "owner");
  readonly disk = new DurableDisk((write) => this.#becameDurable(write));
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
    this.host = roomHost(ROOM, {
      name: "the room",
      clock,
      chance,
      disk: this.disk,
      archive: this.archive,
      // Whom it tells has a story of its own (test/simulation/inbox).
      inboxes: { deliver: () => Promise.resolve({ missed: [], here: [] }) },
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
      this.server.accounts.heard(event);
    };
  }

  addBrowser(name: string, person: string): SimBrowser {
    const { clock, server } = this;
    const by = person === OWNER ? this.owner : author(person);
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

  /** Someone has deleted their account, and what they wrote last may never come. */
  takeAway(person: Author) {
    for (const browser of this.browsers.filter((each) => each.person.person === person.person)) {
      for (let [tab] = browser.tabs; tab; [tab] = browser.tabs) browser.shut(tab, false);
      this.browsers.splice(this.browsers.indexOf(browser), 1);
    }
    this.server.accounts.delete(person);
  }

  async addBot(): Promise<void> {
    const { server, verdict } = this;
    const network = new Network(this.clock, this.#chance);
    const bot = new HttpBot(author("Rob"), { server, network, chance: this.#chance, verdict });
    bot.join();
    this.bots.push(bot);
    await this.pass(500);
  }

  async addPipe(): Promise<void> {
    const { clock, server } = this;
    const network = new Network(clock, this.#chance);
    network.laziness = 0.1;
    const pipe = new PipingDevice(PIPER, { clock, server, network });
    void pipe.come();
    this.pipes.push(pipe);
    await this.pass(500);
  }

  /** The piping device writes so many messages at once. */
  pipe(device: PipingDevice, count: number) {
    for (const { id, body } of device.write(count)) {
      this.writings.sent(PIPER.person, device, id, body);
    }
  }

  /** Lets `ms` pass, and looks at everything after every step. False: a promise was broken. */
  async pass(ms: number, isEnough: () => boolean = () => false): Promise<boolean> {
    const until = this.clock.now() + Math.round(ms);
    do {
      await settled();
      this.#look();
      if (this.verdict.first) return false;
      if (isEnough()) return true;
    } while (this.#step(until));
    return true;
  }

  #step(until: number): boolean {
    try {
      return this.clock.step(until);
    } catch (error) {
      this.verdict.failed(error);
      return true;
    }
  }

  tell(what: string) {
    this.trace.push(`${(this.clock.age / 1_000).toFixed(3)} s: ${what}`);
    if (this.trace.length > TRACE_LINES) this.trace.shift();
  }

  #becameDurable(write: Write) {
    this.truth.became(write);
    const archived = Number(write.put.get(KEY.archived) ?? 0);
    if (archived > this.archive.size) {
      const how = `${archived}, it has ${this.archive.size}`;
      this.verdict.failed(new Violation("The archive is believed to have more than it has.", how));
    }
  }

  #shown(browser: SimBrowser, tab: Tab | null) {
    const tabs = this.#changed.get(browser) ?? new Set();
    this.#changed.set(browser, tabs);
    if (tab) tabs.add(tab);
  }

  #look() {
    for (const [browser, tabs] of this.#changed) {
      if (!this.browsers.includes(browser)) continue;
      const { person } = browser.person;
      const mayLack = browser.idb.hasFailed;
      for (const tab of tabs) {
        this.#witness.screen(person, tab.room.view.getState(), mayLack);
        this.writings.isShown(tab, (id) => this.truth.find(person, id));
      }
      this.writings.account(browser);
    }
    this.#changed.clear();
  }
}
