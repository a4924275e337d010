import { lazy } from "react";
import type { SessionState } from "../session/session-state.ts";
import { AlreadyInsidePage } from "./already-inside-page.tsx";
import { CreateCommunityPage } from "./create-community-page.tsx";
import { JoinPage } from "./join-page.tsx";
import { LinkPage } from "./link-page.tsx";
import { ProviderPage } from "./provider-page.tsx";
import { ResetPage } from "./reset-page.tsx";
import { SignInPage } from "./sign-in-page.tsx";

const UnsubscribePage = lazy(async () => {
  const { UnsubscribePage: component } = await import("./unsubscribe-page.tsx");
  return { default: component };
});

type FrontDoorProps = { who: Exclude<SessionState, { at: "unknown" }>; path: string };

/** What people see who are not in, and where links of invites, mails and other sites lead: one file to load for all of it. */
export function FrontDoor({ who, path }: FrontDoorProps) {
  const isInside = who.at === "signed_in";
  switch (path) {
    case "/join":
      return isInside ? <AlreadyInsidePage who={who} /> : <JoinPage />;
    case "/reset":
      return <ResetPage />;
    case "/unsubscribe":
      return <UnsubscribePage isInside={isInside} />;
    case "/provider":
      return <ProviderPage isSignedIn={isInside} />;
    default:
      if (isInside || path === "/link") return <LinkPage isInside={isInside} />;
      return who.community === null ? (
        <CreateCommunityPage />
      ) : (
        <SignInPage community={who.community} />
      );
  }
}
