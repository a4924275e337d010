import { LibsqlError, type Client, type InStatement } from "@libsql/client/web";

/** For so long a busy database is asked again, in ms, with pauses of up to so many ms in between. */
const BUSY_FOR_MS = 2_000;
const BUSY_PAUSE_MS = 150;

/**
 * A client that asks again where the database is busy with itself: it clears up, which takes it up to half a second, and has done nothing of
 * what it was asked (docs/decisions/0061-a-database-that-hangs.md). It is the same client, with two of its methods changed.
 */
export function patient(client: Client): Client {
  const execute = client.execute.bind(client);
  const batch = client.batch.bind(client);
  client.execute = (...asked: [InStatement]) => untilFree(() => execute(...asked));
  client.batch = (...asked) => untilFree(() => batch(...asked));
  return client;
}

async function untilFree<T>(ask: () => Promise<T>): Promise<T> {
  const until = Date.now() + BUSY_FOR_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isBusy = error instanceof LibsqlError && error.code === "SQLITE_BUSY";
      if (!isBusy || Date.now() > until) throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, BUSY_PAUSE_MS * (0.5 + Math.random() / 2));
    });
  }
}
