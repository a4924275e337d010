import { claimPort } from "./claim-port.ts";
import { lockDataFolder, prepareDataFolder } from "./data-folder.ts";
import { keepLibsql, type KeptLibsql } from "./kept-libsql.ts";
import { startMailCatcher } from "./mail/mail-catcher.ts";
import { takeReturning } from "./returning.ts";
import { openSecrets } from "./secrets.ts";
import { workerBindings, type ServerSettings } from "./server-settings.ts";

/** A data folder in use: what a server of rooms needs beside itself. */
export type OpenCommunity = {
  libsql: KeptLibsql;
  /** The Worker's variables. */
  bindings: Record<string, string>;
  /** Where mail can be looked at that goes no further, or null. */
  inbox: string | null;
  close(): Promise<void>;
};

/**
 * Takes the data folder and the port, reads the secrets and starts the database.
 * @throws Trouble when one of them cannot be had.
 */
export async function openCommunity(settings: ServerSettings): Promise<OpenCommunity> {
  const { data } = settings;
  await prepareDataFolder(data);
  const unlock = await lockDataFolder(data);
  try {
    await claimPort(settings);
    const secrets = await openSecrets(data.secrets);
    const libsql = await keepLibsql(data);
    const catcher = settings.mail === "catch" ? await startMailCatcher(settings.port + 1) : null;
    const close = async () => {
      await catcher?.stop();
      await libsql.stop();
      unlock();
    };
    const bindings = {
      ...workerBindings(settings, secrets, libsql.url),
      LIBSQL_TOKEN: libsql.token,
      RETURNING_MS: String(await takeReturning(data)),
      ...catcher?.bindings,
    };
    return { libsql, bindings, inbox: catcher?.address ?? null, close };
  } catch (error) {
    unlock();
    throw error;
  }
}
