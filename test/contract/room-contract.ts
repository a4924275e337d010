import type { Host } from "../servers.ts";
import { describeAdmission } from "./admission.ts";
import { describeAnswers } from "./answers.ts";
import { describeDeparting } from "./departing.ts";
import { describeInboxes } from "./inboxes.ts";
import { describeInvitations } from "./invitations.ts";
import { describeMessages } from "./messages.ts";
import { describePolling } from "./polling.ts";
import { describeForgedTickets } from "./forged-tickets.ts";
import { describePresence } from "./presence.ts";
import { describeReceipts } from "./receipts.ts";
import { describeReturning } from "./returning.ts";
import { describeDeafness } from "./deafness.ts";
import { setUp } from "./setting.ts";
import { describeSigningOut } from "./signing-out.ts";
import { describeSilence } from "./silence.ts";
import { describeTalking } from "./talking.ts";

/** What every host must do, told by its wire alone. Both shells of the one core run this; a third would have to. */
export function describeRoomContract(host: Host): void {
  const setting = setUp(host);
  describeAdmission(setting);
  describeAnswers(setting);
  describeForgedTickets(setting);
  describeTalking(setting);
  describeMessages(setting);
  describeReturning(setting);
  describeDeafness(setting);
  describePolling(setting);
  describeInboxes(setting);
  describeInvitations(setting);
  describeSigningOut(setting);
  describeDeparting(setting);
  describeSilence(setting);
  describeReceipts(setting);
  describePresence(setting, host);
}
