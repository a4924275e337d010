import { useEffect, useRef } from "react";
import { createStore } from "zustand/vanilla";
import type { RoomId } from "#protocol/ids.ts";

/** An event to go to, and whether it lights up for a moment. */
export type Jump = { seq: number; isMarked: boolean };

/** What was asked for and no list has taken yet: the room may have yet to open. */
const jumps = createStore<ReadonlyMap<RoomId, Jump>>(() => new Map());

/** Goes to a message of a room, once its list is on the screen: from a quote, a pin, something that was found. */
export function askJump(
  room: RoomId,
  { seq, isMarked = true }: { seq: number; isMarked?: boolean },
) {
  jumps.setState((asked) => new Map(asked).set(room, { seq, isMarked }), true);
}

/** For the room's list: told of each jump once. */
export function useAskedJumps(room: RoomId, go: (jump: Jump) => void): void {
  const latest = useRef(go);
  useEffect(() => {
    latest.current = go;
  });
  useEffect(() => {
    const take = () => {
      const jump = jumps.getState().get(room);
      if (!jump) return;
      jumps.setState((asked) => new Map([...asked].filter(([other]) => other !== room)), true);
      latest.current(jump);
    };
    take();
    return jumps.subscribe(take);
  }, [room]);
}
