import { bad, ok, type Check } from "./check.ts";
import { ms } from "./times.ts";

/** Ids that are made ten minutes ahead are refused; half of a minute is told already. */
const FAR_MS = 30_000;

/** Times are the server's, and ids hold the client's. */
export const clock: Check = {
  name: "clocks agree",
  async look({ person, room }) {
    const socket = await person.enter(room);
    const before = Date.now();
    const { id } = socket.post("What time is it?");
    const { at } = await socket.untilEvent((event) => event.id === id);
    const after = Date.now();
    await socket.close();
    const apart = at < before ? before - at : Math.max(0, at - after);
    const said = `${ms(apart)} apart, beyond what the way takes`;
    return apart <= FAR_MS ? ok(said) : bad(`${said}: set the clocks right`);
  },
};
