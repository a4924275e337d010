import type { OwnWorld } from "./wake-up.ts";

/** What was told just now is durable: those who wrote have their own events. `accepted`: when their commands came, in ms since epoch. */
export function countTold(
  { counts, clock }: OwnWorld,
  accepted: readonly number[],
  events: number,
): void {
  if (events === 0) return;
  const now = clock.now();
  counts.observe("batch_events", events);
  for (const at of accepted) counts.observe("command_seconds", (now - at) / 1_000);
}
