import type { MailEnv } from "./mail-env.ts";
import type { Handover, Mail, Mailer } from "./mailer.ts";

/** Three of these, and the pauses between, fit into the half minute that a Worker has after its answer. */
const TIMEOUT_MS = 7_000;

/** The mailer that the configuration names, or null. What is posted: docs/operations.md. */
export function mailerBy(env: MailEnv): Mailer | null {
  const { MAIL_URL: url } = env;
  return url === undefined ? null : { send: (mail) => hand(url, env, mail) };
}

async function hand(url: string, env: MailEnv, mail: Mail): Promise<Handover> {
  const { headers, body } = dress(env, mail);
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
      body: JSON.stringify(body),
      // A mail holds a way in, so it goes where the operator has said and nowhere else.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // Unread, it would keep the connection.
    await answer.body?.cancel();
    // It has the mail of this key already, as it was when it was handed over first.
    const isRepeat = answer.status === 409 && mail.key !== undefined;
    if (answer.ok || isRepeat) return { ok: true };
    return { ok: false, final: isFinal(answer.status), code: `http_${answer.status}` };
  } catch (error) {
    return { ok: false, final: false, code: error instanceof Error ? error.name : "unknown" };
  }
}

/** `plain` is what Resend and its like take as it is; Postmark has names of its own for the same. */
function dress({ MAIL_FROM, MAIL_TOKEN, MAIL_STYLE }: MailEnv, mail: Mail) {
  const { to, subject, text, html, headers: own, key } = mail;
  if (MAIL_STYLE === "postmark") {
    const Headers = Object.entries(own ?? {}).map(([Name, Value]) => ({ Name, Value }));
    return {
      headers: MAIL_TOKEN === undefined ? {} : { "X-Postmark-Server-Token": MAIL_TOKEN },
      body: {
        From: MAIL_FROM,
        To: to,
        Subject: subject,
        TextBody: text,
        HtmlBody: html,
        ...(own && { Headers }),
      },
    };
  }
  return {
    headers: {
      ...(MAIL_TOKEN === undefined ? {} : { Authorization: `Bearer ${MAIL_TOKEN}` }),
      ...(key !== undefined && { "Idempotency-Key": key }),
    },
    body: { from: MAIL_FROM, to, subject, text, html, ...(own && { headers: own }) },
  };
}

function isFinal(status: number): boolean {
  return status < 500 && status !== 408 && status !== 429;
}
