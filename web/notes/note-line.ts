import {
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
  type Awareness,
} from "y-protocols/awareness";
import * as Y from "yjs";
import type { RefusalCode } from "#protocol/refusals.ts";
import { LineConnection, type ConnectionDeps } from "../line/connection.ts";
import type { LineSocket } from "../line/line.ts";
import type { Connection } from "../room/room-view.ts";
import {
  awarenessFrame,
  decodeNoteFrame,
  stateFrame,
  updateFrame,
  type NoteWord,
} from "./note-frames.ts";
import { Outgoing } from "./outgoing.ts";
import { takenOut } from "./taken-out.ts";

/** Where one's cursor is goes out this often at most. */
export const CURSOR_PACE_MS = 100;
/** A server that has not answered an update by then is asked for a sign of life, and has as long again. */
export const ANSWER_TIMEOUT_MS = 5_000;

/** What is known about a note's line. `isSynced`: this side has all that the server had, and the server knows what is not saved. */
export type LineFacts = {
  connection: Connection;
  isSynced: boolean;
  mayWrite: boolean | null;
  /** How far the server's clock is ahead of this one, as of the last welcome. */
  aheadMs: number;
  isSaved: boolean;
  /** Something was written here since all was saved the last time. */
  isUnsent: boolean;
  refused: string | null;
  /** What was refused would be again, whenever: this document's way ends here. */
  isOver: boolean;
};

/** What will not be taken later either. A full note may have room again. */
const FINAL_REFUSALS: readonly string[] = ["malformed", "note_not_yours"] satisfies RefusalCode[];

export type NoteLineDeps = Omit<ConnectionDeps<NoteWord>, "decode">;

/**
 * A note's way to its server and back. What changes here is sent and counted until the server says that it is safe; what was not when a
 * line ended is found out on the next one, by comparing what both sides have.
 */
export class NoteLine {
  readonly #doc: Y.Doc;
  readonly #awareness: Awareness;
  readonly #changed: (facts: LineFacts) => void;
  readonly #clock: NoteLineDeps["clock"];
  readonly #line: LineConnection<NoteWord>;
  readonly #outgoing: Outgoing;
  #socket: LineSocket | null = null;
  #facts: LineFacts;
  /** What the server said that it has, until all that it told has been applied. */
  #vector: Uint8Array | null = null;
  #isOpen = false;
  #stopDoubt: (() => void) | null = null;
  #stopCursor: (() => void) | null = null;

