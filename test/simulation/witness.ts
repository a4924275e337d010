import type { DownMessage } from "#protocol/down.ts";
import { isNameless, NO_NAME } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId } from "#protocol/ids.ts";
import { SNAPSHOT_EVENTS } from "#protocol/limits.ts";
import { REFUSALS } from "#protocol/refusals.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { RoomView } from "../../web/room/room-view.ts";
import type { Conversation } from "./conversation.ts";
import type { TrueLog } from "./true-log.ts";
import { Violation, type Verdict } from "./violation.ts";

/** Sees every frame that leaves the room and everything that a screen shows, and knows the truth. */
export class Witness {
  readonly #truth: TrueLog;
  readonly #verdict: Verdict;
  /** Events that were compared already. They never change, so once is enough. */
  readonly #checked = new WeakSet<RoomEvent>();
  readonly #trueRooms = new WeakSet<RoomState>();
  /** The last frame's messages: most frames go to many. */
  #last: { text: string; messages: DownMessage[] } = { text: "", messages: [] };

  constructor(truth: TrueLog, verdict: Verdict) {
    this.#truth = truth;
    this.#verdict = verdict;
  }

  /** A frame for this person, in this conversation, has left the room. */
  frame(person: PersonId, conversation: Conversation, text: string) {
    if (this.#last.text !== text) {
      this.#last = { text, messages: JSON.parse(text) as DownMessage[] };
    }
    this.#verdict.watch(() => {
      conversation.said(this.#last.messages);
      for (const message of this.#last.messages) {
        this.#saw(person, message, conversation.promised);
      }
    });
  }

  /** Somebody was told of these events, in an answer by HTTP. */
  answer(events: readonly RoomEvent[]) {
    this.#verdict.watch(() => {
      for (const event of events) this.#isFact(event);
    });
  }

  /** A page of history was given. */
  page(events: readonly RoomEvent[]) {
    this.answer(events);
    const isDense = events.every(({ seq }, i) => seq === (events[0]?.seq ?? 0) + i);
    if (!isDense) this.#verdict.failed(new Violation("A page of history has a hole."));
  }

  #isFact(event: RoomEvent) {
    if (this.#checked.has(event)) return;
    if (event.seq > this.#truth.head) {
      throw new Violation("An event was told before it was durable.", `event ${event.seq}`);
    }
    if (!this.#truth.has(event)) {
      throw new Violation(
        "Someone was told another event than the log holds.",
        `event ${event.seq}`,
      );
    }
    this.#checked.add(event);
  }

  /**
   * What a screen of this person shows is the log up to its cursor, late perhaps and never wrong. `mayLack`: its disk has
   * failed before, and what that did not keep is fetched again when it is looked at.
   */
  screen(person: PersonId, view: RoomView, mayLack: boolean) {
    this.#verdict.watch(() => this.#isScreenTrue(person, view, mayLack));
  }

  #isScreenTrue(person: PersonId, { room, pending }: RoomView, mayLack: boolean) {
    if (!this.#trueRooms.has(room)) this.#isTrue(room, mayLack);
    const shown = new Set<CommandId>();
    for (const { id, send } of pending) {
      if (send.at === "failed" && REFUSALS[send.code].retryable) {
        throw new Violation("A message was given up that could still be said.", send.code);
      }
      if (shown.has(id)) throw new Violation("A message is shown as pending twice.", id);
      shown.add(id);
      const fact = this.#truth.find(person, id);
      const isShown = fact !== undefined && fact <= room.seq;
      // After a snapshot its event may be missing here: then it is not shown twice, and a repeat will settle it.
      if (isShown && eventAt(room.timeline, fact)) {
        throw new Violation("A message is shown as sent and as pending.", `event ${fact}`);
      }
    }
  }

  #isTrue(room: RoomState, mayLack: boolean) {
    const truth = this.#truth.stateAt(room.seq);
    if (room.seq > 0 && JSON.stringify(room.info) !== JSON.stringify(truth.info)) {
      throw new Violation("A reader knows the room by another name.", `at ${room.seq}`);
    }
    if (!this.#isSameMembers(room.members, truth.members)) {
      throw new Violation("A reader knows other members than the log has made.", `at ${room.seq}`);
    }
    for (const chunk of room.timeline.chunks.values()) {
      for (const event of chunk) {
        if (event && this.#truth.isForgotten(event, room.seq) && !isNameless(event)) {
          throw new Violation("A reader shows a name that was forgotten.", `event ${event.seq}`);
        }
        if (event && (event.seq > room.seq || !this.#checked.has(event))) {
          this.#isShownRightly(event, room.seq);
        }
      }
    }
    for (let seq = room.seq; seq > Math.max(0, room.seq - SNAPSHOT_EVENTS); seq -= 1) {
      if (!mayLack && !eventAt(room.timeline, seq)) {
        throw new Violation("A reader has passed over an event.", `${seq}, at ${room.seq}`);
      }
    }
    this.#trueRooms.add(room);
  }

  #isShownRightly(event: RoomEvent, cursor: number) {
    if (event.seq > cursor) {
      throw new Violation("A reader shows an event beyond its cursor.", `${event.seq} > ${cursor}`);
    }
    this.#isFact(event);
  }

  /** Whoever is told the story late hears no name of those who are gone by then, also where they still come in. */
  #isSameMembers(shown: RoomState["members"], truth: RoomState["members"]): boolean {
    if (shown === truth) return true;
    const [one, other] = [Object.entries(shown), Object.entries(truth)];
    return (
      one.length === other.length &&
      one.every(([id, { name, role }]) => {
        const mayLack = name === NO_NAME && this.#truth.hasDeparted(id);
        return (truth[id]?.name === name || mayLack) && truth[id]?.role === role;
      })
    );
  }

  #saw(person: PersonId, message: DownMessage, promised: number) {
    switch (message.t) {
      case "welcome":
        return this.#mayKnow(person, message.head, "was welcomed");
      case "snapshot":
        for (const event of message.events) this.#isToldSince(event, message.seq);
        return this.#mayKnow(person, message.seq, "was given a snapshot");
      case "accepted":
        return this.#isFact(message.event);
      case "events": {
        for (const event of message.events) this.#isToldSince(event, promised);
        const last = message.events.at(-1)?.seq ?? 0;
        return last <= promised ? undefined : this.#mayKnow(person, last, "heard events");
      }
      case "refused":
      case "here":
      case "presence":
      case "typing":
      case "archive":
      case "mark":
      case "pong":
      case "renewed":
        return undefined;
    }
  }

  /** An event, told to someone who came when the log went up to `seq`. */
  #isToldSince(event: RoomEvent, seq: number) {
    this.#isFact(event);
    if (this.#truth.isForgotten(event, seq) && !isNameless(event)) {
      throw new Violation("A name was told that was forgotten.", `event ${event.seq}`);
    }
  }

  /** Members may know what happened, and whoever leaves hears of that, and of nothing after it. */
  #mayKnow(person: PersonId, seq: number, how: string) {
    if (seq === 0) return;
    const { members } = this.#truth.stateAt(seq);
    const last = this.#truth.events[seq - 1];
    const isLeaving = last?.type === "member.left" || last?.type === "member.erased";
    const isOwnLeaving = isLeaving && last.by === person;
    if (members[person] || isOwnLeaving) return;
    throw new Violation(`Someone who is not a member ${how}.`, `${person}, up to ${seq}`);
  }
}
