import { decodeDown } from "#protocol/decode.ts";
import type { ArchiveState, DownMessage } from "#protocol/down.ts";
import { erasedBy } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId, RoomId } from "#protocol/ids.ts";
import type { NoteNews } from "#protocol/note-news.ts";
import { roomOf } from "#protocol/room-state.ts";
import { eventAt, withEvents } from "#protocol/timeline.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { LineConnection } from "../line/connection.ts";
import { NOBODY_HERE, withPresence, type Here } from "./here.ts";
import { History } from "./history.ts";
import { pageFor, withStates, type HistoryPage } from "./history-page.ts";
import { Outbox } from "./outbox.ts";
import type { RoomDeps } from "./room-deps.ts";
import { RoomSaves } from "./room-saves.ts";
import { RoomScreen } from "./room-screen.ts";
import type { About, Posted } from "./room-view.ts";
import type { TypistsByPlace } from "./typists.ts";
import { RoomWishes } from "./room-wishes.ts";
import { isCaughtUp, lineLost, NEW_SYNC, receive, sayingHello, type Received } from "./sync.ts";
import type { RoomSignals } from "./room-signals.ts";

const NOBODY_ANYWHERE: TypistsByPlace = new Map();

/** Where a room's parts meet. Each frame, key press or wish ends in at most one change of what is shown. */
export class LiveRoom {
  readonly id: RoomId;
  readonly screen: RoomScreen;
  readonly #deps: RoomDeps;
  readonly #connection: LineConnection<DownMessage>;
  readonly #outbox: Outbox;
  readonly #history: History;
  readonly #wishes: RoomWishes;
  /** It is not needed to show a room. What is told before it is here is lost, as signals may be. */
  #signals: RoomSignals | null = null;
  #sync = NEW_SYNC;
  #here: Here = NOBODY_HERE;
  #note: NoteNews = [];
  #archive: ArchiveState = "live";
  readonly #saves: RoomSaves;
  #isLoaded = false;
  #isClosed = false;
  /** Whether the disk has been read, and whether there is a line: hello needs both, and they come in any order. */
  #isRead = false;
  #hasLine = false;

