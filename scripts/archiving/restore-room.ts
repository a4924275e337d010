import * as v from "valibot";
import type { OperatorDoor } from "../operator-door.ts";
import type { KnownRoom } from "./known-rooms.ts";
import { roomPath, Upkeep } from "./room-status.ts";

const Lives = v.object({
  lives: v.array(v.object({ epoch: v.string(), head: v.number(), whole: v.number() })),
});

type Options = {
  epoch: string | undefined;
  upToTheHole: boolean;
  say: (line: string) => void;
};

/** Fills a room that was lost from the archive. It may be cut off anywhere and done again. */
export async function restoreRoom(
  door: OperatorDoor,
  room: KnownRoom,
  { epoch, upToTheHole, say }: Options,
): Promise<void> {
  const title = room.name ?? room.id;
  const { lives } = await door(roomPath(room, "lives"), {}, Lives);
  // Told before it is done: whoever is refused needs it to choose.
  for (const life of lives) {
    const hole = life.whole === life.head ? "" : `, a hole after ${number(life.whole)}`;
    say(
      `${title}: the archive holds events up to ${number(life.head)} of epoch ${life.epoch}${hole}.`,
    );
  }
  const wish = { ...(epoch === undefined ? {} : { epoch }), upToTheHole };
  for (;;) {
    const { restored, of } = await door(roomPath(room, "restore"), wish, Upkeep);
    if (restored === of) {
      say(`${title}: ${number(restored)} events are back, and people can enter.`);
      return;
    }
    say(`${title}: ${number(restored)} of ${number(of)} events are back.`);
  }
}

function number(value: number): string {
  return value.toLocaleString("en");
}
