import { setTimeout as pause } from "node:timers/promises";
import type { WirePerson } from "../../test/wire/person.ts";
import type { WireSocket } from "../../test/wire/socket.ts";
import { bad, notHere, ok, type Check } from "./check.ts";
import { ms } from "./times.ts";

const LOOK_EVERY_MS = 100;
const TRY_AGAIN_MS = 250;
const BACK_WITHIN_MS = 60_000;

/** On the edge each deploy ends all sockets, at once or up to five minutes later, and objects are moved on other days too. Nobody outside can make it happen. */
export const reset: Check = {
  name: "a deploy under open sockets",
  async look({ person, room, watchSeconds }) {
    if (watchSeconds === 0)
      return notHere("try again with --watch 120, and deploy, or restart the server, meanwhile");
    const until = Date.now() + watchSeconds * 1_000;
    let socket = await person.connect(room);
    let { epoch } = await socket.hello();
    let head = await say(socket, "Watching");
    const told: string[] = [];
    while (Date.now() < until) {
      if (!socket.closed) {
        await pause(LOOK_EVERY_MS);
        continue;
      }
      const { code } = socket.closed;
      const began = Date.now();
      socket = await comeBack(person, room);
      const welcome = await socket.hello(head, epoch);
      await say(socket, "Back again");
      const numbers = socket.events().map(({ seq }) => seq);
      const isWhole = numbers.every((seq, i) => seq === head + 1 + i);
      if (welcome.epoch !== epoch || !isWhole)
        return bad(`after ${code} it came back to ${numbers.join(" ")} and not to ${head + 1}`);
      head = numbers.at(-1) ?? head;
      ({ epoch } = welcome);
      told.push(`ended with ${code}, back after ${ms(Date.now() - began)}`);
    }
    await socket.close();
    return told.length === 0
      ? notHere(`no socket ended within ${watchSeconds} s: was anything deployed?`)
      : ok(`${told.join("; ")}; nothing was lost`);
  },
};

/** Gives the number of it. */
async function say(socket: WireSocket, body: string): Promise<number> {
  const { id } = socket.post(body);
  return (await socket.untilEvent((event) => event.id === id)).seq;
}

async function comeBack(person: WirePerson, room: string): Promise<WireSocket> {
  const until = Date.now() + BACK_WITHIN_MS;
  for (;;) {
    try {
      return await person.connect(room);
    } catch (error) {
      // A server that is being replaced is away for a moment.
      if (Date.now() > until) throw error;
      await pause(TRY_AGAIN_MS);
    }
  }
}
