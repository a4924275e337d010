const SHORT_HEADER = 2;
const TEXT = 0x81;
const BINARY = 0x82;

/** Puts a server's messages together from what a socket reads, whole. */
export class WholeFrames {
  readonly #hear: (text: string) => void;
  #chunks: Buffer[] = [];
  #size = 0;
  /** Bytes without which there is nothing to look at. */
  #needed = SHORT_HEADER;

  constructor(hear: (text: string) => void) {
    this.#hear = hear;
  }

  /** `chunk` may be written over afterwards. */
  add(chunk: Buffer): void {
    this.#chunks.push(Buffer.from(chunk));
    this.#size += chunk.length;
    if (this.#size < this.#needed) return;
    let bytes = Buffer.concat(this.#chunks, this.#size);
    for (;;) {
      const frame = frameAt(bytes);
      this.#needed = frame.end;
      if (bytes.length < frame.end) break;
      if (frame.isWhole) {
        // The other kind that comes is the end of the conversation.
        if (bytes[0] === TEXT || bytes[0] === BINARY)
          this.#hear(bytes.toString("utf8", frame.start, frame.end));
        bytes = bytes.subarray(frame.end);
      }
    }
    this.#chunks = [bytes];
    this.#size = bytes.length;
  }
}

/** Where the first frame's payload is, or how many bytes it takes to know. */
function frameAt(bytes: Buffer): { isWhole: boolean; start: number; end: number } {
  const length = (bytes[1] ?? 0) & 0x7f;
  const start = length < 126 ? SHORT_HEADER : length === 126 ? 4 : 10;
  if (bytes.length < start)
    return { isWhole: false, start, end: bytes.length < SHORT_HEADER ? SHORT_HEADER : start };
  if (length < 126) return { isWhole: true, start, end: start + length };
  const long =
    length === 126 ? bytes.readUInt16BE(SHORT_HEADER) : Number(bytes.readBigUInt64BE(SHORT_HEADER));
  return { isWhole: true, start, end: start + long };
}
