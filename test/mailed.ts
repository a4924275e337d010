import type { CaughtMail } from "../scripts/mail/mail-catcher.ts";

/** The address that a mail asks to open. */
export function linkIn(mail: CaughtMail | undefined): string {
  return found(mail, /https?:\/\/\S+\/(?:link|reset)#\S+/);
}

/** The secret in it: what its page posts. */
export function tokenIn(mail: CaughtMail | undefined): string {
  return /[#.]([^#.]+)$/.exec(linkIn(mail))?.[1] ?? "";
}

/** The code that a mail asks to type. */
export function codeIn(mail: CaughtMail | undefined): string {
  return found(mail, /^\d{6}$/m);
}

function found(mail: CaughtMail | undefined, what: RegExp): string {
  const [text] = what.exec(mail?.text ?? "") ?? [];
  if (text === undefined) throw new Error(`no ${what} in: ${mail?.text ?? "no mail"}`);
  return text;
}
