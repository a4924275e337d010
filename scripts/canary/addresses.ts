import { DOOR_LIMITS } from "#protocol/limits.ts";
import { ask } from "../../test/wire/person.ts";
import { bad, notHere, ok, type Check } from "./check.ts";

/** More than one address may look, and fewer than those may who share a bucket because no address is known. */
const LOOKS = DOOR_LIMITS.inviteLooksPerMinute + 20;
const AT_ONCE = 10;
const TOO_OFTEN = 429;

/** Whose address counts: on a laptop it is whatever a client says, and nobody's; on the edge, and behind a proxy, it must not be. */
export const clientAddress: Check = {
  name: "addresses cannot be made up",
  async look({ url }) {
    if (await isRefusedWithin(LOOKS, (i) => look(url, `203.0.113.${i % 250}`)))
      return ok(`${LOOKS} looks from as many made-up addresses counted as one`);
    return (await isRefusedWithin(LOOKS, () => look(url, "198.51.100.7")))
      ? bad("each made-up address in X-Forwarded-For or its like counts by itself")
      : notHere(
          "the server knows no addresses, or allows more than usual: everyone shares one bucket",
        );
  },
};

async function isRefusedWithin(count: number, ask: (i: number) => Promise<number>) {
  for (let first = 0; first < count; first += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, i) => ask(first + i));
    if ((await Promise.all(some)).includes(TOO_OFTEN)) return true;
  }
  return false;
}

async function look(url: string, address: string): Promise<number> {
  const names = ["x-forwarded-for", "x-real-ip", "true-client-ip", "x-client-ip"];
  const headers = Object.fromEntries(names.map((name) => [name, address]));
  const body = { token: "none" };
  return (await ask(url, "POST", "/api/invites/look", { body, headers })).status;
}
