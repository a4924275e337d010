import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "turso",
  schema: "./db/schema.ts",
  out: "./db/migrations",
  // Full-text tables are made by hand-written migrations; drizzle-kit must not think they are stray.
  tablesFilter: ["!messages_fts*"],
  dbCredentials: { url: process.env["LIBSQL_URL"] ?? "http://127.0.0.1:8080" },
});
