import type { Socket } from "node:net";
import type { Chance } from "./chance.ts";
import { DueQueue } from "./due-queue.ts";
import { swallows, type Direction, type Weather } from "./weather.ts";

/** More than this in flight, and the sender is held back, as a full line does it. */
const FULL_BYTES = 256 * 1024;
/** At a tenth of a second each, so that a slow line drips instead of pouring now and then. */
const DRIPS_PER_SECOND = 10;

type Way = {
  from: Socket;
  to: Socket;
  direction: Direction;
  weather: () => Weather;
  chance: Chance;
  deliver: (piece: Buffer) => void;
};

/** Carries one direction of one connection through the weather. Its end, too, arrives in order and late. */
export function carry({ from, to, direction, weather, chance, deliver }: Way): void {
  const queue = new DueQueue();
  let freeAt = 0;
  let inFlight = 0;
  // TCP has no holes: a connection that lost something carries nothing after it, however fair the weather is then.
  let isBroken = false;

  const arrival = (bytes: number): number => {
    const { delayMs = 0, jitterMs = 0, bytesPerSecond } = weather();
    const onTheLine = bytesPerSecond === undefined ? 0 : (bytes / bytesPerSecond) * 1_000;
    const late = performance.now() + delayMs + chance() * jitterMs;
    freeAt = Math.max(freeAt, late) + onTheLine;
    return freeAt;
  };

  const send = (piece: Buffer) => {
    inFlight += piece.length;
    if (inFlight > FULL_BYTES) from.pause();
    queue.push(arrival(piece.length), () => {
      inFlight -= piece.length;
      if (inFlight <= FULL_BYTES) from.resume();
      // By the weather of this moment: what is under way when a line breaks never comes.
      isBroken ||= swallows(weather(), direction);
      if (!isBroken && to.writable) deliver(piece);
    });
  };

  from.on("data", (chunk: Buffer) => {
    for (const piece of inPieces(chunk, weather())) send(piece);
  });
  from.on("end", () => {
    queue.push(arrival(0), () => {
      isBroken ||= swallows(weather(), direction);
      if (!isBroken) to.end();
    });
  });
}

function inPieces(chunk: Buffer, { bytesPerSecond }: Weather): Buffer[] {
  if (bytesPerSecond === undefined) return [chunk];
  const size = Math.max(1, Math.floor(bytesPerSecond / DRIPS_PER_SECOND));
  const pieces: Buffer[] = [];
  for (let at = 0; at < chunk.length; at += size) pieces.push(chunk.subarray(at, at + size));
  return pieces;
}
