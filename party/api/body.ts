import type { MiddlewareHandler } from "hono";
import type * as v from "valibot";
import { decodeWith, parseJson } from "#protocol/decode.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** A request's body in bytes: room for an import of 500 short lines. */
const MAX_BODY_BYTES = 64 * 1024;

/** `c.req.valid("json")` for what comes after: a JSON body of this shape, or a refusal. */
export function body<S extends v.GenericSchema<unknown, object>>(schema: S): Door<S> {
  return async (context, next) => {
    const isJson = /^application\/json\b/i.test(context.req.header("Content-Type") ?? "");
    if (!isJson) return problem("malformed");
    const text = await readText(context.req.raw);
    if (text === null) return problem("frame_too_large");
    const decoded = decodeWith(schema, parseJson(text));
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

/** Null as soon as it is too long: what a header says about the length may be a lie. */
async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_BODY_BYTES) return null;
  const reader = request.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
