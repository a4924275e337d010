import type { BinaryPeer, PeerMemory } from "#party/object/ports.ts";
import { textOf, type Frame } from "#party/object/shared-frame.ts";

type Sent = { frame: string | Uint8Array; after: number };

/** One socket: frames arrive in order and late, and what is on the way is lost with it. Its note's memory of it outlives the note's sleep. */
export class SimLine {
  readonly id: string;
  memory: PeerMemory;
  isOpen = true;
  closedWith: number | null = null;
  /** What the note has said and is not durable enough to leave. */
  outbox: Sent[] = [];
  upAt = 0;
  downAt = 0;

  constructor(id: string, memory: PeerMemory) {
    this.id = id;
    this.memory = memory;
  }

  /** As a note has it for as long as it lives. */
  peer(
    isAlive: () => boolean,
    act: { said(): void; closed(code: number): void; after: () => number },
  ): BinaryPeer {
    const send = (frame: string | Uint8Array) => {
      if (!isAlive() || !this.isOpen) return;
      this.outbox.push({ frame, after: act.after() });
      act.said();
    };
    const memory = () => this.memory;
    return {
      id: this.id,
      get memory() {
        return memory();
      },
      remember: (next) => {
        if (isAlive()) this.memory = structuredClone(next);
      },
      send: (frame: Frame) => send(textOf(frame)),
      sendBytes: send,
      close: (code) => {
        if (isAlive() && this.isOpen) act.closed(code);
      },
    };
  }
}
