import * as v from "valibot";
import { DownMessage } from "./down.ts";

/**
 * The client's door. Kinds that a newer room has are left out; a frame that is not understood otherwise is null: the
 * client asks again rather than guesses.
 */
export function decodeDown(raw: unknown): DownMessage[] | null {
  return decodeList(raw, (item) => v.safeParse(DownMessage, item, { abortEarly: true }));
}

/** The same for any kind of message: a frame holds a list of them. */
export function decodeList<S extends v.GenericSchema>(
  raw: unknown,
  parse: (item: unknown) => v.SafeParseResult<S>,
): v.InferOutput<S>[] | null {
  const frame = typeof raw === "string" ? parseJson(raw) : undefined;
  if (!Array.isArray(frame)) return null;
  const messages: v.InferOutput<S>[] = [];
  for (const item of frame) {
    const parsed = parse(item);
    if (parsed.success) messages.push(parsed.output);
    // An unknown word further in is another thing: an event that cannot be applied must not be passed over.
    else if (!isUnknownType(parsed.issues[0]) || parsed.issues[0].path?.length !== 1) return null;
  }
  return messages;
}

/** The value of a JSON text, or undefined when it is none. */
export function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    // Anyone may send anything: that is an answer, not an error of ours.
    return undefined;
  }
}

/** Whether it was not understood for a kind of message that this version does not know. */
export function isUnknownType(issue: v.BaseIssue<unknown> | undefined): boolean {
  // The path leads to the word that names the type; without one there was no object to look into.
  return issue?.type === "variant" && issue.path !== undefined;
}
