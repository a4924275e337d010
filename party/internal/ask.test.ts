import { describe, expect, it } from "vitest";
import { PING } from "#protocol/up.ts";
import { person, ROOM, RoomBench } from "../../test/fakes/room-bench.ts";
import { answerAsk } from "./answer-ask.ts";
import { roomsOverFetch, type FetchRoom } from "./rooms-over-fetch.ts";

const ann = person("Ann", "owner");
const eve = person("Eve");
const SECRET = "only the API knows";

/** Both ends of the line between API and room, without a host between them. */
function connected(bench: RoomBench, secret = SECRET) {
  const fetchRoom: FetchRoom = (_room, request) =>
    answerAsk(request, SECRET, () => Promise.resolve(bench.room));
  return roomsOverFetch(fetchRoom, secret);
}

describe("what the API asks of a room", () => {
  it("comes back as the room said it", async () => {
    const bench = await RoomBench.withMembers([]);
    const rooms = connected(bench);
    const answer = rooms.command(ROOM, ann, bench.post("by HTTP"));
    await bench.rest();
    expect(await answer).toMatchObject({
      ok: true,
      value: { repeated: false, events: [{ seq: 2 }] },
    });
    expect(await rooms.history(ROOM, ann, { limit: 1 })).toMatchObject({
      ok: true,
      value: { messages: [{ body: "by HTTP" }], hasMore: true },
    });
    expect(await rooms.mayEnter(ROOM, ann)).toEqual({ ok: true, value: null });
    expect(await rooms.mayEnter(ROOM, eve)).toMatchObject({ refusal: { code: "not_member" } });
  });

  it("is nothing to a room when it comes from anyone else", async () => {
    const bench = await RoomBench.withMembers([]);
    const rooms = connected(bench, "a guess");
    expect(await rooms.mayEnter(ROOM, ann)).toMatchObject({ refusal: { code: "unavailable" } });
  });

  it("is refused when it is no question", async () => {
    const bench = await RoomBench.withMembers([]);
    const headers = { "x-parley-internal": SECRET };
    const request = new Request("https://room.invalid/", { method: "POST", headers, body: PING });
    const response = await answerAsk(request, SECRET, () => Promise.resolve(bench.room));
    expect(await response.json()).toMatchObject({ ok: false, refusal: { code: "malformed" } });
  });

  it("ends as something to try again when the room cannot be reached", async () => {
    const rooms = roomsOverFetch(() => Promise.reject(new Error("reset")), SECRET);
    expect(await rooms.mayEnter(ROOM, ann)).toMatchObject({
      refusal: { code: "unavailable", retryable: true },
    });
  });
});
