import { setTimeout as pause } from "node:timers/promises";
import { MAX_BODY_GRAPHEMES } from "#protocol/limits.ts";
import { Upkeep } from "../archiving/room-status.ts";
import { bad, notHere, ok, type Check } from "./check.ts";
import { ms, timeOf } from "./times.ts";

/** Four bytes each, and two units: as long as a message gets by all three of its limits. */
const LARGE = "\u{1F980}";

/** A laptop's storage takes values of 2 MB, the edge's 128 KiB: ours have to end far below both. */
export const largestMessage: Check = {
  name: "the largest message",
  async look({ person, room }) {
    const post = (body: string) => person.command(room, { type: "message.post", body });
    const whole = await post(LARGE.repeat(MAX_BODY_GRAPHEMES));
    if (whole.status !== 200) return bad(`refused: ${whole.status} ${String(whole.body["code"])}`);
    const more = await post(LARGE.repeat(MAX_BODY_GRAPHEMES + 1));
    const code = String(more.body["code"]);
    return code === "body_too_long"
      ? ok(`${MAX_BODY_GRAPHEMES * 4} bytes are kept, one character more is ${code}`)
      : bad(`one character too many was answered with ${more.status} ${code}`);
  },
};

const ARCHIVED_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 250;

/** A room copies its log by alarms. On the edge they may be late, come twice, or be dropped after six failures; and the database is far away. */
export const alarms: Check = {
  name: "alarms: the archive",
  async look({ person, room, door }) {
    if (!door) return notHere("only whoever has the keys can see what is archived");
    await person.command(room, { type: "message.post", body: "for the archive" });
    let behind = Infinity;
    const took = await timeOf(async () => {
      const until = Date.now() + ARCHIVED_WITHIN_MS;
      while (behind > 0 && Date.now() < until) {
        const { status } = await door(`/api/operator/rooms/${room}/status`, {}, Upkeep);
        behind = status.head - status.archived;
        if (behind > 0) await pause(LOOK_AGAIN_MS);
      }
    });
    return behind === 0
      ? ok(`a message was archived after ${ms(took)}`)
      : bad(
          `after ${ms(took)} the archive still lacks ${behind} events: npm run archive -- status`,
        );
  },
};
