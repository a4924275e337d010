import { createStore, type StoreApi } from "zustand/vanilla";
import type { DownMessage } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId, RoomId } from "#protocol/ids.ts";
import { EMPTY_TIMELINE, eventAt, withEvents } from "#protocol/timeline.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type { Answer } from "../answer.ts";
import type { Clock, Random } from "../clock.ts";
import type { RoomDisk } from "../storage/room-disk.ts";
import type { HoldLock, OpenChannel } from "../tabs.ts";
import { composeMessage } from "./composed-text.ts";
import { RoomConnection, type Ticket } from "./connection.ts";
import { NOBODY_HERE, withPresence, type Here } from "./here.ts";
import { History } from "./history.ts";
import { Outbox } from "./outbox.ts";
import type { OpenRoomSocket } from "./room-socket.ts";
import type { Posted, RoomHandle, RoomView } from "./room-view.ts";
import { isCaughtUp, lineLost, NEW_SYNC, receive, sayingHello, type Received } from "./sync.ts";
import { TypingSender, TypingShown } from "./typing.ts";

/** The world as one open room needs it. */
export type RoomDeps = {
  person: PersonId;
  disk: RoomDisk;
  clock: Clock;
  random: Random;
  newId(): CommandId;
  holdLock: HoldLock;
  openChannel: OpenChannel;
  openSocket: OpenRoomSocket;
  onWake(wake: () => void): () => void;
  ticket(room: RoomId): Promise<Answer<Ticket>>;
  refreshSession(): Promise<Answer<unknown>>;
  /** The oldest `limit` events of a room above `after`. */
  fetchAfter(room: RoomId, after: number, limit: number): Promise<Answer<readonly RoomEvent[]>>;
};

/** An open room, and whether it still has something to send. */
export type OpenRoom = RoomHandle & { readonly hasWork: boolean };

/** Opens a room: from disk first, so that it shows at once, then from its server. */
export function openRoom(deps: RoomDeps, id: RoomId): OpenRoom {
  const room = new LiveRoom(deps, id);
  void room.open();
  return room;
}

/** Where a room's parts meet. Each frame, key press or wish ends in at most one change of `view`. */
class LiveRoom implements OpenRoom {
  readonly id: RoomId;
  readonly view: StoreApi<RoomView>;
  readonly #deps: RoomDeps;
  readonly #connection: RoomConnection;
  readonly #outbox: Outbox;
  readonly #history: History;
  readonly #typingSender: TypingSender;
  readonly #typingShown: TypingShown;
  #sync = NEW_SYNC;
  #here: Here = NOBODY_HERE;
  #isLoaded = false;
  #isClosed = false;
  #isBusy = false;

