import {
  BELONGS,
  forOperator,
  fromOurPage,
  HOLDS_TOKEN,
  ID,
  knock,
  KNOCKERS,
  NONE,
  open,
  RUNS_IT,
  SIGNED_IN,
  WRONG,
  type Row,
} from "./access-row.ts";

/**
 * Every endpoint there is, and who may use it. A new one without a row here fails party/api/access-matrix.test.ts, and so does one that
 * lets in anybody else.
 */
export const ACCESS: Record<string, Row> = {
  "GET /.well-known/jwks.json": open("/.well-known/jwks.json"),
  "GET /api/community/figures": { own: ["owner"], ask: () => knock("/api/community/figures") },
  "GET /metrics": { own: NONE, ask: () => knock("/metrics") },
  "GET /health": open("/health"),
  "GET /api/push-key": open("/api/push-key"),
  "GET /api/community": open("/api/community"),
  "POST /api/community": open("/api/community", {}),
  "POST /api/people": open("/api/people", {}),
  "POST /api/invites/look": {
    own: KNOCKERS,
    ask: ({ invite }) => knock("/api/invites/look", { token: invite.token }),
  },

  "POST /api/session": open("/api/session", {}),
  "POST /api/session/refresh": {
    own: SIGNED_IN,
    ask: () => ({ path: "/api/session/refresh", body: {}, withCookie: true }),
  },
  // Ends what there is; where there is nothing, nothing happens.
  "DELETE /api/session": { own: KNOCKERS, ask: () => ({ path: "/api/session", withCookie: true }) },
  "GET /api/devices": { own: SIGNED_IN, ask: () => knock("/api/devices") },
  "DELETE /api/devices/:which": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ session }) => knock(`/api/devices/${session}`),
  },
  "PUT /api/password": { own: SIGNED_IN, ask: () => knock("/api/password", {}) },
  "POST /api/proof/password": { own: SIGNED_IN, ask: () => knock("/api/proof/password", {}) },

  "DELETE /api/password": { own: SIGNED_IN, ask: () => knock("/api/password") },
  "GET /api/ways": { own: SIGNED_IN, ask: () => knock("/api/ways") },
  "POST /api/passkeys/challenge": {
    own: SIGNED_IN,
    ask: () => knock("/api/passkeys/challenge", { extra: 1 }),
  },
  "POST /api/passkeys": { own: SIGNED_IN, ask: () => knock("/api/passkeys", {}) },
  "PUT /api/passkeys/:id": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ passkey }) => knock(`/api/passkeys/${passkey}`, { name: "Mine" }),
  },
  "DELETE /api/passkeys/:id": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ passkey }) => knock(`/api/passkeys/${passkey}`),
  },
  "POST /api/proof/passkey/challenge": {
    own: SIGNED_IN,
    ask: () => knock("/api/proof/passkey/challenge", { extra: 1 }),
  },
  "POST /api/proof/passkey": { own: SIGNED_IN, ask: () => knock("/api/proof/passkey", {}) },
  "POST /api/recovery-codes": { own: SIGNED_IN, ask: () => knock("/api/recovery-codes", {}) },
  "POST /api/session/passkey/challenge": open("/api/session/passkey/challenge", { extra: 1 }),
  "POST /api/session/passkey": open("/api/session/passkey", {}),
  "POST /api/session/recovery": open("/api/session/recovery", {}),
  "POST /api/people/passkey/challenge": open("/api/people/passkey/challenge", {}),
  "POST /api/people/passkey": open("/api/people/passkey", {}),
  "POST /api/community/passkey/challenge": open("/api/community/passkey/challenge", {}),
  "POST /api/community/passkey": open("/api/community/passkey", {}),

  "GET /api/proof": { own: SIGNED_IN, ask: () => knock("/api/proof") },
  "POST /api/proof/mail": { own: SIGNED_IN, ask: () => knock("/api/proof/mail", WRONG) },
  "POST /api/proof/code": { own: SIGNED_IN, ask: () => knock("/api/proof/code", {}) },

  "POST /api/mail/join-code": fromOurPage("/api/mail/join-code"),
  "POST /api/mail/reset": fromOurPage("/api/mail/reset"),
  "POST /api/mail/reset/password": fromOurPage("/api/mail/reset/password"),
  "GET /api/mail/unsubscribe": open("/api/mail/unsubscribe?token=x"),
  "POST /api/mail/unsubscribe": open("/api/mail/unsubscribe?token=x", {}),
  "POST /api/mail/sign-in": fromOurPage("/api/mail/sign-in"),
  "POST /api/mail/sign-in/code": fromOurPage("/api/mail/sign-in/code"),
  "POST /api/mail/sign-in/link": fromOurPage("/api/mail/sign-in/link"),
  "POST /api/mail/sign-in/shown-code": fromOurPage("/api/mail/sign-in/shown-code"),
  "POST /api/email/confirmation": {
    own: SIGNED_IN,
    ask: () => knock("/api/email/confirmation", {}),
  },
  "GET /api/email": { own: SIGNED_IN, ask: () => knock("/api/email") },
  "PUT /api/email": { own: SIGNED_IN, ask: () => knock("/api/email", {}) },
  "POST /api/email/verification": {
    own: SIGNED_IN,
    ask: () => knock("/api/email/verification", {}),
  },

  "GET /api/oidc": open("/api/oidc"),
  // Whoever is not known over there hears the same as whoever names a site that is none.
  "POST /api/oidc/:provider/begin": open("/api/oidc/hall/begin", {}),
  "GET /api/oidc/:provider/return": open("/api/oidc/hall/return"),
  // For the browser alone that has come back from there.
  "POST /api/oidc/arrival": { own: NONE, ask: () => knock("/api/oidc/arrival", {}) },
  "POST /api/oidc/arrival/look": { own: NONE, ask: () => knock("/api/oidc/arrival/look", {}) },
  "GET /api/identities": { own: SIGNED_IN, ask: () => knock("/api/identities") },
  "DELETE /api/identities/:id": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ identity }) => knock(`/api/identities/${identity}`),
  },

  "GET /api/profile": { own: SIGNED_IN, ask: () => knock("/api/profile") },
  "PUT /api/profile": { own: SIGNED_IN, ask: () => knock("/api/profile", {}) },
  "PUT /api/name": { own: SIGNED_IN, ask: () => knock("/api/name", {}) },
  "GET /api/account/export": { own: SIGNED_IN, ask: () => knock("/api/account/export") },
  "DELETE /api/account": { own: SIGNED_IN, ask: () => knock("/api/account") },

  "PUT /api/community": { own: RUNS_IT, ask: () => knock("/api/community", { door: "invite" }) },
  "GET /api/people": { own: BELONGS, ask: () => knock("/api/people") },
  // Whoever is a guest knows those whom they share a room with.
  "GET /api/people/:id": {
    own: SIGNED_IN,
    theirs: BELONGS,
    ask: ({ person }) => knock(`/api/people/${person.id}`),
  },
  // Oneself one may make less, and nobody puts themselves out.
  "PUT /api/people/:person/role": {
    own: RUNS_IT,
    theirs: RUNS_IT,
    ask: ({ person }) => knock(`/api/people/${person.id}/role`, { role: "guest" }),
  },
  "PUT /api/people/:person/ban": {
    own: NONE,
    theirs: RUNS_IT,
    ask: ({ person }) => knock(`/api/people/${person.id}/ban`, {}),
  },
  "DELETE /api/people/:person/ban": {
    own: NONE,
    theirs: RUNS_IT,
    ask: ({ person }) => knock(`/api/people/${person.id}/ban`),
  },

  "POST /api/invites/follow": { own: SIGNED_IN, ask: () => knock("/api/invites/follow", {}) },
  "GET /api/invites": { own: RUNS_IT, ask: () => knock("/api/invites") },
  "POST /api/invites": { own: RUNS_IT, ask: () => knock("/api/invites", {}) },
  "DELETE /api/invites/:id": {
    own: RUNS_IT,
    ask: ({ invite }) => knock(`/api/invites/${invite.id}`),
  },

  "GET /api/rooms": { own: SIGNED_IN, ask: () => knock("/api/rooms") },
  "POST /api/rooms": { own: BELONGS, ask: () => knock("/api/rooms", {}) },
  "POST /api/rooms/:room/commands": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) =>
      knock(`/api/rooms/${room}/commands`, { type: "message.post", id: ID, body: "hello" }),
  },
  "GET /api/rooms/:room/invitations": {
    own: BELONGS,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/invitations`),
  },
  "POST /api/rooms/:room/invitations": {
    own: BELONGS,
    theirs: NONE,
    ask: ({ room, person }) =>
      knock(`/api/rooms/${room}/invitations`, { id: ID, people: [person.id] }),
  },
  "GET /api/rooms/:room/statuses": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/statuses`),
  },
  "GET /api/rooms/:room/messages": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/messages`),
  },
  "GET /api/rooms/:room/threads/:root": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/threads/2`),
  },
  "GET /api/rooms/:room/note": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/note`),
  },
  "POST /api/rooms/:room/note/changes": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/note/changes`, "\0\0"),
  },
  "POST /api/rooms/:room/note/missed": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/note/missed?wait=0`, "\0"),
  },
  "GET /api/rooms/:room/note/versions": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/note/versions`),
  },
  "GET /api/rooms/:room/note/versions/:version": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/note/versions/1`),
  },
  "POST /api/rooms/:room/note/versions": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/note/versions`, {}),
  },
  "GET /api/rooms/:room/events": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/events?wait=0`),
  },
  "POST /api/rooms/:room/typing": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/typing`, { on: true }),
  },
  "POST /api/rooms/:room/read": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/rooms/${room}/read`, { seq: 1 }),
  },
  "GET /api/bookmarks": { own: SIGNED_IN, ask: () => knock("/api/bookmarks") },
  "PUT /api/bookmarks/:room/:seq": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock(`/api/bookmarks/${room}/1`, {}),
  },
  // What is not among one's own is not touched.
  "DELETE /api/bookmarks/:room/:seq": {
    own: SIGNED_IN,
    ask: ({ room }) => knock(`/api/bookmarks/${room}/1`),
  },
  // Always one's own. That a session was ended the inbox itself knows, as nothing here asks the database (party/inbox/inbox.test.ts).
  "GET /api/inbox/changes": { own: HOLDS_TOKEN, ask: () => knock("/api/inbox/changes") },
  "POST /api/inbox/commands": {
    own: HOLDS_TOKEN,
    ask: () => knock("/api/inbox/commands", WRONG),
  },
  "PUT /api/inbox/push": { own: HOLDS_TOKEN, ask: () => knock("/api/inbox/push", WRONG) },
  "DELETE /api/inbox/push": { own: HOLDS_TOKEN, ask: () => knock("/api/inbox/push", WRONG) },
  "POST /api/inbox/push/test": {
    own: HOLDS_TOKEN,
    ask: () => knock("/api/inbox/push/test", {}),
  },
  "POST /api/tickets": {
    own: SIGNED_IN,
    theirs: NONE,
    ask: ({ room }) => knock("/api/tickets", { party: "room", id: room }),
  },

  "POST /api/import/people": forOperator("/api/import/people"),
  "POST /api/import/rooms": forOperator("/api/import/rooms"),
  "POST /api/import/rooms/:room/entries": forOperator(`/api/import/rooms/${ID}/entries`),
  "POST /api/operator/rooms": forOperator("/api/operator/rooms"),
  "POST /api/operator/invites": forOperator("/api/operator/invites"),
  "POST /api/operator/rooms/:room/forget": forOperator(`/api/operator/rooms/${ID}/forget`),
  "POST /api/operator/rooms/:room/lives": forOperator(`/api/operator/rooms/${ID}/lives`),
  "POST /api/operator/rooms/:room/refill": forOperator(`/api/operator/rooms/${ID}/refill`),
  "POST /api/operator/rooms/:room/restore": forOperator(`/api/operator/rooms/${ID}/restore`),
  "POST /api/operator/rooms/:room/status": forOperator(`/api/operator/rooms/${ID}/status`),
};
