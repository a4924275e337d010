import { Hono } from "hono";
import { factsOf, messagesBy } from "#db/own-data.ts";
import { log } from "../log.ts";
import { perPersonADay } from "./at-most.ts";
import { provedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { ownDataFile } from "./own-data-file.ts";
import type { ApiEnv } from "./world.ts";

/** A copy of all that is one's own. It takes a proof, because whoever finds an open laptop must not leave with everything. */
export const ownDataRoutes = new Hono<ApiEnv>().get(
  "/api/account/export",
  signedIn,
  stillSignedIn,
  provedRecently,
  perPersonADay("exportsPerDay"),
  async (c) => {
    const { database, inboxes, now } = c.env.world;
    const { author } = c.var.signedIn;
    const { person } = author;
    const inbox = await inboxes.changes(author, { epoch: null, cursor: 0 });
    if (!inbox.ok) return problem(inbox.refusal);
    const entries = inbox.value.heard.flatMap((changes) => changes.entries);
    const facts = await factsOf(database, person);
    const day = new Date(now()).toISOString().slice(0, 10);
    c.header("Content-Type", "application/json; charset=utf-8");
    c.header("Content-Disposition", `attachment; filename="parley-data-${day}.json"`);
    return c.body(streamOf(ownDataFile(facts, entries, messagesBy(database, person), now())));
  },
);

/** About so much at once, in UTF-16 units: a piece for every message would be slow. */
const PIECE = 64 * 1024;

/** Bytes as fast as they are read, and no faster. When the database fails midway the answer is broken off, and is no JSON. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        let text = "";
        let isDone = false;
        while (text.length < PIECE && !isDone) {
          const next = await pieces.next();
          isDone = next.done === true;
          text += next.done === true ? "" : next.value;
        }
        if (text !== "") controller.enqueue(encoder.encode(text));
        if (isDone) controller.close();
      } catch (error) {
        log.failure("own_data.broken_off", error, {});
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
