import { Suspense, useEffect } from "react";
import { flushSync } from "react-dom";
import { navigate } from "wouter/use-browser-location";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { PersonCard } from "../people/person-card.tsx";
import { goingByKeys } from "../shell/arrival.ts";
import { ask, asked, closeAsked } from "../shell/asked.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import { withQueries } from "../with-queries.tsx";
import type { Page } from "./commands.ts";
import type { Found } from "./found.ts";
import { lookAround, roomAt } from "./here.ts";
import { Palette } from "./palette.tsx";
import { noteVisit } from "./recents.ts";
import { useKeys } from "./use-keys.ts";

const loadHelp = async () => {
  const { HelpSheet: component } = await import("../help/help-sheet.tsx");
  return { default: component };
};
const HelpSheet = lazyPart(loadHelp);
const SignOutDialog = lazyPart(async () => {
  const { SignOutDialog: component } = await import("../account/sign-out-dialog.tsx");
  return { default: component };
});
const loadLeave = async () => {
  const { LeaveDialog: component } = await import("../room/leave-dialog.tsx");
  return { default: component };
};
const LeaveDialog = lazyPart(loadLeave);

const AllReadDialog = lazyPart(async () => {
  const { AllReadDialog: component } = await import("../read/all-read-dialog.tsx");
  return { default: component };
});

const InvitePeopleDialog = lazyPart(async () => {
  const { InvitePeopleDialog: component } = await import("../invitations/invite-people-dialog.tsx");
  return withQueries(component);
});

const PAGE: Page = {
  goTo(path) {
    goingByKeys();
    navigate(path);
  },
  ask,
};

/** The palette, the keys of the whole page, and what they open. Loaded once the page stands: no room needs it to be shown. */
export function Finder() {
  const now = useStore(asked, (state) => state.now);
  const [path] = useLocation();
  useKeys(PAGE);
  useLoadedWhenIdle(loadHelp);
  useLoadedWhenIdle(loadLeave);

  useEffect(() => {
    const room = roomAt(path);
    if (room !== null) noteVisit(room);
  }, [path]);

  switch (now?.what) {
    case "palette":
      return <Palette onOpen={open} onClose={closeAsked} />;
    case "help":
      return (
        <Suspense fallback={null}>
          <HelpSheet onClose={closeAsked} />
        </Suspense>
      );
    case "signOut":
      return (
        <Suspense fallback={null}>
          <SignOutDialog onClose={closeAsked} />
        </Suspense>
      );
    case "leave":
      return (
        <Suspense fallback={null}>
          <LeaveDialog room={now.room} name={now.name} onClose={closeAsked} />
        </Suspense>
      );
    case "allRead":
      return (
        <Suspense fallback={null}>
          <AllReadDialog onClose={closeAsked} />
        </Suspense>
      );
    case "inviteInto":
      return (
        <Suspense fallback={null}>
          <InvitePeopleDialog key={now.room} room={now.room} onClose={closeAsked} />
        </Suspense>
      );
    case "person":
      return <AskedCard key={now.id} id={now.id} name={now.name} />;
    case "invite":
    case "newRoom":
    case undefined:
      return null;
  }
}

function AskedCard({ id, name }: { id: string; name: string }) {
  const anchor = document.querySelector<HTMLElement>("#page h1") ?? document.body;
  return <PersonCard asked={{ id, name, anchor, at: 0 }} onClose={closeAsked} />;
}

function open(found: Found, isBeside: boolean): void {
  // First, or what is gone to could not take the focus.
  flushSync(closeAsked);
  if (found.kind === "command") {
    const here = lookAround();
    if (here !== null && found.command.when(here)) found.command.run(here, PAGE);
  } else if (isBeside) window.open(found.href, "_blank", "noopener");
  else if (found.kind === "person") ask({ what: "person", id: found.id, name: found.title });
  else PAGE.goTo(found.href);
}
