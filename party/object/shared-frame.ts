const utf8 = new TextEncoder();

/**
 * A frame that many sockets get. Its text becomes bytes once, and all of them send the same bytes: as text each socket
 * would have a copy of its own, which in a large room is most of the work and all of the memory (docs/decisions/0019).
 */
export class SharedFrame {
  readonly text: string;
  #bytes: Uint8Array | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** UTF-16 units, as of any other frame. */
  get length(): number {
    return this.text.length;
  }

  get bytes(): Uint8Array {
    this.#bytes ??= utf8.encode(this.text);
    return this.#bytes;
  }
}

/** What is sent to a socket: a text of its own, or what all get. */
export type Frame = string | SharedFrame;

/** What a frame says, whichever way it goes. */
export function textOf(frame: Frame): string {
  return typeof frame === "string" ? frame : frame.text;
}
