type Ending = { seed: number; broken: string | null; trace: string[]; events: number };

/**
 * What a process of its own does: tells the stories from one seed up to, but not including, another, and prints how they ended as
 * one line of JSON. Stops at the first broken promise.
 */
export async function tellSeeds(simulate: (seed: number) => Promise<Ending>): Promise<void> {
  const [from = 0, to = 0] = process.argv.slice(2).map(Number);
  let told = 0;
  let events = 0;
  let seed = from;
  process.on("unhandledRejection", (reason) => {
    // Some code has failed and nobody was told: that is a broken promise too, of the story that is being told.
    console.log(JSON.stringify({ told, broken: { seed, broken: String(reason), trace: [] } }));
    process.exit(0);
  });
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
}
