import type { Direction } from "./weather.ts";

/** Waits on a line for one moment in the talk, and breaks there the connection that has it. */
export type TrapWish = {
  direction: Direction;
  /** Bytes in this direction that still pass; the rest of that piece does not. */
  afterBytes: number;
  /** Only a connection on which the client has said this; by default any. */
  onceSaid?: string;
  /** `reset` tells both sides at once; `silence` tells nobody: the connection is as if it were there. */
  by: "reset" | "silence";
};

export type Trap = TrapWish & { left: number; sprung: () => void };

/** One connection, as traps see it. */
export class Talk {
  isSilent = false;
  #heard = "";

  /** How much of this piece may be delivered, and whether the trap has sprung on it. */
  pass(piece: Buffer, direction: Direction, trap: Trap | null): { bytes: number; sprang: boolean } {
    if (this.isSilent) return { bytes: 0, sprang: false };
    if (direction === "up") this.#heard = piece.toString("latin1");
    if (trap?.direction !== direction || !this.#heard.includes(trap.onceSaid ?? "")) {
      return { bytes: piece.length, sprang: false };
    }
    const bytes = Math.min(trap.left, piece.length);
    trap.left -= bytes;
    return { bytes, sprang: bytes < piece.length };
  }
}
