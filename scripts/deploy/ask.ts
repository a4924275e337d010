import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks a person at the terminal. What is secret is not shown while it is typed. */
export type Ask = (question: string, how?: { isSecret?: boolean }) => Promise<string>;

/** Null where nobody sits at a terminal: in a pipe, or on a machine that deploys by itself. */
export function terminal(): Ask | null {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return null;
  return async (question, { isSecret = false } = {}) => {
    // The terminal itself shows nothing while readline has it: readline writes what was typed, here into nothing.
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({
      input: stdin,
      output: isSecret ? nowhere : stdout,
      terminal: true,
    });
    if (isSecret) stdout.write(`${question} `);
    try {
      return (await lines.question(isSecret ? "" : `${question} `)).trim();
    } finally {
      lines.close();
      if (isSecret) stdout.write("\n");
    }
  };
}
