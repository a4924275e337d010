import { beforeEach, describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const phone = person("Bob");
const laptop = { ...phone, session: "s-bobs-laptop" };
const MINUTE_MS = 60_000;

let bench: RoomBench;
beforeEach(async () => {
  bench = await RoomBench.withMembers(["Bob"]);
});

const query = () => ({
  epoch: null,
  cursor: 0,
  waitMs: 1_000,
  sessionExpiresAt: bench.clock.now() + 5 * MINUTE_MS,
});

describe("a session that was signed out", () => {
  it("loses its sockets at once, and its person keeps the others", async () => {
    const [lost, kept] = [await bench.join(phone), await bench.join(laptop)];
    await bench.room.signedOut([phone.session]);
    expect(lost.closed).toMatchObject({ code: CLOSE.session });
    lost.take();
    await bench.sendFrom(kept, bench.post("still here"));
    expect(kept.closed).toBeNull();
    expect(lost.takeEvents()).toEqual([]);
  });

  it("gets no new socket, by a ticket that it had or by a new one", async () => {
    const claims = bench.claims(phone);
    await bench.room.signedOut([phone.session]);
    expect(bench.room.admits(phone)).toMatchObject({ refusal: { code: "unauthenticated" } });
    expect((await bench.connect(phone, claims)).closed).toMatchObject({ code: CLOSE.session });
    expect(bench.room.admits(laptop)).toMatchObject({ ok: true });
  });

  it("says and hears nothing without a socket either", async () => {
    const waits = bench.room.listen(phone, { ...query(), cursor: 2, epoch: "none" });
    await bench.room.signedOut([phone.session]);
    await waits;
    const refused = { ok: false, refusal: { code: "unauthenticated" } };
    expect(await bench.room.command(phone, bench.post("hello?"))).toMatchObject(refused);
    expect(await bench.room.listen(phone, query())).toMatchObject(refused);
    expect(await bench.room.pages.history(phone, { limit: 1 })).toMatchObject(refused);
    expect(bench.room.signals.typing(phone, { on: true })).toMatchObject(refused);
  });

  it("is told so where it waits for what comes next", async () => {
    const heard = await bench.room.listen(phone, query());
    const { epoch, head } = JSON.parse(heard.ok ? (heard.value[0] ?? "") : "") as {
      epoch: string;
      head: number;
    };
    const waits = bench.room.listen(phone, { ...query(), epoch, cursor: head });
    await bench.rest();
    await bench.room.signedOut([phone.session]);
    expect(await waits).toMatchObject({ ok: false, refusal: { code: "unauthenticated" } });
  });

  it("cannot prolong a socket of another session", async () => {
    const here = await bench.join(laptop);
    bench.tickets.set("of the phone", bench.claims(phone));
    await bench.room.signedOut([phone.session]);
    here.take();
    await bench.say(here, { t: "renew", ticket: "of the phone" });
    expect(here.takeOf("refused")).toMatchObject([{ code: "ticket_invalid" }]);
  });

  it("is remembered through sleep, and for no longer than anything of it is good", async () => {
    await bench.room.signedOut([phone.session]);
    await bench.wake();
    await bench.clock.pass(6 * MINUTE_MS);
    expect(bench.room.admits(phone)).toMatchObject({ refusal: { code: "unauthenticated" } });
    await bench.clock.pass(5 * MINUTE_MS);
    expect(bench.room.admits(phone)).toMatchObject({ ok: true });
    await bench.room.signedOut([laptop.session]);
    const rows = [...bench.storage.rows.keys()].filter((key) => key.startsWith("o:"));
    expect(rows).toEqual([expect.stringContaining(laptop.session)]);
  });
});
