import { utf8Length } from "#protocol/text.ts";
import { MAX_VALUE_BYTES, type Write } from "./ports.ts";

/** A row is larger than storage takes. Nothing of its write was made, so all that held before holds. */
export class RowTooLarge extends RangeError {
  readonly key: string;
  readonly bytes: number;

  constructor(key: string, bytes: number) {
    super(`${key} is too large to store`);
    this.key = key;
    this.bytes = bytes;
  }
}

/**
 * The local runtimes do not enforce the platform's limit; an object that relied on that would break when deployed.
 * @throws RowTooLarge
 */
export function checkSizes({ put }: Write<string | Uint8Array>): void {
  for (const [key, value] of put) {
    const bytes = typeof value === "string" ? utf8Length(value) : value.byteLength;
    if (bytes > MAX_VALUE_BYTES) throw new RowTooLarge(key, bytes);
  }
}
