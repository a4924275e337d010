import type { Letter } from "./letter.ts";

/** What is told to someone about their own account when it has happened, in case it was not them. */
export type Notice =
  | "password_changed"
  | "password_reset"
  | "password_removed"
  | "passkey_added"
  | "passkey_removed"
  | "email_changed"
  | "identity_linked"
  | "identity_unlinked"
  | "recovery_codes_made"
  | "recovery_code_used"
  | "session_reused";

const SAYS: Record<Notice, { subject: string; happened: string }> = {
  password_changed: {
    subject: "Your password was changed",
    happened: "Your password was changed, and every other device was signed out.",
  },
  password_reset: {
    subject: "Your password was replaced",
    happened: "By a link in a mail a new password was chosen, and every device was signed out.",
  },
  password_removed: {
    subject: "Your password was removed",
    happened: "Your account has no password any more, and every other device was signed out.",
  },
  passkey_added: {
    subject: "A passkey was added",
    happened: "A passkey was added to your account.",
  },
  passkey_removed: {
    subject: "A passkey was removed",
    happened: "A passkey was removed from your account.",
  },
  email_changed: {
    subject: "Your address was changed",
    happened: "Your account has another email address now, and this one no longer belongs to it.",
  },
  identity_linked: {
    subject: "Another site can sign you in",
    happened: "An account of yours on another site can sign you in from now on.",
  },
  identity_unlinked: {
    subject: "Another site can no longer sign you in",
    happened: "An account of yours on another site can no longer sign you in.",
  },
  recovery_codes_made: {
    subject: "New recovery codes were made",
    happened: "New recovery codes were made for your account. The former ones work no more.",
  },
  recovery_code_used: {
    subject: "A recovery code was used",
    happened: "Someone signed in with your address and one of your recovery codes.",
  },
  session_reused: {
    subject: "One of your devices was signed out",
    happened:
      "Something that only one of your devices should have was used twice. Somebody may have copied it, so that device was signed out.",
  },
};

export function noticeLetter(notice: Notice, community: string, account: string): Letter {
  const { subject, happened } = SAYS[notice];
  return {
    subject: `${community}: ${subject}`,
    before: [happened, "If that was you, there is nothing to do."],
    link: { says: "Look at your account", url: account },
    after: [WHAT_TO_DO[notice] ?? USUALLY],
  };
}

const USUALLY =
  "If it was not you: sign out everywhere else on your account’s page now, and look through the ways in there.";

const WHAT_TO_DO: Partial<Record<Notice, string>> = {
  email_changed:
    "If it was not you: someone else may hold your account. Tell the people who run the community now, for this address gets no links any more.",
  password_reset:
    "If it was not you: somebody reads your mail. Change the password of your mailbox first, and then ask for another link on the sign-in page.",
};
