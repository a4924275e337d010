import { Hono } from "hono";
import { bookmarkRoutes } from "./bookmarks.ts";
import { communityRoutes } from "./community.ts";
import { counted } from "./counted.ts";
import { departureRoutes } from "./departure.ts";
import { deviceRoutes } from "./devices.ts";
import { endsFormer } from "./former-session.ts";
import { secured } from "./headers.ts";
import { eventRoutes } from "./events.ts";
import { emailRoutes } from "./email.ts";
import { figureRoutes } from "./figures.ts";
import { healthRoutes } from "./health.ts";
import { importRoutes } from "./import.ts";
import { inboxRoutes } from "./inbox.ts";
import { invitedInsiderRoutes } from "./invited-insider.ts";
import { invitationRoutes } from "./invitations.ts";
import { inviteRoutes } from "./invites.ts";
import { joinCodeRoutes } from "./join-code.ts";
import { jwksRoutes } from "./jwks.ts";
import { mailProofRoutes } from "./mail-proof.ts";
import { messageRoutes } from "./messages.ts";
import { metricsRoutes } from "./metrics.ts";
import { nameRoutes } from "./name.ts";
import { noteRoutes } from "./notes.ts";
import { numbered } from "./numbered.ts";
import { oidcRoutes } from "./oidc/routes.ts";
import { operatorInviteRoutes } from "./operator-invite.ts";
import { ownPagesOnly } from "./origin.ts";
import { passkeySignInRoutes } from "./passkey-sign-in.ts";
import { passkeySignUpRoutes } from "./passkey-sign-up.ts";
import { passkeyRoutes } from "./passkeys.ts";
import { ownDataRoutes } from "./own-data.ts";
import { passwordRoutes } from "./password.ts";
import { peopleRoutes } from "./people.ts";
import { peopleListRoutes } from "./people-list.ts";
import { answerFailure, problem } from "./problem.ts";
import { profileRoutes } from "./profile.ts";
import { proofRoutes } from "./proof.ts";
import { pushKeyRoutes } from "./push-key.ts";
import { recoveryRoutes } from "./recovery.ts";
import { resetRoutes } from "./reset.ts";
import { roomRoutes } from "./rooms.ts";
import { recorded } from "./security-log.ts";
import { sessionRoutes } from "./session.ts";
import { signInMailRoutes } from "./sign-in-mail.ts";
import { standingRoutes } from "./standing.ts";
import { ticketRoutes } from "./tickets.ts";
import { unsubscribeRoutes } from "./unsubscribe.ts";
import { upkeepRoutes } from "./upkeep.ts";
import { wayRoutes } from "./ways.ts";
import type { ApiEnv } from "./world.ts";

/** The API, as docs/protocol.md §1 tells it. A host calls `app.fetch(request, { world })`. */
export const app = new Hono<ApiEnv>()
  .use(numbered, counted, secured, recorded, ownPagesOnly, endsFormer)
  .route("/", communityRoutes)
  .route("/", sessionRoutes)
  .route("/", deviceRoutes)
  .route("/", passwordRoutes)
  .route("/", nameRoutes)
  .route("/", departureRoutes)
  .route("/", proofRoutes)
  .route("/", oidcRoutes)
  .route("/", peopleRoutes)
  .route("/", signInMailRoutes)
  .route("/", resetRoutes)
  .route("/", emailRoutes)
  .route("/", mailProofRoutes)
  .route("/", unsubscribeRoutes)
  .route("/", joinCodeRoutes)
  .route("/", profileRoutes)
  .route("/", ownDataRoutes)
  .route("/", peopleListRoutes)
  .route("/", standingRoutes)
  .route("/", invitedInsiderRoutes)
  .route("/", inviteRoutes)
  .route("/", roomRoutes)
  .route("/", invitationRoutes)
  .route("/", messageRoutes)
  .route("/", bookmarkRoutes)
  .route("/", noteRoutes)
  .route("/", eventRoutes)
  .route("/", ticketRoutes)
  .route("/", inboxRoutes)
  .route("/", importRoutes)
  .route("/", upkeepRoutes)
  .route("/", operatorInviteRoutes)
  .route("/", figureRoutes)
  .route("/", healthRoutes)
  .route("/", metricsRoutes)
  .route("/", jwksRoutes)
  .route("/", pushKeyRoutes)
  .route("/", wayRoutes)
  .route("/", passkeyRoutes)
  .route("/", passkeySignInRoutes)
  .route("/", passkeySignUpRoutes)
  .route("/", recoveryRoutes);

app.notFound(() => problem("not_found"));
app.onError(answerFailure);

/** For `hono/client`: paths, bodies and answers. */
export type App = typeof app;
