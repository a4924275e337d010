import * as v from "valibot";

/** Where mail is handed over, part of the configuration (party/env.ts). Without an address none is sent. */
export const MailEnv = {
  MAIL_URL: v.optional(v.pipe(v.string(), v.url("has to be an address"))),
  MAIL_TOKEN: v.optional(v.string()),
  /** Such as "The Commons <chat@example.org>". */
  MAIL_FROM: v.optional(v.string(), ""),
  MAIL_STYLE: v.optional(v.picklist(["plain", "postmark"], "has to be plain or postmark"), "plain"),
};
export type MailEnv = {
  MAIL_URL?: string | undefined;
  MAIL_TOKEN?: string | undefined;
  MAIL_FROM: string;
  MAIL_STYLE: "plain" | "postmark";
};
