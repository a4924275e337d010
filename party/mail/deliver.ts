import { log } from "../log.ts";
import type { Mail, Mailer } from "./mailer.ts";

/** Before each further try. A provider that is away for longer has to be asked by the person again. */
const PAUSES_MS = [1_000, 4_000];

/** Hands a mail over, trying again while that may help. The log learns what kind of mail it was, never whose and never what it says. */
export async function deliver(
  mailer: Mailer,
  kind: string,
  mail: Mail,
  pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
): Promise<void> {
  for (const wait of [...PAUSES_MS, null]) {
    const handed = await mailer.send(mail);
    if (handed.ok) return;
    if (handed.final || wait === null) {
      log.alarm("mail.failed", { kind, code: handed.code });
      return;
    }
    await pause(wait);
  }
}
