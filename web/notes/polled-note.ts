import * as Y from "yjs";
import { CLOSE } from "#protocol/close-codes.ts";
import type { RoomId } from "#protocol/ids.ts";
import { NOTE_CLOSE } from "#protocol/notes/close-codes.ts";
import { noteText, type NoteDown } from "#protocol/notes/frames.ts";
import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import type { Answer, Trouble } from "../answer.ts";
import type { Clock } from "../clock.ts";
import { ABNORMAL, type LineSocket, type OpenSocket, type SocketEvents } from "../line/line.ts";
import { pause } from "../line/pause.ts";
import { RequestsLife } from "../line/requests-life.ts";
import { LONG_WAIT_S } from "../room/polled-line.ts";
import { closeCodeFor } from "../room/polled-refusals.ts";
import { framesIn } from "./frames-in.ts";
import { decodeNoteFrame } from "./note-frames.ts";
import { isAdding } from "./taken-out.ts";

/** What is typed within this time goes in one request. */
export const GATHER_MS = 300;
/** After an answer the next question waits so long, in which others may go on typing. */
export const ASK_PACE_MS = 500;

/** Where a reader is: what their document has, and the last change that they know of (null: they have just come). */
export type NotePlace = { vector: Uint8Array; after: number | null };

/** A note's door for those without a socket. Nothing throws; an aborted request answers anything. */
export type NoteRequests = {
  /** What a socket would have heard, in one body: at once, or within `wait` seconds. */
  missed(
    room: RoomId,
    place: NotePlace,
    wait: number,
    signal: AbortSignal,
  ): Promise<Answer<Uint8Array>>;
  /** Answers when the change is durable. */
  change(room: RoomId, update: Uint8Array, signal: AbortSignal): Promise<Answer<unknown>>;
};

/** A note heard by asking again and again, and written by requests. It looks like a socket, and its frames are a socket's. */
export function polledNotes(requests: NoteRequests, clock: Clock): OpenSocket<RoomId> {
  return (room, _ticket, events) => new PolledNote({ requests, clock, room, events });
}

type LineDeps = { requests: NoteRequests; clock: Clock; room: RoomId; events: SocketEvents };

class PolledNote implements LineSocket {
  readonly #deps: LineDeps;
  readonly #life: RequestsLife;
  #question: AbortController | null = null;
  #place: NotePlace = NOWHERE;
  #unsent: Uint8Array[] = [];
  #isPosting = false;
  #safe = 0;

  constructor(deps: LineDeps) {
    this.#deps = deps;
    this.#life = new RequestsLife(deps.events);
  }

  connect() {
    this.#life.begin();
  }

  send(frame: string | Uint8Array<ArrayBuffer>): boolean {
    const { signal } = this.#life;
    if (!signal) return false;
    // A ping: whether somebody is there is said by an answer that does not wait. Each request brings its own session.
    if (typeof frame === "string") void this.#listen();
    else for (const word of decodeNoteFrame(frame.buffer) ?? []) this.#say(word, signal);
    return true;
  }

  close() {
    this.#end(CLOSE.normal);
  }

  /** Where one is in the note is not told: nobody would know when that is over. */
  #say(word: NonNullable<ReturnType<typeof decodeNoteFrame>>[number], signal: AbortSignal) {
    if (word.t === "state") {
      this.#place = { vector: word.vector, after: null };
      void this.#listen();
    } else if (word.t === "update") {
      this.#unsent.push(word.update);
      void this.#post(signal);
    }
  }

  /** Asks at the present place: at once, and then for whatever happens. Ends the question that is out. */
  async #listen(): Promise<void> {
    this.#question?.abort();
    const question = new AbortController();
    this.#question = question;
    const { requests, room, clock } = this.#deps;
    for (let wait = 0; !question.signal.aborted;) {
      const answer = await requests.missed(room, this.#place, wait, question.signal);
      if (question.signal.aborted) return;
      if (answer.ok) {
        this.#take(answer.value);
        wait = LONG_WAIT_S;
        await pause(clock, ASK_PACE_MS, question.signal);
      } else if (answer.code === "rate_limited") {
        await pause(clock, answer.retryAfterMs ?? ASK_PACE_MS, question.signal);
      } else this.#end(closeCodeFor(answer.code));
    }
  }

  #take(body: Uint8Array) {
    for (const frame of framesIn(body) ?? [null]) {
      const words = decodeNoteFrame(frame);
      // Somebody else has answered.
      if (!words) return this.#end(ABNORMAL);
      for (const word of words) {
        if (word.t === "welcome") this.#place = { ...this.#place, after: word.head ?? null };
        if (word.t === "state") this.#place = { ...this.#place, vector: word.vector };
      }
      this.#deps.events.frame(frame);
    }
  }

  /** One after the other, and what was written meanwhile together. */
  async #post(signal: AbortSignal): Promise<void> {
    if (this.#isPosting) return;
    this.#isPosting = true;
    const { requests, room, clock } = this.#deps;
    await pause(clock, GATHER_MS, signal);
    while (!signal.aborted && this.#unsent.length > 0) {
      const next = together(this.#unsent);
      const answer = await requests.change(room, Y.mergeUpdates(next), signal);
      if (signal.aborted) return;
      if (answer.ok) {
        this.#unsent = this.#unsent.slice(next.length);
        this.#safe += next.length;
        this.#tell({ t: "saved", updates: this.#safe });
      } else if (answer.code !== "rate_limited") return this.#refused(answer.code);
      await pause(clock, answer.ok ? GATHER_MS : (answer.retryAfterMs ?? GATHER_MS), signal);
    }
    if (!signal.aborted) this.#isPosting = false;
  }

  /** As a socket would have ended, with the word before it. */
  #refused(code: Trouble) {
    const ends = ENDS_WITH[code];
    if (ends !== undefined) this.#tell({ t: "refused", code });
    const isOutOfStep = code === "note_out_of_step";
    this.#end(ends ?? (isOutOfStep ? NOTE_CLOSE.outOfStep : closeCodeFor(code)));
  }

  #tell(message: NoteDown) {
    this.#deps.events.frame(noteText(message));
  }

  #end(code: number) {
    this.#life.end(code, () => {
      this.#isPosting = false;
      this.#unsent = [];
      this.#safe = 0;
      this.#place = NOWHERE;
      this.#question?.abort();
      this.#question = null;
    });
  }
}

/** Refusals of a change that are told before the line ends. */
const ENDS_WITH: Partial<Record<Trouble, number>> = {
  malformed: NOTE_CLOSE.notTaken,
  note_not_yours: NOTE_CLOSE.notTaken,
  note_full: NOTE_CLOSE.notTaken,
  frame_too_large: CLOSE.frameTooLarge,
};

const NOWHERE: NotePlace = { vector: new Uint8Array([0]), after: null };

/**
 * As many of them, from the first on, as go into one request. Put together they are no longer than one after the other. What only takes
 * out goes before whatever adds: together they would be refused together by a note that is full.
 */
function together(updates: readonly Uint8Array[]): Uint8Array[] {
  const adding = updates.findIndex(isAdding);
  const alike = adding > 0 ? updates.slice(0, adding) : updates;
  let bytes = 0;
  const end = alike.findIndex(({ length }) => (bytes += length) > MAX_NOTE_UPDATE_BYTES);
  return alike.slice(0, end < 0 ? alike.length : Math.max(end, 1));
}
