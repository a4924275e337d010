import type { MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** Refuses what takes a mail where none is sent. */
export const mailOn: MiddlewareHandler<ApiEnv> = async (context, next) =>
  context.env.world.mailer === null ? problem("mail_off") : next();
