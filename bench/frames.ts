/** WebSocket frames, as little of RFC 6455 as it takes to measure a server without being slower than it is. */

const TEXT = 0x81;
const CLOSE = 0x88;
const SHORT = 126;
const MASKED = 0x80;

/** One text frame of a client's. The mask is zero, which is allowed and saves the masking. */
export function clientFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < SHORT ? 6 : 8;
  const frame = Buffer.alloc(header + length);
  frame[0] = TEXT;
  if (length < SHORT) frame[1] = MASKED | length;
  else {
    frame[1] = MASKED | SHORT;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, header);
  return frame;
}

const KEPT = 64;
const SMALL = 64;

/**
 * Finds the frames in what a socket reads, and gives of each as much as is asked for: small ones whole, of large ones
 * the end. Nothing is copied but that.
 */
export class FrameScanner {
  readonly #ended: (end: string, length: number) => void;
  readonly #closed: () => void;
  #header = Buffer.alloc(0);
  /** Bytes of the frame's payload that are still to come. */
  #left = 0;
  #length = 0;
  #end = "";

  /** `ended` is called for each message with its last bytes, all of it when it is small; `closed` when the server ends the conversation. */
  constructor(ended: (end: string, length: number) => void, closed: () => void = () => {}) {
    this.#ended = ended;
    this.#closed = closed;
  }

  scan(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        const whole = this.#header.length === 0 ? chunk : Buffer.concat([this.#header, chunk]);
        const from = this.#header.length === 0 ? at : 0;
        const header = headerAt(whole, from);
        if (!header) {
          this.#header = Buffer.from(whole.subarray(from));
          return;
        }
        if (whole[from] === CLOSE) return this.#closed();
        at = from + header.size - (whole.length - chunk.length);
        this.#header = Buffer.alloc(0);
        this.#left = header.length;
        this.#length = header.length;
        this.#end = "";
      }
      const here = Math.min(this.#left, chunk.length - at);
      this.#left -= here;
      at += here;
      if (this.#left === 0) this.#finish(chunk, at, here);
      else if (this.#left < KEPT)
        this.#end += chunk.toString("latin1", Math.max(at - here, at - KEPT), at);
    }
  }

  #finish(chunk: Buffer, at: number, here: number): void {
    const wanted = Math.min(KEPT, here);
    const end = (this.#end + chunk.toString("latin1", at - wanted, at)).slice(-KEPT);
    this.#ended(end, this.#length);
  }
}

export function isSmall(length: number): boolean {
  return length <= SMALL;
}

function headerAt(bytes: Buffer, at: number): { size: number; length: number } | null {
  const second = bytes[at + 1];
  if (second === undefined) return null;
  const length = second & 0x7f;
  if (length < 126) return { size: 2, length };
  const size = length === 126 ? 4 : 10;
  if (bytes.length < at + size) return null;
  return {
    size,
    length: length === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2)),
  };
}
