import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import type { ApiEnv } from "../world.ts";

/** The client's page for whoever has come back, and what it is told in the fragment, which no server sees. */
const PAGE = "/provider";

/** The page on which newcomers say what to call them. */
export const ARRIVAL_PAGE = `${PAGE}#welcome`;

const Refused = v.object({ code: v.string() });

/**
 * A person looks at this answer, not a program: instead of a refusal, or a fault of ours, they get the page that says it. Nothing in
 * the address comes from the provider.
 */
export const landCalmly: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  if (c.res.status < 400) return;
  const refused = v.safeParse(Refused, parseJson(await c.res.text()));
  const code = refused.success ? refused.output.code : "internal";
  // Else the headers of the refusal would stay.
  c.res = undefined;
  c.res = new Response(null, { status: 303, headers: { Location: `${PAGE}#${code}` } });
};
