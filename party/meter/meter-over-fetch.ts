import { putAsk } from "../internal/put-ask.ts";
import type { Answer } from "../rooms.ts";
import type { MeterAsk } from "./answer-meter.ts";
import type { Step } from "./day.ts";
import type { Delta } from "./delta.ts";
import type { Figures } from "./figures.ts";

/** How a host reaches the meter: its stub's fetch. */
export type FetchMeter = (meter: string, request: Request) => Promise<Response>;

/** The meter, as the rest of us know it. */
export type AskedMeter = {
  take(delta: Delta): Promise<Answer<null>>;
  /** All that was taken is durable, and told. */
  store(): Promise<Answer<null>>;
  read(): Promise<Answer<Figures>>;
  day(since?: number): Promise<Answer<Step[]>>;
};

/** There is one for the whole community (decision 0055 says for how much that is enough). */
const ALL = "all";

export function meterOverFetch(fetchMeter: FetchMeter, secret: string): AskedMeter {
  const put = <T>(ask: MeterAsk) => putAsk<T>((request) => fetchMeter(ALL, request), ask, secret);
  return {
    take: (delta) => put({ ask: "take", delta }),
    store: () => put({ ask: "store" }),
    read: () => put({ ask: "read" }),
    day: (since = 0) => put({ ask: "day", since }),
  };
}
