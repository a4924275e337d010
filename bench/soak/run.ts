/**
 * `npm run soak`: half an hour of talk through an outage of the database and a restart. Shorter or smaller:
 * `npm run soak -- --minutes=2 --sockets=200 --rate=10`; `--write` keeps the table.
 */
import { parseArgs } from "node:util";
import { buildIfStale } from "../../scripts/build.ts";
import { run } from "../../scripts/run.ts";
import { describeMachine } from "../machine.ts";
import { toTable, writeReadme } from "../report.ts";
import { rowsOf } from "./rows-of.ts";
import { soak } from "./trial.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    sockets: { type: "string", default: "2000" },
    rate: { type: "string", default: "100" },
    write: { type: "boolean", default: false },
  },
});
const wish = {
  minutes: Number(values.minutes),
  sockets: Number(values.sockets),
  perSecond: Number(values.rate),
};
// The last line names cores, and here nothing is kept to one.
const machine = [...describeMachine().slice(0, -1), "server and load share all cores"];
console.log(machine.join("\n"));
await buildIfStale();
const soaked = await soak(wish);
// What it prints is what whoever waits for half an hour has to go by; bench/README.md keeps the table alone.
for (const { kind, says } of soaked.faults.slice(0, 20)) console.log(`${kind}: ${says}`);
console.log(JSON.stringify(soaked.counted));
const rows = rowsOf(wish, soaked);
const table = toTable(rows);
console.log(`\n${table}`);
if (values.write) {
  writeReadme("Soak", machine, table);
  // What is kept looks as `npm test` wants it.
  await run("oxfmt", ["bench/README.md"], true);
}
process.exit(rows.every(({ holds }) => holds !== false) ? 0 : 1);
