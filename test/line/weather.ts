/** `up` leads from the client to the server, `down` from the server to the client. */
export type Direction = "up" | "down";

/** What a line does to all that goes over it. Fields that are left out do no harm. */
export type Weather = {
  /** Every piece arrives this much later. */
  delayMs?: number;
  /** And up to this much later still, by chance; never out of order, as TCP has it. */
  jitterMs?: number;
  /** Pieces are taken apart and let through this fast. */
  bytesPerSecond?: number;
  /** What is sent this way is taken and never delivered, and nobody is told; a connection that lost something is dead for good. */
  blackhole?: Direction | "both";
};

export const FAIR: Weather = {};

export function swallows({ blackhole }: Weather, direction: Direction): boolean {
  return blackhole === "both" || blackhole === direction;
}
