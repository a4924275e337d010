import type { PersonId } from "#protocol/ids.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import type { Clock } from "../clock.ts";
import type { Received } from "./sync.ts";
import { TypingSender } from "./typing-sender.ts";
import { ShownTypists, type TypistsByPlace } from "./typists.ts";

type RoomTypingDeps = {
  clock: Clock;
  me: PersonId;
  /** Whether others may know that this person types. */
  mayTell: () => boolean;
  send: (signal: TypingSignal) => void;
  /** Somebody is shown no more, because time has passed. */
  changed: () => void;
};

/** A room's typing: what it is told of one's own keys, and who else is shown. */
export class RoomTyping {
  readonly sender: TypingSender;
  readonly #typists: ShownTypists;

  constructor({ clock, me, mayTell, send, changed }: RoomTypingDeps) {
    this.sender = new TypingSender({ clock, mayTell, send });
    this.#typists = new ShownTypists(clock, me, changed);
  }

  get byPlace(): TypistsByPlace {
    return this.#typists.byPlace;
  }

  /** What came in one frame. A signal comes behind the events that it came with. */
  heard({ signals, saved }: Pick<Received, "signals" | "saved">) {
    for (const event of saved?.events ?? [])
      if (event.type === "message.posted") this.#typists.said(event.by, event.thread);
      else if (event.type === "member.left" || event.type === "member.erased")
        this.#typists.gone(event.by);
    for (const signal of signals)
      if (signal.t === "typing") this.#typists.heard(signal);
      else if (signal.t === "presence") signal.gone.forEach((id) => this.#typists.gone(id));
  }

  lineLost() {
    this.#typists.clear();
  }

  close() {
    this.sender.close();
    this.#typists.clear();
  }
}
