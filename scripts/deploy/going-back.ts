import type { Made } from "./record.ts";

const DATABASE =
  "The database stays as it is: its new tables are made so that the version before works on them.";

/** What to do when the new version is there and does not work, in plain words. `before`: the deployment before it, if this folder knows of one. */
export function howToGoBack(worker: string, before: Made | null, objects: string): string {
  if (before === null)
    return "This is the first version from this folder: there is nothing to go back to. Look at the log (npx wrangler tail), mend it, and deploy again.";
  if (before.objects !== objects)
    return `Going back by "wrangler rollback" is not possible: this version brought the Durable Object migration ${objects}, and the one before knows ${before.objects} only. Take the earlier code, keep "migrations" and the classes that they name in wrangler.jsonc and party/worker.ts, and deploy that. ${DATABASE}`;
  const id = before.worker ?? "";
  return `To go back to ${before.version}: npx wrangler rollback ${id} --name ${worker} --yes\n${DATABASE}`;
}
