import { LinkPage } from "./link-page.tsx";
import { ProviderPage } from "./provider-page.tsx";
import { ResetPage } from "./reset-page.tsx";

/** Where links in mails and visits to other sites lead, and where one asks for them: one file to load for all of it. */
export function OutsidePage({ path, isInside }: { path: string; isInside: boolean }) {
  switch (path) {
    case "/reset":
      return <ResetPage />;
    case "/provider":
      return <ProviderPage isSignedIn={isInside} />;
    default:
      return <LinkPage isInside={isInside} />;
  }
}
