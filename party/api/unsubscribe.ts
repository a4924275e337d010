import { Hono } from "hono";
import { openUnsubscribeToken } from "../mail/unsubscribe-token.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/**
 * The end of mail that nobody has asked for one by one (RFC 8058). What it takes is in the link, so nobody need sign in, and mail programs
 * press it for their people: what they post says nothing more. They all come from a few addresses, so nothing is counted.
 */
export const unsubscribeRoutes = new Hono<ApiEnv>()
  // Scanners open every link in a mail. Whoever opens this one finds a button.
  .get("/api/mail/unsubscribe", (c) => {
    const token = encodeURIComponent(c.req.query("token") ?? "");
    return c.redirect(`/unsubscribe#${token}`, 303);
  })
  .post("/api/mail/unsubscribe", async (c) => {
    const { env, inboxes } = c.env.world;
    const said = await openUnsubscribeToken(env.REFRESH_SECRET, c.req.query("token") ?? "");
    if (!said) return problem("link_invalid");
    const answer = await inboxes.stopMail(said.person);
    return answer.ok ? c.body(null, 204) : problem(answer.refusal);
  });
