import type { hc, InferResponseType } from "hono/client";
import type * as v from "valibot";
import { describe, expectTypeOf, it } from "vitest";
import type { App } from "#party/api/app.ts";
import type { HistoryAnswer, TicketAnswer } from "./room/rooms-by-http.ts";
import type { CommunityAnswer, SessionAnswer } from "./session/session-answers.ts";

type Api = ReturnType<typeof hc<App>>["api"];
type Said<Endpoint> = InferResponseType<Endpoint, 200>;

// The browser checks every answer when it comes; the compiler checks here that the server's code means the same ones.
describe("what the browser reads from an answer is what the server's code says", () => {
  it("for a ticket", () => {
    expectTypeOf<Said<Api["tickets"]["$post"]>>().toExtend<v.InferInput<typeof TicketAnswer>>();
  });

  it("for a page of history", () => {
    type History = Said<Api["rooms"][":room"]["messages"]["$get"]>;
    // What has become of messages is one schema on both sides; the server calls its lists unchangeable.
    expectTypeOf<History>().toExtend<Omit<v.InferInput<typeof HistoryAnswer>, "states">>();
  });

  it("for a session", () => {
    type Refreshed = Said<Api["session"]["refresh"]["$post"]>;
    expectTypeOf<Refreshed>().toExtend<v.InferInput<typeof SessionAnswer>>();
  });

  it("for the community", () => {
    expectTypeOf<Said<Api["community"]["$get"]>>().toExtend<v.InferInput<typeof CommunityAnswer>>();
  });
});
