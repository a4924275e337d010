import { Tally } from "#party/meter/tally.ts";
import { decodeInboxDown } from "#protocol/inbox/decode.ts";
import type { InboxCommand } from "#protocol/inbox/commands.ts";
import type { Fact, Letter } from "#protocol/inbox/facts.ts";
import type { Availability, Seen } from "#protocol/inbox/presence.ts";
import type { InboxDown } from "#protocol/inbox/frames.ts";
import { newEpoch } from "#protocol/epoch.ts";
import { uuid7, type CommandId, type PersonId, type RoomId } from "#protocol/ids.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { Inbox } from "#party/inbox/inbox.ts";
import type { InboxWorld } from "#party/inbox/ports.ts";
import type { Digest } from "#party/mail/missed-letter.ts";
import type { MissedMailer, MissedOutcome } from "#party/mail/missed-mailer.ts";
import type { PushOutcome, PushSender } from "#party/push/push-sender.ts";
import type { Answer, LetterPage, TicketClaims, ToldMessage } from "#party/rooms.ts";
import type { PushMessage } from "#protocol/push-message.ts";
import { refusal } from "#protocol/refusals.ts";
import { HandClock, settled } from "./hand-clock.ts";
import { MemoryStorage } from "./memory-storage.ts";
import { FakePeer, PATIENT, person } from "./room-bench.ts";

const HOUR_MS = 3_600_000;
const AWAY: Answer<never> = { ok: false, refusal: refusal("unavailable") };
export const EPOCH = "the only one";
export const ann = person("Ann");
export const bob = person("Bob").person;