  constructor(
    deps: NoteLineDeps,
    doc: Y.Doc,
    awareness: Awareness,
    changed: (facts: LineFacts) => void,
  ) {
    this.#doc = doc;
    this.#awareness = awareness;
    this.#changed = changed;
    this.#clock = deps.clock;
    this.#facts = {
      connection: { at: "connecting" },
      isSynced: false,
      mayWrite: null,
      aheadMs: 0,
      isSaved: false,
      isUnsent: false,
      refused: null,
      isOver: false,
    };
    this.#outgoing = new Outgoing(
      deps.clock,
      (update) => this.#send(updateFrame(update)),
      () => this.#look(),
    );
    this.#line = new LineConnection<NoteWord>(
      {
        ...deps,
        decode: decodeNoteFrame,
        openSocket: (ticket, events) => (this.#socket = deps.openSocket(ticket, events)),
      },
      {
        opened: () => this.#opened(),
        heard: (messages) => messages.forEach((message) => this.#heard(message)),
        lost: () => {
          this.#lost();
          // A line that is in the middle of ending cannot be closed, and comes back no sooner than this.
          if (this.#facts.isOver) this.#clock.setTimer(0, () => this.#line.close());
        },
        changed: (connection) => this.#become({ connection }),
      },
    );
    doc.on("update", this.#written);
    awareness.on("update", this.#moved);
  }

  enter() {
    this.#line.enter();
  }

  close() {
    this.#doc.off("update", this.#written);
    this.#awareness.off("update", this.#moved);
    this.#line.close();
    this.#lost();
  }

  #opened() {
    this.#isOpen = true;
    this.#send(stateFrame(Y.encodeStateVector(this.#doc)));
    // Set once more, it counts as new: the server has taken away what it knew when the last line ended.
    const state = this.#awareness.getLocalState();
    if (state) this.#awareness.setLocalState(state);
  }

  #heard(message: NoteWord) {
    this.#stopDoubt?.();
    this.#stopDoubt = null;
    switch (message.t) {
      case "pong":
        break;
      case "renewed":
        this.#line.renewedUntil(message.expiresAt);
        break;
      case "welcome":
        this.#become({
          mayWrite: message.mayWrite,
          aheadMs: message.now === undefined ? 0 : message.now - this.#clock.now(),
        });
        break;
      case "saved":
        this.#outgoing.saved(message.updates);
        break;
      case "refused":
        this.#become({ refused: message.code, isOver: FINAL_REFUSALS.includes(message.code) });
        break;
      case "state":
        this.#vector = message.vector;
        break;
      case "missed":
        Y.applyUpdate(this.#doc, message.update, this);
        this.#compare(message.update);
        break;
      case "update":
        Y.applyUpdate(this.#doc, message.update, this);
        break;
      case "awareness":
        applyAwarenessUpdate(this.#awareness, message.update, this);
        break;
    }
    if (this.#outgoing.unanswered > 0) this.#doubt();
  }

  /** Tells the server what it does not have, now that this side has all of the server's. */
  #compare(missed: Uint8Array) {
    const vector = this.#vector;
    // A server says what it has before it answers what one is missing.
    if (!vector) return this.#line.hangUp();
    const mine = Y.encodeStateAsUpdate(this.#doc, vector);
    const theirs = new Y.Snapshot(Y.decodeUpdate(missed).ds, Y.decodeStateVector(vector));
    const isKnown = Y.snapshotContainsUpdate(theirs, mine);
    this.#vector = null;
    this.#facts = { ...this.#facts, isSynced: true };
    if (!isKnown && this.#facts.mayWrite) {
      const first = takenOut(mine, theirs);
      if (first) this.#outgoing.addAlone(first);
      this.#outgoing.add(mine);
    }
    this.#line.caughtUp();
    this.#look();
  }

  readonly #written = (
    update: Uint8Array,
    origin: unknown,
    _doc: Y.Doc,
    { local }: Y.Transaction,
  ) => {
    const goesOut = origin !== this && this.#facts.isSynced && this.#facts.mayWrite;
    if (goesOut) this.#outgoing.add(update);
    // What the disk brings is not written now. Last, as it holds for what is on its way.
    this.#become(local ? { isUnsent: true } : {});
  };

  readonly #moved = (_: unknown, origin: unknown) => {
    if (origin === this || this.#stopCursor || !this.#isOpen) return;
    this.#sendCursor();
  };

  #sendCursor() {
    const mine = this.#awareness.clientID;
    if (this.#awareness.getLocalState() === null) return;
    const state = JSON.stringify(this.#awareness.getLocalState());
    this.#send(awarenessFrame(encodeAwarenessUpdate(this.#awareness, [mine])));
    this.#stopCursor = this.#clock.setTimer(CURSOR_PACE_MS, () => {
      this.#stopCursor = null;
      if (JSON.stringify(this.#awareness.getLocalState()) !== state) this.#sendCursor();
    });
  }

  #send(frame: Uint8Array<ArrayBuffer>): boolean {
    return this.#isOpen && (this.#socket?.send(frame) ?? false);
  }

  /** A line that died in silence is found out by what it does not answer. */
  #doubt() {
    this.#stopDoubt ??= this.#clock.setTimer(ANSWER_TIMEOUT_MS, () => {
      this.#line.send({ t: "ping" });
      this.#stopDoubt = this.#clock.setTimer(ANSWER_TIMEOUT_MS, () => this.#line.hangUp());
    });
  }

  #lost() {
    this.#isOpen = false;
    this.#vector = null;
    this.#outgoing.clear();
    for (const stop of [this.#stopDoubt, this.#stopCursor]) stop?.();
    this.#stopDoubt = this.#stopCursor = null;
    const { clientID } = this.#awareness;
    const others = [...this.#awareness.getStates().keys()].filter((id) => id !== clientID);
    removeAwarenessStates(this.#awareness, others, this);
    this.#become({ isSynced: false });
  }

  #look() {
    if (this.#outgoing.unanswered > 0) this.#doubt();
    this.#become({});
  }

  #become(news: Partial<LineFacts>) {
    const isSynced = news.isSynced ?? this.#facts.isSynced;
    const isSaved = isSynced && this.#outgoing.isEmpty;
    const next: LineFacts = { ...this.#facts, ...news, isSynced, isSaved };
    if (isSaved) {
      next.refused = null;
      next.isUnsent = false;
    }
    this.#facts = next;
    this.#changed(next);
  }
}
