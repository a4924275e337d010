import { useState } from "react";
import { Redirect } from "wouter";
import { AskForLink } from "./ask-for-link.tsx";
import { ConfirmAddress } from "./confirm-address.tsx";
import { OpenLink } from "./open-link.tsx";
import { useHash } from "./use-hash.ts";
import { wantedPlace } from "./wanted-place.ts";

/** /link: asks for a link to sign in with, and is where links in mails lead. What they hold is spent by a press, never by opening the page. */
export function LinkPage({ isInside }: { isInside: boolean }) {
  const hash = useHash();
  const [, kind, token] = /^(sign-in|address)\.(.+)$/.exec(hash) ?? [];
  // While a code is being typed here, being inside is its doing, and there may be something to tell first.
  const [isEntering, setEntering] = useState(false);
  if (token === undefined)
    return isInside && !isEntering ? <ToWanted /> : <AskForLink onEntering={setEntering} />;
  const Page = kind === "sign-in" ? OpenLink : ConfirmAddress;
  return <Page key={hash} token={token} isInside={isInside} />;
}

/** The tab that waited for the link, when it was opened beside it. */
function ToWanted() {
  const [place] = useState(() => wantedPlace(Date.now()));
  return <Redirect to={place} replace />;
}
