import { expect } from "vitest";
import * as v from "valibot";
import type { Parley } from "../servers.ts";
import type { CaughtMail } from "../../scripts/mail/mail-catcher.ts";
import { linkIn } from "../mailed.ts";

const Caught = v.array(v.looseObject({ id: v.number(), to: v.string() }));

/** The inbox that the start message names, read as a person's mail program would: over HTTP. */
export class Inbox {
  readonly #parley: Parley;
  #read = 0;

  constructor(parley: Parley) {
    this.#parley = parley;
  }

  /** The next mail to this address that was not read yet. It comes after the answer, so one waits for it. */
  async next(to: string): Promise<CaughtMail> {
    let found: CaughtMail | undefined;
    await expect
      .poll(async () => {
        const [, address] = /Mail that Parley sends: (\S+)/.exec(this.#parley.output()) ?? [];
        if (address === undefined) return false;
        const answer = await fetch(`${address}/mails.json`);
        const mails = v.parse(Caught, await answer.json()) as unknown as CaughtMail[];
        found = mails.find((mail) => mail.id > this.#read && mail.to === to);
        return found !== undefined;
      })
      .toBe(true);
    if (!found) throw new Error("polled until it was there");
    this.#read = found.id;
    return found;
  }

  async nextLink(to: string): Promise<string> {
    return linkIn(await this.next(to));
  }
}
