import { dataFolder } from "../scripts/data-folder.ts";
import { databaseDoor, type DatabaseDoor } from "../scripts/libsql.ts";
import { newId } from "../test/wire/new-id.ts";
import { startParleyBench } from "./parley.ts";
import { ms, quantile, type Row } from "./rows.ts";
import { nextTick, pauseFor, PER_SECOND } from "./schedule.ts";
import { Talker } from "./talkers.ts";

const MEASURED_MS = 15_000;
const TARGET_MS = 2_000;
const LOOK_EVERY_MS = 50;

/** How old each message is when it can first be found in libSQL, while 1,000 a second are said. */
export async function measureArchiveLag(): Promise<Row[]> {
  const bench = await startParleyBench(50);
  try {
    const saidAt = new Map<number, number>();
    const talkers = await Promise.all(
      (await bench.paths(10)).map(async (path, i) => {
        const talker = new Talker(bench.server, ({ seq, at }) => {
          if (i === 0) saidAt.set(seq, at);
        });
        await talker.open(bench.server, path);
        return talker;
      }),
    );
    const database = await databaseDoor(dataFolder(bench.parley.dir));
    const lags: number[] = [];
    let archived = 0;
    const until = performance.now() + MEASURED_MS;
    const looking = (async () => {
      while (performance.now() < until || saidAt.size > 0) {
        const upTo = await newestArchived(database, bench.room);
        const now = Date.now();
        for (; archived < upTo; archived += 1) {
          const at = saidAt.get(archived + 1);
          if (at !== undefined) lags.push(now - at);
          saidAt.delete(archived + 1);
        }
        await pauseFor(LOOK_EVERY_MS);
      }
    })();
    const began = performance.now();
    for (let said = 0; performance.now() - began < MEASURED_MS; await nextTick()) {
      const owed = Math.floor(((performance.now() - began) / 1_000) * PER_SECOND);
      for (; said < owed; said += 1) talkers[said % talkers.length]?.post(newId());
    }
    await looking;
    for (const talker of talkers) talker.end();
    console.log(
      `  p50 ${ms(quantile(lags, 0.5))}, p99 ${ms(quantile(lags, 0.99))}, ${lags.length} messages`,
    );
    return [
      {
        what: `archive lag at ${PER_SECOND.toLocaleString("en")} messages/s, p99`,
        measured: ms(quantile(lags, 0.99)),
        target: `≤ ${ms(TARGET_MS)}`,
        holds: quantile(lags, 0.99) <= TARGET_MS,
        beside: `p50 ${ms(quantile(lags, 0.5))}, ${lags.length.toLocaleString("en")} messages, looked for every ${LOOK_EVERY_MS} ms`,
      },
    ];
  } finally {
    await bench.stop();
  }
}

async function newestArchived({ url, token }: DatabaseDoor, room: string): Promise<number> {
  const statement = {
    sql: "select max(seq) as seq from events where room_id = ?",
    args: [{ type: "text", value: room }],
  };
  const answer = await fetch(`${url}/v2/pipeline`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ requests: [{ type: "execute", stmt: statement }, { type: "close" }] }),
  });
  const text = await answer.text();
  return Number(/"value":"(\d+)"/.exec(text)?.[1] ?? 0);
}
