import { expect } from "vitest";
import type { RoomCommand } from "#protocol/commands.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { UNCHANGED, type MessageState } from "#protocol/message-state.ts";
import type { RoomBench } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";
import type { Deed } from "./room-deeds.test-kit.ts";

type What = Extract<Deed, { do: "change" }>["what"];
type Change = Exclude<RoomCommand, { type: "history.import" }>;

/** One message by the simplest rules: what was said last, who feels what, what was said under it. */
class Message {
  readonly words: string[];
  isDeleted = false;
  isPinned = false;
  readonly feelings: string[] = [];
  readonly replies: number[] = [];
  readonly event: Posted;

  constructor(event: Posted) {
    this.event = event;
    this.words = [event.body];
  }
}

type Posted = Extract<RoomEvent, { type: "message.posted" }>;

/** What has become of all messages of a room, by the simplest rules. */
export class MessageModel {
  readonly #messages = new Map<number, Message>();

  /** The numbers of all messages. */
  get all(): number[] {
    return [...this.#messages.keys()];
  }

  get(seq: number): Message | undefined {
    return this.#messages.get(seq);
  }

  /** What somebody has to be told who wants this, or null when it is to be accepted. */
  objection(command: Change, by: string, mayRemove: boolean): string | null {
    if (!("target" in command)) {
      const under = command.type === "message.post" ? command.thread : undefined;
      const isReply = under !== undefined && this.get(under)?.event.thread !== undefined;
      return isReply ? "no_such_message" : null;
    }
    const message = this.get(command.target);
    if (!message) return "no_such_message";
    const isOwn = message.event.by === by;
    switch (command.type) {
      case "message.edit":
        if (!isOwn) return "not_author";
        if (message.isDeleted) return "message_deleted";
        return command.revision === message.words.length - 1 ? null : "edit_stale";
      case "message.delete":
        if (!isOwn && !mayRemove) return "not_author";
        return message.isDeleted ? "no_change" : null;
      case "message.react":
        if (message.feelings.includes(`${command.emoji} ${by}`) === command.on) return "no_change";
        return message.isDeleted && command.on ? "message_deleted" : null;
      case "message.pin":
        if (message.isPinned === command.on) return "no_change";
        return message.isDeleted && command.on ? "message_deleted" : null;
    }
  }

  happened(event: RoomEvent): void {
    if (event.type === "message.posted") {
      this.#messages.set(event.seq, new Message(event));
      if (event.thread !== undefined) this.get(event.thread)?.replies.push(event.seq);
    }
    const message = "target" in event ? this.get(event.target) : undefined;
    if (!message) return;
    if (event.type === "message.edited") message.words.push(event.body);
    if (event.type === "message.pinned") message.isPinned = event.on;
    if (event.type === "message.reacted")
      this.#feel(message, `${event.emoji} ${event.by}`, event.on);
    if (event.type === "message.deleted") this.#delete(message);
  }

  #feel({ feelings }: Message, feeling: string, on: boolean) {
    if (on) feelings.push(feeling);
    else feelings.splice(feelings.indexOf(feeling), 1);
  }

  #delete(message: Message) {
    message.isDeleted = true;
    message.isPinned = false;
    const { thread, seq } = message.event;
    const replies = thread === undefined ? [] : (this.get(thread)?.replies ?? []);
    if (replies.includes(seq)) replies.splice(replies.indexOf(seq), 1);
  }

  /** What is to be known of a message, told as the model tells it. */
  told(seq: number) {
    const message = this.get(seq);
    return {
      says: message?.isDeleted ? undefined : message?.words.at(-1),
      revision: message?.isDeleted ? 0 : (message?.words.length ?? 1) - 1,
      feelings: message?.feelings.toSorted() ?? [],
      replies: message?.replies.length ?? 0,
    };
  }
}

/** The same of what a room tells. */
function toldBy(event: Posted, state: MessageState = UNCHANGED) {
  return {
    says: event.deleted ? undefined : (state.body ?? event.body),
    revision: state.edits.length,
    feelings: state.reactions
      .flatMap(({ emoji, people }) => people.map((person) => `${emoji} ${person}`))
      .toSorted(),
    replies: state.thread?.count ?? 0,
  };
}

/** What the room tells of every message, and of a thread, is what the simplest rules make of it. */
export async function expectMessages(
  { room }: RoomBench,
  reader: Author,
  model: MessageModel,
): Promise<void> {
  const page = await room.pages.history(reader, { after: 0, limit: 1_000 });
  if (!page.ok) throw new Error(page.refusal.code);
  const states = new Map(page.value.states);
  for (const event of page.value.messages) {
    if (event.type !== "message.posted" || event.imported) continue;
    const { seq } = event;
    expect({ seq, ...toldBy(event, states.get(seq)) }).toEqual({ seq, ...model.told(seq) });
  }
  const root = model.all.find((seq) => model.get(seq)?.replies.length);
  if (root === undefined) return;
  const thread = await room.pages.thread(reader, { root, limit: 100 });
  const said = thread.ok ? thread.value.messages.filter((event) => !("deleted" in event)) : [];
  const replies = said.map(({ seq }) => seq).filter((seq) => seq !== root);
  expect(replies).toEqual(model.get(root)?.replies);
}

/** The command that does this to the message `target`, which has had `revision` edits. */
export function changeOf(
  what: What,
  id: RoomCommand["id"],
  about: { target: number; revision: number; emoji: string; text: string },
): Change {
  const { target, revision, emoji, text: body } = about;
  switch (what) {
    case "edit":
      return { type: "message.edit", id, target, revision, body };
    case "edit stale":
      return { type: "message.edit", id, target, revision: revision + 1, body };
    case "delete":
      return { type: "message.delete", id, target };
    case "react":
    case "unreact":
      return { type: "message.react", id, target, emoji, on: what === "react" };
    case "pin":
    case "unpin":
      return { type: "message.pin", id, target, on: what === "pin" };
    case "reply":
      return { type: "message.post", id, body, replyTo: target };
    case "say under":
      return { type: "message.post", id, body, thread: target };
  }
}
