/** `npm run dev`: the product with hot reload of client, API and rooms, on the data of `npm start`. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cloudflare } from "@cloudflare/vite-plugin";
import { createServer } from "vite";
import { openCommunity } from "./community.ts";
import { greet } from "./greet.ts";
import { endedUnexpectedly, live } from "./life.ts";
import { keepOwnSignals } from "./own-signals.ts";
import { readServerSettings } from "./server-settings.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

// The plugin brings wrangler along, which would count its runs at its maker's.
process.env["WRANGLER_SEND_METRICS"] = "false";
// Without this it asks its maker where on earth we are, and complains at length when there is no answer.
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";

await live(async ({ endWith, fail }) => {
  const settings = readServerSettings(process.env);
  const opening = openCommunity(settings);
  endWith(async () => (await opening).close());
  const { libsql, bindings, inbox } = await opening;
  void libsql.lost.then(() => fail(endedUnexpectedly("The database server (sqld)")));
  const dropOthers = keepOwnSignals();
  const vite = await createServer({
    configFile: path.join(ROOT, "vite.config.ts"),
    server: { host: settings.host, port: settings.port, strictPort: true },
    plugins: [
      cloudflare({
        configPath: path.join(ROOT, "wrangler.jsonc"),
        config: { vars: bindings },
        persistState: { path: settings.data.rooms },
        inspectorPort: false,
        remoteBindings: false,
      }),
    ],
  });
  endWith(() => vite.close());
  await vite.listen();
  dropOthers();
  await greet(settings, inbox);
});
