import type { DownMessage } from "#protocol/down.ts";
import { isNameless, NO_NAME } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId } from "#protocol/ids.ts";
import { SNAPSHOT_EVENTS } from "#protocol/limits.ts";
import { REFUSALS } from "#protocol/refusals.ts";
import type { MessageState } from "#protocol/message-state.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { eventAt, knownEvents } from "#protocol/timeline.ts";
import type { HistoryPage } from "../../web/room/history-page.ts";
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
  page(page: HistoryPage) {
    const { events } = page;
    this.answer(events);
    const isDense = events.every(({ seq }, i) => seq === (events[0]?.seq ?? 0) + i);
    if (!isDense) this.#verdict.failed(new Violation("A page of history has a hole."));
    this.#verdict.watch(() => this.#isPageTrue(page));
  }

  /** What was said under a message was given: all of it, when the page has no end before. */
  thread({ root, limit }: { root: number; limit: number }, page: HistoryPage) {
    this.answer(page.events);
    this.#verdict.watch(() => {
      this.#isPageTrue(page);
      const { timeline } = this.#truth.stateAt(page.head);
      const replies = knownEvents(timeline).filter(
        (event) => event.type === "message.posted" && event.thread === root,
      );
      const missing = replies
        .slice(-limit)
        .find(({ seq }) => !page.events.some((one) => one.seq === seq));
      if (missing) throw new Violation("A thread lacks a reply.", `${missing.seq} under ${root}`);
    });
  }

  /** A page tells of its messages what has become of them when the room was at `head`, or later. */
  #isPageTrue({ events, states, head }: HistoryPage) {
    const told = new Map(states);
    for (const event of events) {
      this.#isWithoutWords(event, head);
      const { asOf } = this.#truth.stateAt(head).states.get(event.seq) ?? { asOf: 0 };
      const state = told.get(event.seq);
      if ((state?.asOf ?? 0) < asOf)
        throw new Violation(
          "A page tells of a message as it was before.",
          `${event.seq} at ${head}`,
        );
      if (state) this.#isStateTrue(event.seq, state);
    }
  }

  #isStateTrue(seq: number, state: MessageState) {
    const truth = this.#truth.statesTold(seq, state.asOf);
    const told = JSON.stringify(inOneOrder(state));
    if (!truth.some((one) => JSON.stringify(inOneOrder(one)) === told))
      throw new Violation(
        "Someone was told what has not become of a message.",
        `${seq} as of ${state.asOf}`,
      );
  }

  #isWithoutWords(event: RoomEvent, seq: number) {
    const hasWords = "body" in event && event.body !== "";
    if (hasWords && this.#truth.isDeleted(event, seq))
      throw new Violation("Words were told that were deleted.", `event ${event.seq}`);
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
    if (JSON.stringify(room.pins) !== JSON.stringify(truth.pins)) {
      throw new Violation("A reader knows of other pinned messages.", `at ${room.seq}`);
    }
    if (!this.#isSameMembers(room.members, truth.members)) {
      throw new Violation("A reader knows other members than the log has made.", `at ${room.seq}`);
    }
    for (const chunk of room.timeline.chunks.values()) {
      for (const event of chunk) {
        if (event && this.#truth.isForgotten(event, room.seq) && !isNameless(event)) {
          throw new Violation("A reader shows a name that was forgotten.", `event ${event.seq}`);
        }
        if (event) this.#isWithoutWords(event, room.seq);
        if (event?.type === "message.posted") this.#isShownAsItIs(room, event.seq);
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

  /** What a screen shows of a message is what has become of it by the screen's own cursor, or by a page that was ahead of it. */
  #isShownAsItIs({ seq: cursor, states }: RoomState, seq: number) {
    const state = states.get(seq);
    const truth = this.#truth.stateAt(cursor).states.get(seq);
    if ((state?.asOf ?? 0) < (truth?.asOf ?? 0))
      throw new Violation("A reader shows a message as it was before.", `${seq}, at ${cursor}`);
    if (state) this.#isStateTrue(seq, state);
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
        this.#isPageTrue({ ...message, head: message.seq });
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
      case "receipts":
      case "archive":
      case "note":
      case "mark":
      case "pong":
      case "renewed":
        return undefined;
    }
  }

  /** An event, told to someone who came when the log went up to `seq`. */
  #isToldSince(event: RoomEvent, seq: number) {
    this.#isFact(event);
    this.#isWithoutWords(event, seq);
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

/** The same facts as the same text: fields come in any order, and what is empty may be left out. */
function inOneOrder(state: MessageState) {
  const { asOf, edits, body, mentions, calls, editedAt, reactions, thread } = state;
  return [asOf, edits, body, mentions, calls, editedAt, reactions, thread];
}
