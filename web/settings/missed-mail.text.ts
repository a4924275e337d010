import { i18n } from "../i18n/i18n.ts";

export const missedMailText = i18n("missedMail", {
  label: "Mail me what I missed",
  never: "Never",
  after1: "After an hour",
  after4: "After 4 hours",
  after24: "After a day",
  about:
    "Mentions and answers that you have not read by then, in one mail. Not while you are here.",
  mailOff: "This community sends no mail.",
  notConfirmed: "It goes to a confirmed address only. {account}",
  toAccount: "See to your address",
});
