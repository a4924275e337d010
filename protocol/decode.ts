import * as v from "valibot";
import { DownMessage } from "./down.ts";
import { CommandId } from "./ids.ts";
import { MAX_FRAME_BYTES, MAX_JSON_DEPTH, MAX_JSON_KEYS } from "./limits.ts";
import type { RefusalCode } from "./refusals.ts";
import { utf8Length } from "./text.ts";
import { UpMessage } from "./up.ts";

export type Decoded<T> =
  | { ok: true; value: T }
  | { ok: false; code: RefusalCode; id: CommandId | null };

/** The room's door. Never throws. */
export function decodeUp(raw: unknown): Decoded<UpMessage> {
  return decodeFrame(UpMessage, raw);
}

/** A frame from a browser: size first, then JSON, then its shape, then the schema. Never throws. */
export function decodeFrame<S extends v.GenericSchema>(
  schema: S,
  raw: unknown,
): Decoded<v.InferOutput<S>> {
  // Units never outnumber bytes, so a huge frame is refused without being counted.
  if (typeof raw !== "string") return { ok: false, code: "malformed", id: null };
  if (raw.length > MAX_FRAME_BYTES || utf8Length(raw) > MAX_FRAME_BYTES) {
    return { ok: false, code: "frame_too_large", id: null };
  }
  const json = parseJson(raw);
  return json === undefined ? { ok: false, code: "malformed", id: null } : decodeWith(schema, json);
}

/** Any other door: a value that came out of JSON, against a schema. Never throws. */
export function decodeWith<S extends v.GenericSchema>(
  schema: S,
  json: unknown,
): Decoded<v.InferOutput<S>> {
  if (!hasModestShape(json, MAX_JSON_DEPTH)) return refused("malformed", json);
  const parsed = v.safeParse(schema, json, { abortEarly: true });
  if (parsed.success) return { ok: true, value: parsed.output };
  return refused(isUnknownType(parsed.issues[0]) ? "unknown_type" : "malformed", json);
}

function refused(code: RefusalCode, json: unknown): Decoded<never> {
  return { ok: false, code, id: commandIdIn(json) };
}

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

const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

function hasModestShape(json: unknown, depth: number): boolean {
  if (typeof json !== "object" || json === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(json)) return json.every((item) => hasModestShape(item, depth - 1));
  const keys = Object.keys(json);
  return (
    keys.length <= MAX_JSON_KEYS &&
    keys.every((key) => !FORBIDDEN_KEYS.has(key)) &&
    Object.values(json).every((item) => hasModestShape(item, depth - 1))
  );
}

function isUnknownType(issue: v.BaseIssue<unknown> | undefined): boolean {
  // The path leads to the word that names the type; without one there was no object to look into.
  return issue?.type === "variant" && issue.path !== undefined;
}

function commandIdIn(json: unknown): CommandId | null {
  const id = v.safeParse(v.object({ command: v.object({ id: CommandId }) }), json);
  return id.success ? id.output.command.id : null;
}
