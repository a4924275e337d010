import { mayStillCall } from "#protocol/calls.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { composeMessage } from "./composed-text.ts";
import type { Outbox } from "./outbox.ts";
import type { About, Change, Posted } from "./room-view.ts";
import { messageAt } from "./shown-message.ts";
import type { ChangeWish } from "./wish.ts";

type Room = { outbox: Outbox; state: () => RoomState; me: PersonId };

const NOT_HERE = { ok: false, code: "no_such_message" } as const;

/** What a person can want of a room's messages, each as a wish in the outbox. Nothing here waits. */
export class RoomWishes {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  post(text: string, { instead, replyTo, thread, alsoInRoom }: About): Posted {
    // A thread calls nobody.
    const composed = composeMessage(text, () => thread === undefined || alsoInRoom === true);
    if (!composed.ok) return composed;
    const { ok: _, ...message } = composed;
    const wish = {
      type: "message.post" as const,
      ...message,
      ...(replyTo !== undefined && { replyTo }),
      ...(thread !== undefined && { thread }),
      ...(thread !== undefined && alsoInRoom && { alsoInRoom: true as const }),
    };
    return { ok: true, id: this.#room.outbox.write(wish, instead) };
  }

  edit(target: number, text: string): Posted {
    const { outbox } = this.#room;
    const shown = this.#shown(target);
    if (!shown) return NOT_HERE;
    if (shown.deleted) return { ok: false, code: "message_deleted" };
    const composed = composeMessage(text, (call) => mayStillCall(shown.event.calls, call));
    if (!composed.ok) return composed;
    const { body, mentions, calls } = composed;
    const earlier = this.#about(target, "message.edit");
    // One that is on its way comes first, and counts. One that is not makes way for this one.
    const instead = earlier.find(({ id, send }) => send.at !== "sending" && outbox.canTakeBack(id));
    const before = earlier.filter((change) => change !== instead && change.send.at !== "failed");
    const revision = shown.revision + before.length;
    const wish = {
      type: "message.edit" as const,
      target,
      revision,
      body,
      ...(mentions && { mentions }),
      ...(calls && { calls }),
    };
    return { ok: true, id: outbox.write(wish, instead?.id) };
  }

  remove(target: number): void {
    const { outbox } = this.#room;
    // Whatever else was wished for it is in vain.
    for (const { id } of this.#about(target)) outbox.discard(id);
    outbox.write({ type: "message.delete", target });
  }

  react(target: number, emoji: string, on: boolean): void {
    const earlier = this.#about(target, "message.react").filter(
      ({ wish }) => wish.type === "message.react" && wish.emoji === emoji,
    );
    const isOn = this.#shown(target)?.reactions.some((one) => one.emoji === emoji && one.isMine);
    if (isOn !== on) this.#turn(earlier, on, { type: "message.react", target, emoji, on });
  }

  pin(target: number, on: boolean): void {
    const earlier = this.#about(target, "message.pin");
    if (this.#shown(target)?.isPinned !== on)
      this.#turn(earlier, on, { type: "message.pin", target, on });
  }

  /** Pressed again before it went out, a wish is taken back and nothing is sent. */
  #turn(earlier: readonly Change[], on: boolean, wish: ChangeWish): void {
    const { outbox } = this.#room;
    for (const { id, send } of earlier) if (send.at === "failed") outbox.discard(id);
    const last = earlier.findLast(({ send }) => send.at !== "failed");
    const isOpposite = last && "on" in last.wish && last.wish.on !== on;
    if (last && isOpposite && outbox.canTakeBack(last.id)) outbox.discard(last.id);
    else outbox.write(wish);
  }

  #about(target: number, type?: Change["wish"]["type"]): Change[] {
    return this.#room.outbox
      .changes()
      .filter(({ wish }) => wish.target === target && (type === undefined || wish.type === type));
  }

  /** As the person sees it, with all that is wished for already. */
  #shown(target: number) {
    const { state, outbox, me } = this.#room;
    return messageAt({ room: state(), changes: outbox.changes() }, target, me);
  }
}
