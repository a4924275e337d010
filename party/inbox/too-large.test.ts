import { expect, it } from "vitest";
import { MAX_BODY_UNITS } from "#protocol/limits.ts";
import { takeInbox } from "../../test/fakes/inbox-bench.ts";
import { RowTooLarge } from "../object/row-sizes.ts";
import { device, said, TEA, told } from "./inbox.test-kit.ts";

it("a wish for more than a row holds is refused for good, and the inbox goes on", async () => {
  const bench = await told(said(2));
  const phone = await bench.join();
  // Six bytes of a row each.
  const write = (words: string) =>
    bench.command({
      type: "draft",
      room: TEA,
      base: [],
      text: words.padEnd(MAX_BODY_UNITS, "\u0001"),
    });
  for (const words of ["one", "two"]) expect(await write(words)).toMatchObject({ ok: true });
  const before = new Map(bench.storage.rows);
  takeInbox(phone);
  const answer = await write("three");
  expect(answer).toMatchObject({ refusal: { code: "inbox_full", retryable: false } });
  expect(new Map(bench.storage.rows)).toEqual(before);
  expect([takeInbox(phone), phone.closed, bench.failures]).toEqual([[], null, []]);
  expect(bench.logged.join()).toMatch(
    /^inbox.row_too_large \{"kind":"f","bytes":\d+,"by":"wish"\}$/,
  );
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 2 }] });
  expect((await device(bench)).get("room")[0]).toMatchObject({ count: 0 });
});

it("a letter that a row cannot take is to come again, keeps nobody out, and is told of once", async () => {
  const bench = await told(said(2));
  const phone = await bench.join();
  takeInbox(phone);
  bench.happens(TEA, said(3));
  for (let tries = 0; tries < 2; tries += 1) {
    bench.storage.failure = new RowTooLarge("r:tea", 130_000);
    const answer = await bench.inbox.tell(bench.letter(TEA, 2));
    expect(answer).toMatchObject({ refusal: { code: "unavailable", retryable: true } });
  }
  expect([takeInbox(phone), phone.closed, bench.failures]).toEqual([[], null, []]);
  expect(bench.logged).toEqual(['inbox.row_too_large {"kind":"r","bytes":130000,"by":"letter"}']);
  expect(await bench.inbox.tell(bench.letter(TEA, 2))).toMatchObject({ ok: true });
  expect((await device(bench)).get("room")[0]).toMatchObject({ count: 2 });
});
