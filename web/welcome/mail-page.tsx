import { LinkPage } from "./link-page.tsx";
import { ResetPage } from "./reset-page.tsx";

/** Where links in mails lead, and where one asks for them: one file to load for all of it. */
export function MailPage({ path, isInside }: { path: string; isInside: boolean }) {
  return path === "/reset" ? <ResetPage /> : <LinkPage isInside={isInside} />;
}
