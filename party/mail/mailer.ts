/**
 * One mail to one person. `text` is the whole of it; `html` says the same for those who like it better. `headers` are its own, beside
 * those that every mail has. `key`: a service that knows keys takes what comes with the same one once.
 */
export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Readonly<Record<string, string>>;
  key?: string;
};

/** `final`: it is no use to try again, such as when the address is none. `code` is for the log, and holds nothing of the mail. */
export type Handover = { ok: true } | { ok: false; final: boolean; code: string };

/** Hands mail over to whoever carries it. Nothing throws. */
export type Mailer = { send(mail: Mail): Promise<Handover> };
