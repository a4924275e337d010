import { ask } from "../../test/wire/person.ts";
import { bad, ok, type Check } from "./check.ts";
import { ms, quantile, timeOf, timesOf } from "./times.ts";

const TIMES = 3;
/** A hash takes a quarter of a second; where it takes more than this, a handful of people signing in wait for each other. */
const SLOW_MS = 1_500;

/** On the edge scrypt runs within the Worker's own processor time: the free plan's 10 ms fit no password. */
export const passwordTime: Check = {
  name: "signing in by password",
  async look({ person }) {
    const took = await timesOf(TIMES, () => person.signIn());
    const middle = quantile(took, 0.5);
    const said = `p50 ${ms(middle)} of ${TIMES}, worst ${ms(Math.max(...took))}`;
    return middle <= SLOW_MS ? ok(said) : bad(`${said}: more than ${ms(SLOW_MS)}`);
  },
};

const AT_ONCE = 5;
/** What a server says that is busy and well. */
const CALM = [201, 429, 503];

/** Each hash takes 32 MiB of an isolate's 128: one that hashed as many as asked would be ended (1102), with all that it was doing. */
export const passwordsAtOnce: Check = {
  name: "several passwords at once",
  async look({ url, person }) {
    const tries = Array.from({ length: AT_ONCE }, async () => {
      let status = 0;
      const took = await timeOf(async () => {
        ({ status } = await ask(url, "POST", "/api/session", { body: person.credentials }));
      });
      return { status, took };
    });
    const answers = await Promise.all(tries);
    const statuses = answers.map(({ status }) => status);
    const odd = statuses.filter((status) => !CALM.includes(status));
    if (odd.length > 0) return bad(`answered ${odd.join(", ")}: was it ended for memory?`);
    const wellIn = answers.filter(({ status }) => status === 201);
    if (wellIn.length === 0) return bad(`nobody of ${AT_ONCE} came in: ${statuses.join(", ")}`);
    const last = ms(Math.max(...wellIn.map(({ took }) => took)));
    const others = wellIn.length < AT_ONCE ? "; the others were told to wait" : "";
    return ok(`${wellIn.length} of ${AT_ONCE} came in, the last after ${last}${others}`);
  },
};
