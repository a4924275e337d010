/** Numbers from 1 to 2^32 that look like chance to everyone who does not know the secret they begin with. */
export class MarkNumbers {
  readonly #secret: string;
  #state: [number, number, number] | null = null;
  #made = 0;

  constructor(secret: string) {
    this.#secret = secret;
  }

  next(): number {
    this.#made += 1;
    this.#state ??= [mix(`a ${this.#secret}`), mix(`b ${this.#secret}`), mix(`c ${this.#secret}`)];
    const [a, b, c] = this.#state;
    // Each number is a sum that hides the three it was made from; a busy room makes thousands of them a second.
    const sum = (a + b + this.#made) | 0;
    this.#state = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + sum) | 0];
    return (sum >>> 0) + 1;
  }
}

/** FNV-1a. */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash;
}
