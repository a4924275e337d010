import type { MiddlewareHandler } from "hono";
import type * as v from "valibot";
import { decodeWith } from "#protocol/decode-up.ts";
import { parseJson } from "#protocol/decode.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** A request's body in bytes: room for an import of 500 short lines. */
const MAX_BODY_BYTES = 64 * 1024;

/** `c.req.valid("json")` for what comes after: a JSON body of this shape, or a refusal. */
export function body<S extends v.GenericSchema<unknown, object>>(schema: S): Door<S> {
  return async (context, next) => {
    const isJson = /^application\/json\b/i.test(context.req.header("Content-Type") ?? "");
    if (!isJson) return problem("malformed");
    const bytes = await readBytes(context.req.raw, MAX_BODY_BYTES);
    if (bytes === null) return problem("frame_too_large");
    const decoded = decodeWith(schema, parseJson(new TextDecoder().decode(bytes)));
    if (!decoded.ok) return problem(decoded.code);
    context.req.addValidatedData("json", decoded.value);
    return next();
  };
}

type Door<S extends v.GenericSchema> = MiddlewareHandler<
  ApiEnv,
  string,
  { in: { json: v.InferInput<S> }; out: { json: v.InferOutput<S> } }
>;

/** `c.req.valid("form").bytes` for what comes after: a body as it is, of at most so many bytes. */
export function bytes(
  most: number,
): MiddlewareHandler<
  ApiEnv,
  string,
  { in: { form: { bytes: string } }; out: { form: { bytes: Uint8Array } } }
> {
  return async (context, next) => {
    const isBytes = context.req.header("Content-Type") === "application/octet-stream";
    if (!isBytes) return problem("malformed");
    const body = await readBytes(context.req.raw, most);
    if (body === null) return problem("frame_too_large");
    context.req.addValidatedData("form", { bytes: body });
    return next();
  };
}

/** Null as soon as it is too long: what a header says about the length may be a lie. */
async function readBytes(request: Request, most: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get("Content-Length") ?? 0) > most) return null;
  const reader = request.body?.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) break;
    pieces.push(piece.value);
    length += piece.value.byteLength;
    if (length > most) {
      await reader?.cancel();
      return null;
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
