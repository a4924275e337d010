import { bad, ok, type Check } from "./check.ts";
import { quantile, spread, timesOf } from "./times.ts";

const TICKETS = 5;
const MESSAGES = 9;
/** From here on people see that they wait for their own words. */
const SLOW_MS = 1_000;

/** What a person feels of the way there and back: it is this machine's line as well. */
export const latency: Check = {
  name: "latency",
  async look({ person, room }) {
    const tickets: string[] = [];
    const asking = await timesOf(TICKETS, async () => tickets.push(await person.ticket(room)));
    const entering = await timesOf(2, async () => (await person.enter(room)).close());
    const socket = await person.enter(room);
    const telling = await timesOf(MESSAGES, async () => {
      const { id } = socket.post("Is this fast?");
      await socket.untilEvent((event) => event.id === id);
    });
    await socket.close();
    const said = `ticket ${spread(asking)}; into a room ${spread(entering)}; one's own message ${spread(telling)}`;
    return quantile(telling, 0.5) <= SLOW_MS ? ok(said) : bad(said);
  },
};
