import { startParley } from "../test/servers.ts";
import { WirePerson } from "../test/wire/person.ts";
import { LOAD_CORE, pin, unpin } from "./cores.ts";
import { leaveNothingOn } from "./leave-nothing.ts";
import { RAISED_LIMITS } from "./parley.ts";
import { ms, quantile, type Row } from "./rows.ts";

const KILLS = 5;
const TARGET_MS = 3_000;

/** From `kill -9` of everything, through the next `npm start`, to the first command that is accepted. */
export async function measureAfterCrash(): Promise<Row[]> {
  // Nothing else is measured here, and a start may use all that there is, as it does for people.
  unpin();
  const parley = await startParley({ limits: RAISED_LIMITS });
  leaveNothingOn(parley.dir);
  try {
    const ann = await WirePerson.founder(parley.url);
    const room = await ann.createRoom("Kitchen");
    const took: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const socket = await ann.enter(room);
      socket.post(`before kill ${kill}`);
      await socket.untilBody(`before kill ${kill}`);
      const killedAt = performance.now();
      await parley.kill();
      await parley.restart();
      const back = await ann.enter(room);
      back.post(`after kill ${kill}`);
      await back.untilBody(`after kill ${kill}`);
      took.push(performance.now() - killedAt);
      await back.close();
    }
    const middle = quantile(took, 0.5);
    console.log(`  ${took.map(ms).join(", ")}`);
    return [
      {
        what: "kill -9 of everything → first command accepted",
        measured: ms(middle),
        target: `≤ ${ms(TARGET_MS)}`,
        holds: middle <= TARGET_MS,
        beside: `middle of ${KILLS}: ${took.map(ms).join(", ")}; the supervisor is started anew at once`,
      },
    ];
  } finally {
    await parley.stop();
    pin(process.pid, LOAD_CORE);
  }
}
