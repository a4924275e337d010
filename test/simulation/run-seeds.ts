/**
 * A process of its own: tells the stories from one seed up to, but not including, another, and prints how they ended as
 * one line of JSON. Stops at the first broken promise.
 */
import { simulate } from "./simulate.ts";

const [from = 0, to = 0] = process.argv.slice(2).map(Number);

process.on("unhandledRejection", (reason) => {
  // Some code has failed and nobody was told: that is a broken promise too, of the story that is being told.
  console.log(JSON.stringify({ told, broken: { seed, broken: String(reason), trace: [] } }));
  process.exit(0);
});

let told = 0;
let events = 0;
let seed = from;
for (; seed < to; seed += 1) {
  const ending = await simulate(seed);
  told += 1;
  events += ending.events;
  if (ending.broken !== null) {
    console.log(JSON.stringify({ told, events, broken: ending }));
    process.exit(0);
  }
}
console.log(JSON.stringify({ told, events, broken: null }));
