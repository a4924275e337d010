import type { DataFolder } from "./data-folder.ts";
import { endWhenHung, type Patience } from "./hung-sqld.ts";
import { startLibsql } from "./libsql.ts";

export type KeptLibsql = {
  url: string;
  token: string;
  /** Resolves when there is none any more, and none can be had. Never when it was stopped. */
  lost: Promise<void>;
  stop(): Promise<void>;
};

/** One that ends so often within this time is ill, and starting it once more would hide that. */
const MOST_ENDS = 3;
const WITHIN_MS = 60_000;

/**
 * The community's database for as long as the server runs: one that ends by itself has a successor at the same address at once, and one that
 * hangs is ended. Rooms live through the moment between, so that nobody who chats notices it. @throws Trouble as `startLibsql` does.
 */
export async function keepLibsql(data: DataFolder, patience?: Patience): Promise<KeptLibsql> {
  let sqld = await startLibsql(data);
  void endWhenHung(sqld, patience);
  const { url, key } = sqld;
  let isStopping = false;
  let starting: Promise<unknown> = Promise.resolve();
  const follow = async () => {
    const ends: number[] = [];
    for (;;) {
      await sqld.exited;
      if (isStopping) return;
      ends.push(performance.now());
      if (countSince(ends, performance.now() - WITHIN_MS) > MOST_ENDS) return;
      console.error(
        "The database server (sqld) ended unexpectedly and is started again: chat goes on meanwhile.",
      );
      const next = startLibsql(data, sqld);
      starting = next;
      // One that ends while it starts has ended once more, and is no other case.
      sqld = await next.catch(() => sqld);
      void endWhenHung(sqld, patience);
    }
  };
  const lost = new Promise<void>((resolve) => {
    void follow().then(() => void (isStopping || resolve()));
  });
  return {
    url,
    token: key.token,
    lost,
    stop: async () => {
      isStopping = true;
      await starting.catch(() => undefined);
      await sqld.stop();
    },
  };
}

function countSince(moments: readonly number[], since: number): number {
  return moments.filter((moment) => moment >= since).length;
}
