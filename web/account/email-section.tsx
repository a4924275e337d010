import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { valueOf } from "../query-client.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { FactRow } from "../ui/fact-row.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useTheDoor } from "../welcome/community-door.ts";
import { askToVerify, ownAddress, type OwnAddress } from "../welcome/mail-by-http.ts";
import { emailText } from "./email-section.text.ts";
import css from "./sections.module.css";
import { ChangeAddress } from "./change-address.tsx";

/** The address of one's account: what it is, whether it is known to be one's own, and another one. */
export function EmailSection() {
  const t = useText(emailText);
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
    announce(t.sent({ email }));
    setChanging(false);
    setSentTo(email);
    // The button that was pressed has gone.
    list.current?.focus();
  };
  const isWaiting = sentTo !== null && !(data?.email === sentTo && data.isVerified);

  return (
    <Section title={t.title} about={t.about}>
      <SectionTrouble says={error?.message ?? null} />
      {data === undefined && error === null && <SkeletonRows rows={1} label={t.loading} />}
      <ul ref={list} className={css["list"]} tabIndex={-1} aria-label={t.address}>
        {data !== undefined && (
          <FactRow
            title={data.email === null ? t.none : <bdi>{data.email}</bdi>}
            facts={factsOf(data, t)}
          >
            <div className={css["acts"]}>
              {isMailOn && data.email !== null && !data.isVerified && sentTo !== data.email && (
                <Button
                  look="plain"
                  isBusy={isBusy}
                  onClick={() => void verify(data.email ?? "")}
                  aria-label={t.confirmYours}
                >
                  {t.confirm}
                </Button>
              )}
              {isMailOn && !isChanging && (
                <Button look="plain" onClick={() => setChanging(true)} aria-label={t.changeYours}>
                  {t.change}
                </Button>
              )}
            </div>
          </FactRow>
        )}
      </ul>
      <SectionTrouble says={wrong} />
      {isMailOn && data?.email && !data.isVerified && sentTo === null && !isChanging && (
        <p className={css["hint"]}>{t.confirmHint}</p>
      )}
      {isWaiting && !isChanging && (
        <p className={css["hint"]}>{withParts(t.sentHint, { email: <bdi>{sentTo}</bdi> })}</p>
      )}
      {isChanging && <ChangeAddress onSent={sent} onCancel={() => setChanging(false)} />}
    </Section>
  );
}

type Words = ReturnType<typeof emailText.get>;

function factsOf({ email, isVerified }: OwnAddress, t: Words): string {
  if (email === null) return t.withoutOne;
  return isVerified ? t.confirmed : t.notConfirmed;
}