  constructor(deps: RoomDeps, id: RoomId) {
    this.id = id;
    this.#deps = deps;
    const { clock, random, person } = deps;
    const show = () => this.#show();
    this.#typingSender = new TypingSender(clock, (on) =>
      this.#connection.send({ t: "typing", on }),
    );
    this.#typingShown = new TypingShown(clock, person, show);
    this.#history = new History({
      clock,
      random,
      fetchAfter: (after, limit) => deps.fetchAfter(id, after, limit),
      isKnown: (seq) => eventAt(this.#sync.room.timeline, seq) !== undefined,
      cursor: () => this.#sync.room.seq,
      arrived: (events) => this.#historyArrived(events),
    });
    this.#connection = new RoomConnection(
      {
        ...deps,
        room: id,
        ticket: () => deps.ticket(id),
      },
      {
        opened: () => this.#sayHello(),
        heard: (messages) => this.#atOnce(() => this.#heard(messages)),
        lost: (code) => this.#atOnce(() => this.#lost(code)),
        changed: show,
      },
    );
    this.view = createStore(() => ({
      id,
      isLoaded: false,
      room: this.#sync.room,
      pending: [],
      connection: this.#connection.state,
      here: this.#here,
      typing: this.#typingShown.people,
    }));
    this.#outbox = new Outbox({
      ...deps,
      room: id,
      send: (command) => this.#connection.send({ t: "command", command }),
      sayHello: () => this.#sayHello(),
      cursor: () => this.#sync.room.seq,
      changed: show,
    });
  }

  get hasWork(): boolean {
    return this.#outbox.hasWork;
  }

  async open(): Promise<void> {
    const stored = await this.#deps.disk.loadRoom(this.id);
    if (stored) {
      const { epoch, seq, info, members, events } = stored;
      const room = { seq, info, members, timeline: withEvents(EMPTY_TIMELINE, events) };
      this.#sync = { ...this.#sync, epoch, room };
      this.#isLoaded = true;
      this.#forgetSent(events);
    }
    await this.#outbox.load();
    if (this.#isClosed) return;
    this.#show();
    this.#connection.enter();
  }

  post(text: string): Posted {
    const message = composeMessage(text);
    if (!message.ok) return message;
    const id = this.#outbox.write(message.body, message.action);
    this.#typingSender.stopped();
    this.#show();
    return { ok: true, id };
  }

  retry(id: CommandId) {
    this.#outbox.retry(id);
    this.#show();
  }

  discard(id: CommandId) {
    this.#outbox.discard(id);
    this.#show();
  }

  typed(text: string) {
    this.#typingSender.typed(text);
  }

  blurred() {
    this.#typingSender.stopped();
  }

  load(from: number, to: number) {
    this.#history.load(from, to);
  }

  enter() {
    this.#connection.enter();
  }

  close() {
    this.#typingSender.stopped();
    this.#isClosed = true;
    this.#connection.close();
    this.#outbox.close();
    this.#history.forget();
    this.#typingShown.clear();
  }

  #sayHello() {
    if (this.#sync.line.at !== "asking") this.#sync = sayingHello(this.#sync);
    this.#sendHello();
  }

  #sendHello() {
    const { epoch, room } = this.#sync;
    this.#connection.send({ t: "hello", version: PROTOCOL_VERSION, epoch, cursor: room.seq });
    this.#connection.catchingUp();
  }

  #heard(messages: readonly DownMessage[]) {
    const before = this.#sync;
    const received = receive(before, messages);
    this.#sync = received.sync;
    if (received.saved?.how === "replace") this.#history.forget();
    if (before.epoch !== null && before.epoch !== this.#sync.epoch) this.#outbox.newEpoch();
    this.#keep(received);
    this.#hearSignals(received);
    for (const refused of received.refused) this.#outbox.refused(refused);
    if (received.renewedUntil !== null) this.#connection.renewedUntil(received.renewedUntil);
    this.#goOn(received);
  }

  /** One transaction: the cursor, what led there, and what is no longer on its way. */
  #keep({ saved, facts, sync }: Received) {
    const { room, epoch } = sync;
    if (!saved || epoch === null) return this.#forgetSent(facts);
    const { seq, info, members } = room;
    const settled = this.#outbox.settle(facts, seq);
    const stored = { epoch, seq, info, members, events: saved.events };
    void this.#deps.disk.save(this.id, { how: saved.how, room: stored, settled });
  }

  #forgetSent(facts: readonly RoomEvent[]) {
    const settled = this.#outbox.settle(facts, this.#sync.room.seq);
    if (settled.length > 0) void this.#deps.disk.removeFromOutbox(this.id, settled);
  }

  #hearSignals({ signals, saved }: Received) {
    for (const signal of signals) {
      if (signal.t === "typing") {
        this.#typingShown.heard(signal.person, signal.on);
      } else {
        this.#here = withPresence(this.#here, signal);
        if (signal.t === "presence") signal.gone.forEach((id) => this.#typingShown.stopped(id));
      }
    }
    for (const event of saved?.events ?? []) this.#typingShown.stopped(event.by);
  }

  #goOn({ next, saved, sync }: Received) {
    if (next === "hang_up") return this.#connection.hangUp();
    if (next === "hello") return this.#sendHello();
    if (isCaughtUp(sync)) {
      const isBack = this.#connection.state.at !== "live";
      this.#isLoaded = true;
      this.#connection.caughtUp();
      this.#outbox.lineLive();
      if (isBack) this.#history.retryNow();
    } else if (saved) {
      this.#isLoaded = true;
      this.#connection.catchingUp();
    }
  }

  #lost(code: number) {
    this.#sync = lineLost(this.#sync);
    this.#outbox.lineLost(code);
    this.#typingShown.clear();
  }

  #historyArrived(events: readonly RoomEvent[]) {
    const { room } = this.#sync;
    const timeline = withEvents(
      room.timeline,
      events.filter(({ seq }) => seq <= room.seq),
    );
    this.#sync = { ...this.#sync, room: { ...room, timeline } };
    this.#show();
  }

  /** However much one frame brings, the screen is told once. */
  #atOnce(work: () => void) {
    const isOuter = !this.#isBusy;
    this.#isBusy = true;
    try {
      work();
    } finally {
      if (isOuter) {
        this.#isBusy = false;
        this.#show();
      }
    }
  }

  #show() {
    if (this.#isBusy || this.#isClosed) return;
    const shown = this.view.getState();
    const next: RoomView = {
      id: this.id,
      isLoaded: this.#isLoaded,
      room: this.#sync.room,
      pending: sameOr(shown.pending, this.#outbox.pending()),
      connection: this.#connection.state,
      here: this.#here,
      typing: this.#typingShown.people,
    };
    const isNews =
      next.isLoaded !== shown.isLoaded ||
      next.room !== shown.room ||
      next.pending !== shown.pending ||
      next.connection !== shown.connection ||
      next.here !== shown.here ||
      next.typing !== shown.typing;
    if (isNews) this.view.setState(next, true);
  }
}

/** The list that is shown already, where the new one holds the same. */
function sameOr<T>(shown: readonly T[], next: readonly T[]): readonly T[] {
  const isSame = shown.length === next.length && shown.every((item, i) => item === next[i]);
  return isSame ? shown : next;
}