/** Ann's inbox in a world of fakes, with rooms that are lists of facts. */
export class InboxBench {
  readonly clock = new HandClock();
  readonly storage = new MemoryStorage();
  readonly failures: unknown[] = [];
  /** What rooms answer when they are asked, from event 1 on. */
  readonly told = new Map<RoomId, Fact[]>();
  readonly asked: { room: RoomId; after: number; arrived?: PersonId }[] = [];
  /** Rooms answer nothing for now. */
  areRoomsAway = false;
  mayWakeAllAt = 0;
  /** What beside its host's calls has come to rest. */
  turned: () => void = () => undefined;
  /** What rooms answer when they are asked for a message, by its number; others are not there. */
  readonly messages = new Map<number, string>();
  /** What rooms were told that Ann has chosen about read receipts. */
  readonly receiptsTold: { room: RoomId; isShown: boolean; at: number }[] = [];
  /** Happens while a room is told that. */
  whileTellingReceipts: () => Promise<unknown> = () => Promise.resolve();
  /** What was handed to push services, and what they answer. */
  readonly pushed: { to: string; message: PushMessage; ttlSeconds: number }[] = [];
  pushAnswers: PushOutcome = "sent";
  readonly push: PushSender = {
    send: ({ endpoint }, message, { ttlSeconds }) => {
      if (this.pushAnswers === "sent") this.pushed.push({ to: endpoint, message, ttlSeconds });
      return Promise.resolve(this.pushAnswers);
    },
  };
  /** What was mailed to Ann, by the mail's name, and what becomes of it; null: this community sends none. */
  readonly mailed: { key: string; digest: Digest }[] = [];
  mailAnswers: MissedOutcome | null = null;
  /** Happens while a mail is on its way. */
  whileMailing: () => Promise<unknown> = () => Promise.resolve();
  readonly #mail: MissedMailer = {
    send: async (_person, key, ask) => {
      const digest = await ask();
      await this.whileMailing();
      if (digest === null) return "nothing";
      if (this.mailAnswers === "sent") this.mailed.push({ key, digest });
      return this.mailAnswers ?? "nobody";
    },
  };
  /** What was logged. */
  readonly logged: string[] = [];
  /** Before this, rooms told nothing. */
  since = 0;
  /** Facts that a room gives at once. */
  page = 1_000;
  /** Happens once, while an answer of a room's is on its way. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();
  /** Happens once, while a room's words are on their way. */
  meanwhileTold: () => Promise<unknown> = () => Promise.resolve();
  /** What the lobby was told of Ann, and whom her devices watch. */
  readonly shown: Availability[] = [];
  readonly watched = new Map<string, readonly PersonId[]>();
  isLobbyAway = false;
  /** It hears, and its answers are lost. */
  isLobbyMute = false;
  /** What the ticket says that a socket shows to stay; null: it is none. */
  renewedBy: TicketClaims | null = null;
  peers: FakePeer[] = [];
  inbox: Inbox;
  #made = 0;

  private constructor() {
    this.inbox = undefined as never;
  }

  static async open(): Promise<InboxBench> {
    const bench = new InboxBench();
    await bench.wake();
    return bench;
  }

  /** The host's object is new; storage and sockets are not. */
  async wake(): Promise<void> {
    const open = this.peers.filter(({ closed }) => !closed);
    this.inbox = await Inbox.wake(this.#world(), ann.person, PATIENT, open);
  }

  /** Lets `ms` pass, with the alarms that fall due on the way. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    for (;;) {
      const { alarmAt } = this.storage;
      if (alarmAt === null || alarmAt > until) break;
      await this.clock.pass(Math.max(0, alarmAt - this.clock.now()));
      // What happened on the way may have set it anew.
      if (this.storage.alarmAt === null || this.storage.alarmAt > this.clock.now()) continue;
      this.storage.alarmAt = null;
      await this.inbox.alarm();
      await settled();
    }
    await this.clock.pass(until - this.clock.now());
  }

  /** Their line is lost. */
  async leave(peer: FakePeer): Promise<void> {
    peer.close(1006, "lost");
    this.inbox.disconnect(peer);
    await settled();
  }

  id(): CommandId {
    return uuid7(this.clock.now(), this.#random()) as CommandId;
  }

  claims(by = ann): TicketClaims {
    const now = this.clock.now();
    const ends = { ticketExpiresAt: now + 30_000, sessionExpiresAt: now + HOUR_MS };
    return { ...by, ticket: this.id(), ...ends };
  }

  async connect(claims = this.claims()): Promise<FakePeer> {
    this.#made += 1;
    const { person: id, name, role, session, sessionExpiresAt } = claims;
    const memory = { person: id, name, role, session, sessionExpiresAt };
    const peer = new FakePeer(`d-${this.#made}`, { ...memory, standing: "arriving" });
    this.peers.push(peer);
    await this.inbox.connect(peer, claims);
    return peer;
  }

  /** A device that has said hello. */
  async join(cursor = 0, epoch: string | null = null): Promise<FakePeer> {
    const peer = await this.connect();
    await this.say(peer, { t: "hello", version: PROTOCOL_VERSION, epoch, cursor });
    return peer;
  }

  async say(peer: FakePeer, message: unknown): Promise<void> {
    await this.inbox.receive(peer, typeof message === "string" ? message : JSON.stringify(message));
    await settled();
  }

  /** A command without its id. */
  async ask(peer: FakePeer, command: object): Promise<void> {
    await this.say(peer, { t: "command", command: { ...command, id: this.id() } });
  }

  async command(command: object): Promise<Answer<null>> {
    return this.inbox.command(ann, { ...command, id: this.id() } as InboxCommand);
  }

  /** What the room `room` has to tell from its event `from` on: all facts after that, up to `to`. */
  letter(room: RoomId, from: number, to = this.told.get(room)?.at(-1)?.seq ?? from): Letter {
    const facts = (this.told.get(room) ?? []).filter(({ seq }) => seq > from && seq <= to);
    const head = this.told.get(room)?.at(-1)?.seq ?? to;
    return { room, epoch: EPOCH, from, to, head, since: this.since, facts };
  }

  happens(room: RoomId, ...facts: Fact[]): void {
    this.told.set(room, [...(this.told.get(room) ?? []), ...facts]);
  }

  #random(): Uint8Array {
    this.#made += 1;
    const random = new Uint8Array(10);
    new DataView(random.buffer).setUint32(6, this.#made);
    return random;
  }

  #world(): InboxWorld {
    return {
      storage: this.storage,
      clock: this.clock,
      tickets: { check: () => Promise.resolve(this.renewedBy) },
      rooms: {
        letter: async (room, after, arrived) => {
          const answer = this.#letterOf(room, after, arrived);
          const { meanwhile } = this;
          this.meanwhile = () => Promise.resolve();
          await meanwhile();
          return answer;
        },
        receipts: async (room, _person, choice) => {
          if (this.areRoomsAway) return AWAY;
          await this.whileTellingReceipts();
          this.receiptsTold.push({ room, ...choice });
          return { ok: true, value: null };
        },
        message: async (room, _person, seq) => {
          const answer = this.#messageOf(room, seq);
          const { meanwhileTold } = this;
          this.meanwhileTold = () => Promise.resolve();
          await meanwhileTold();
          return answer;
        },
      },
      push: this.push,
      mail: this.mailAnswers === null ? null : this.#mail,
      origin: "https://chat.example",
      lobby: {
        is: (_person, is) => {
          if (this.isLobbyAway) return Promise.resolve(AWAY);
          this.shown.push(is);
          if (this.isLobbyMute) return new Promise(() => undefined);
          return Promise.resolve({ ok: true, value: null });
        },
        watch: (_inbox, at, people) => {
          this.watched.set(at, people);
          const value = people.map((id): Seen => ({ id, is: "offline" }));
          return Promise.resolve({ ok: true, value });
        },
      },
      mayWakeAllAt: () => this.mayWakeAllAt,
      turned: () => this.turned(),
      log: (event, facts) => void this.logged.push(`${event} ${JSON.stringify(facts)}`),
      newEpoch: () => newEpoch(this.clock.now(), this.#random(), null),
      headIs: () => undefined,
      counts: new Tally(),
      giveUp: (error) => void this.failures.push(error),
    };
  }

  /** A browser of Ann's that is told by push. */
  async subscribe(session = ann.session): Promise<void> {
    const subscription = {
      endpoint: `https://push.example/${session}`,
      keys: { p256dh: "", auth: "" },
    };
    await this.inbox.pushDoor.subscribe({ ...ann, session }, { subscription, language: "en" });
  }

  /** Lets the host's alarm go off, if it is due by then. */
  async passAlarm(ms: number): Promise<void> {
    await this.clock.pass(ms);
    const { alarmAt } = this.storage;
    if (alarmAt !== null && alarmAt <= this.clock.now()) {
      this.storage.alarmAt = null;
      await this.inbox.alarm();
    }
    await settled();
  }

  #messageOf(_room: RoomId, seq: number): Answer<ToldMessage> {
    if (this.areRoomsAway) return { ok: false, refusal: refusal("unavailable") };
    const words = this.messages.get(seq);
    return words === undefined
      ? { ok: false, refusal: refusal("message_deleted") }
      : { ok: true, value: { author: "Bob", roomName: "Tea", words } };
  }

  #letterOf(room: RoomId, after: number, arrived?: PersonId): Answer<LetterPage> {
    this.asked.push({ room, after, ...(arrived ? { arrived } : {}) });
    if (this.areRoomsAway) return { ok: false, refusal: refusal("unavailable") };
    const head = this.told.get(room)?.at(-1)?.seq ?? after;
    const to = Math.min(head, after + this.page);
    return { ok: true, value: { letter: this.letter(room, after, to), isAll: to === head } };
  }
}

/** What came to this device since it was last asked. */
export function takeInbox(peer: FakePeer): InboxDown[] {
  const frames = peer.frames;
  peer.frames = [];
  return frames.flatMap((frame) => decodeInboxDown(frame) ?? []);
}
