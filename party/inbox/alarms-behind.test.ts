import { expect, it } from "vitest";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, type InboxBench } from "../../test/fakes/inbox-bench.ts";
import { told } from "./inbox.test-kit.ts";
import { AGAIN_MS } from "./notice-row.ts";
import { Away, HOUR, MINUTE } from "./missed.test-kit.ts";

/** Waits until the inbox does what `watch` watches, and then for ever. */
function begun(watch: (act: () => Promise<unknown>) => void): Promise<void> {
  return new Promise((resolve) => {
    watch(() => {
      resolve();
      return new Promise(() => undefined);
    });
  });
}

/** The server is killed, and started again when the alarm goes off that it has left behind. */
async function diesAndWakes(bench: InboxBench): Promise<void> {
  const { alarmAt } = bench.storage;
  if (alarmAt === null) throw new Error("nothing wakes it");
  bench.clock.forget();
  await bench.clock.pass(Math.max(0, alarmAt - bench.clock.now()));
  await bench.wake();
  await bench.pass(MINUTE);
}

it("whoever dies while a mail is handed over is woken, and tries it again", async () => {
  const { bench, ...away } = await awayWithNews();
  const isHandedOver = begun((act) => (bench.whileMailing = act));
  void bench.pass(4 * HOUR + MINUTE);
  await isHandedOver;
  bench.whileMailing = () => Promise.resolve();
  await diesAndWakes(bench);
  expect(away.mails()).toHaveLength(1);
});

it("whoever dies while rooms are told of receipts is woken, and tells them", async () => {
  const bench = await told();
  const isTelling = begun((act) => (bench.whileTellingReceipts = act));
  await bench.command({ type: "receipts", isShown: false });
  await isTelling;
  bench.whileTellingReceipts = () => Promise.resolve();
  await diesAndWakes(bench);
  expect(bench.receiptsTold).toMatchObject([{ isShown: false }]);
  expect(bench.storage.alarmAt).toBeNull();
});

it("so is whoever dies while that takes longer than the alarm behind them", async () => {
  const bench = await told();
  const isTelling = begun((act) => (bench.whileTellingReceipts = act));
  await bench.command({ type: "receipts", isShown: false });
  await isTelling;
  await bench.pass(MINUTE);
  bench.whileTellingReceipts = () => Promise.resolve();
  await diesAndWakes(bench);
  expect(bench.receiptsTold).toMatchObject([{ isShown: false }]);
});

it("a mail goes in time, though a room does not answer that was asked for the words of a notification", async () => {
  const { bench, mails, named } = await awayWithNews();
  await bench.subscribe(ann.session);
  await bench.pass(4 * HOUR - AGAIN_MS);
  bench.areRoomsAway = true;
  await named();
  bench.areRoomsAway = false;
  // It is asked again at the time of the mail.
  const isAsking = begun((act) => (bench.meanwhileTold = act));
  void bench.pass(MINUTE);
  await isAsking;
  await settled();
  expect(mails()).toHaveLength(1);
});

async function awayWithNews() {
  const away = await Away.begin();
  await away.named();
  return { bench: away.bench, mails: () => away.mails(), named: () => away.named() };
}