  constructor(deps: RoomDeps, id: RoomId) {
    this.id = id;
    this.#deps = deps;
    const { clock, random, person } = deps;
    const show = () => this.screen.show();
    this.#saves = new RoomSaves(deps.disk, id);
    this.#history = new History({
      clock,
      random,
      fetchAfter: (after, limit) => deps.fetchAfter(id, after, limit),
      fetchThread: (root, before) => deps.fetchThread(id, root, before),
      isKnown: (seq) => eventAt(this.#sync.room.timeline, seq) !== undefined,
      cursor: () => this.#sync.room.seq,
      arrived: (page) => this.#historyArrived(page),
    });
    this.#connection = new LineConnection(
      {
        ...deps,
        openSocket: (ticket, events) => deps.openSocket(id, ticket, events),
        decode: decodeDown,
        ticket: (timeoutMs) => deps.ticket(id, timeoutMs),
        crowd: () => this.#here.count,
      },
      {
        opened: () => {
          this.#hasLine = true;
          this.#sayHello();
        },
        heard: (messages) => this.screen.atOnce(() => this.#heard(messages)),
        lost: (code) => this.screen.atOnce(() => this.#lost(code)),
        changed: ({ at }) => {
          if (at === "closed") this.#outbox.lineClosed();
          show();
        },
      },
    );
    this.#outbox = new Outbox({
      ...deps,
      room: id,
      send: (command) => this.#connection.send({ t: "command", command }),
      sayHello: () => this.#sayHello(),
      cursor: () => this.#sync.room.seq,
      epoch: () => this.#sync.epoch,
      changed: show,
    });
    this.#wishes = new RoomWishes({
      outbox: this.#outbox,
      state: () => this.#sync.room,
      me: person,
    });
    this.screen = new RoomScreen(() => ({
      id,
      isLoaded: this.#isLoaded,
      epoch: this.#sync.epoch,
      room: this.#sync.room,
      pending: this.#outbox.pending(),
      changes: this.#outbox.changes(),
      connection: this.#connection.state,
      here: this.#here,
      typing: this.#signals?.typing.byPlace ?? NOBODY_ANYWHERE,
      archive: this.#archive,
      note: this.#note,
    }));
  }

  get hasWork(): boolean {
    return this.#outbox.hasWork;
  }

  async open(): Promise<void> {
    // On its way while the disk is read: what the disk holds is needed for the first word only.
    this.#connection.enter();
    void this.#beginSignals();
    const stored = await this.#deps.disk.loadRoom(this.id);
    if (stored) {
      this.#sync = { ...this.#sync, epoch: stored.epoch, room: roomOf(stored) };
      this.#isLoaded = true;
      this.#forgetSent(stored.events);
    }
    await this.#outbox.load();
    if (this.#isClosed) return;
    this.#isRead = true;
    this.screen.show();
    this.#sayHello();
  }

  post(text: string, about: About = {}): Posted {
    const posted = this.#wishes.post(text, about);
    if (posted.ok) this.#signals?.typing.sender.stopped(about.thread);
    this.screen.show();
    return posted;
  }

  /** What else a person wishes for; it shows at once. */
  wish<T>(what: (wishes: RoomWishes) => T): T {
    const done = what(this.#wishes);
    this.screen.show();
    return done;
  }

  retry(id: CommandId) {
    this.#outbox.retry(id);
    this.screen.show();
  }

  discard(id: CommandId) {
    this.#outbox.discard(id);
    this.screen.show();
  }

  typed(text: string, thread?: number) {
    this.#signals?.typing.sender.typed(text, thread);
  }

  blurred(thread?: number) {
    this.#signals?.typing.sender.stopped(thread);
  }

  load(from: number, to: number) {
    this.#history.load(from, to);
  }

  loadThread(root: number) {
    this.#history.loadThread(root);
  }

  enter() {
    this.#connection.enter();
  }

  close() {
    this.#signals?.close();
    this.#isClosed = true;
    this.screen.close();
    this.#connection.close();
    this.#outbox.close();
    this.#history.forget();
  }

  async #beginSignals(): Promise<void> {
    const openSignals = await this.#deps.loadSignals();
    if (this.#isClosed) return;
    this.#signals = openSignals({
      room: this.id,
      send: (signal) => this.#connection.send(signal),
      isLive: () => this.#connection.state.at === "live",
      changed: () => this.screen.show(),
    });
  }

  #sayHello() {
    if (!this.#isRead || !this.#hasLine) return;
    // The answer to the one that is out will do.
    if (this.#sync.line.at === "asking") return;
    this.#sync = sayingHello(this.#sync);
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
    // A page that is on its way may hold a name that is to be forgotten.
    else if (erasedBy(received.saved?.events ?? []).length > 0) this.#history.askAnew();
    if (before.epoch !== this.#sync.epoch) this.#outbox.newEpoch(before.epoch);
    this.#keep(received);
    this.#hearSignals(received);
    for (const refused of received.refused) this.#outbox.refused(refused);
    if (received.archive) this.#archiveIs(received.archive);
    if (received.renewedUntil !== null) this.#connection.renewedUntil(received.renewedUntil);
    this.#goOn(received);
  }

  /** One transaction: the cursor, what led there, and what is no longer on its way. */
  #keep({ saved, facts, sync }: Received) {
    const { room, epoch } = sync;
    if (!saved || epoch === null) return this.#forgetSent(facts);
    const settled = this.#outbox.settle(facts, room.seq);
    void this.#saves.save({ ...saved, epoch, room, settled });
  }

  #forgetSent(facts: readonly RoomEvent[]) {
    const settled = this.#outbox.settle(facts, this.#sync.room.seq);
    if (settled.length > 0) void this.#deps.disk.removeFromOutbox(this.id, settled);
  }

  #hearSignals(received: Received) {
    for (const signal of received.signals)
      if (signal.t === "note") this.#note = signal.news;
      else if (signal.t === "here" || signal.t === "presence")
        this.#here = withPresence(this.#here, signal);
    this.#signals?.heard(received);
  }

  #archiveIs(state: ArchiveState) {
    const wasReadOnly = this.#archive === "read_only";
    this.#archive = state;
    if (wasReadOnly && state !== "read_only") this.#outbox.retryNow();
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
    this.#hasLine = false;
    this.#sync = lineLost(this.#sync);
    this.#outbox.lineLost(code);
    this.#signals?.lineLost();
    this.#archive = "live";
  }

  #historyArrived(page: HistoryPage) {
    const { epoch, room } = this.#sync;
    const { events, states } = pageFor(room, page);
    const timeline = withEvents(room.timeline, events);
    this.#sync = {
      ...this.#sync,
      room: { ...room, timeline, states: withStates(room.states, states) },
    };
    // After a snapshot this may be the first that is seen of what this person has sent: it must not be shown twice.
    this.#forgetSent(events);
    if (epoch !== null)
      void this.#deps.disk.keepHistory(this.id, epoch, { seq: room.seq, events, states });
    this.screen.show();
  }
}
