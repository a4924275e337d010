import * as v from "valibot";
import { isUnknownType, parseJson } from "./decode.ts";
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

function commandIdIn(json: unknown): CommandId | null {
  const id = v.safeParse(v.object({ command: v.object({ id: CommandId }) }), json);
  return id.success ? id.output.command.id : null;
}
