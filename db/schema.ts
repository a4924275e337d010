/* oxlint-disable oxc/no-barrel-file -- the migration tool reads one file */
/** The whole schema in one place, because the migration tool reads one file. */
export * from "./schema/accounts.ts";
export * from "./schema/archive.ts";
export * from "./schema/bookmarks.ts";
export * from "./schema/community.ts";
export * from "./schema/credentials.ts";
export * from "./schema/erasures.ts";
export * from "./schema/invites.ts";
export * from "./schema/rooms.ts";
export * from "./schema/sessions.ts";
export * from "./schema/sign-in-attempts.ts";
