import { i18n } from "../i18n/i18n.ts";

export const ceremonyText = i18n("passkeys", {
  hasOne: "This device has a passkey of yours already.",
  notUsed: "No passkey was used. You can try again, or go another way.",
  notHere: "Passkeys do not work here. Go another way.",
});
