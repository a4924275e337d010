/** Something outside us is not as it must be. The message is one sentence for a person: what, and what to do. */
export class Trouble extends Error {
  override name = "Trouble";
}

/** A sentence for what we expected to go wrong, and everything there is for our own bugs. */
export function tell(error: unknown): string {
  if (error instanceof Trouble) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The code that Node puts on errors of the operating system, such as `EADDRINUSE`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
