import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { valueOf } from "../query-client.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { FactRow } from "../ui/fact-row.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useTheDoor } from "../welcome/community-door.ts";
import { askToVerify, ownAddress } from "../welcome/mail-by-http.ts";
import css from "./sections.module.css";
import { ChangeAddress } from "./change-address.tsx";

/** The address of one's account: what it is, whether it is known to be one's own, and another one. */
export function EmailSection() {
  const { data, error } = useQuery({
    queryKey: ["email"],
    queryFn: async () => valueOf(await ownAddress()),
  });
  const isMailOn = useTheDoor().data?.mail ?? false;
  const [isChanging, setChanging] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);

  const verify = async (email: string) => {
    setBusy(true);
    const answer = await askToVerify();
    setBusy(false);
    setWrong(answer.ok ? null : answer.says);
    if (answer.ok) sent(email);
  };
  const sent = (email: string) => {
    announce(`A link is on its way to ${email}`);
    setChanging(false);
    setSentTo(email);
    // The button that was pressed has gone.
    list.current?.focus();
  };
  const isWaiting = sentTo !== null && !(data?.email === sentTo && data.isVerified);

  return (
    <Section
      title="Email"
      about="For signing in, and for what you have to know about your account. Nobody else sees it."
    >
      <SectionTrouble says={error?.message ?? null} />
      {data === undefined && error === null && <SkeletonRows rows={1} label="Loading" />}
      <ul ref={list} className={css["list"]} tabIndex={-1} aria-label="Your address">
        {data !== undefined && (
          <FactRow
            title={data.email === null ? "No address yet" : <bdi>{data.email}</bdi>}
            facts={factsOf(data)}
          >
            <div className={css["acts"]}>
              {isMailOn && data.email !== null && !data.isVerified && sentTo !== data.email && (
                <Button
                  look="plain"
                  isBusy={isBusy}
                  onClick={() => void verify(data.email ?? "")}
                  aria-label="Confirm your address"
                >
                  Confirm
                </Button>
              )}
              {isMailOn && !isChanging && (
                <Button
                  look="plain"
                  onClick={() => setChanging(true)}
                  aria-label="Change your address"
                >
                  Change
                </Button>
              )}
            </div>
          </FactRow>
        )}
      </ul>
      <SectionTrouble says={wrong} />
      {isMailOn && data?.email && !data.isVerified && sentTo === null && !isChanging && (
        <p className={css["hint"]}>
          A link to confirm it is mailed to you when you sign up: open it in this browser, or ask
          for another. Until then, signing in by mail removes every other way in, for the account
          might be somebody else’s.
        </p>
      )}
      {isWaiting && !isChanging && (
        <p className={css["hint"]}>
          A link is on its way to <bdi>{sentTo}</bdi>. Open it within an hour; until then nothing
          changes.
        </p>
      )}
      {isChanging && <ChangeAddress onSent={sent} onCancel={() => setChanging(false)} />}
    </Section>
  );
}

function factsOf({ email, isVerified }: { email: string | null; isVerified: boolean }): string {
  if (email === null) return "Without one nobody can help you back in.";
  return isVerified ? "Confirmed" : "Not confirmed yet";
}
