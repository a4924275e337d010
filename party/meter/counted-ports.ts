import type { MissedMailer } from "../mail/missed-mailer.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { PushSender } from "../push/push-sender.ts";
import type { Counting } from "./tally.ts";

/** The same, and each mail is counted. */
export function countedMailer(mailer: Mailer | null, counts: Counting): Mailer | null {
  return (
    mailer && {
      async send(mail) {
        const handed = await mailer.send(mail);
        counts.add("mails", handed.ok ? "sent" : "failed");
        return handed;
      },
    }
  );
}

export function countedMissedMailer(
  mailer: MissedMailer | null,
  counts: Counting,
): MissedMailer | null {
  return (
    mailer && {
      async send(...what) {
        const outcome = await mailer.send(...what);
        if (outcome === "sent") counts.add("mails", "sent");
        else if (typeof outcome === "object") counts.add("mails", "failed");
        return outcome;
      },
    }
  );
}

/** The same, and each notification is counted: `later` where the service asked to be left alone for a while. */
export function countedPush(push: PushSender | null, counts: Counting): PushSender | null {
  return (
    push && {
      async send(...what) {
        const outcome = await push.send(...what);
        counts.add("pushes", typeof outcome === "string" ? outcome : "later");
        return outcome;
      },
    }
  );
}
