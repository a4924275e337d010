import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Answer } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { queryClient, valueOf } from "../query-client.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { FactRow } from "../ui/fact-row.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { leaveFor, PROVIDERS } from "../welcome/providers-by-http.ts";
import { useComingBack } from "../welcome/use-coming-back.ts";
import { lastUsedText } from "./last-used.text.ts";
import css from "./sections.module.css";
import { listIdentities, unlink, type Identity } from "./identities-by-http.ts";
import { lastUsed } from "./last-used.ts";
import own from "./linked-accounts-section.module.css";
import { withProof } from "./prove.ts";
import { linkedText } from "./ways.text.ts";

export const IDENTITIES = ["identities"] as const;
/** Says in the address that one has just come back from linking. */
const LINKED = "#linked";

/** The other sites that one signs in with. Not there where there are none. */
export function LinkedAccountsSection() {
  const t = useText(linkedText);
  const { data: providers = [] } = useQuery(PROVIDERS);
  const { data, dataUpdatedAt, error } = useQuery({
    queryKey: IDENTITIES,
    queryFn: async () => valueOf(await listIdentities()),
  });
  const [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useComingBack(() => setBusy(null));
  const isThere = data !== undefined;

  useEffect(() => {
    if (!isThere || window.location.hash !== LINKED) return;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    announce(linkedText.get().linked);
    list.current?.scrollIntoView({ block: "center" });
    list.current?.focus({ preventScroll: true });
  }, [isThere]);

  if (!isThere || (providers.length === 0 && data.length === 0)) {
    return error === null ? null : <SectionTrouble says={error.message} />;
  }
  const unlinked = providers.filter(({ id }) => !data.some(({ provider }) => provider === id));

  const act = async (what: string, doIt: () => Promise<Answer<unknown>>): Promise<boolean> => {
    setBusy(what);
    setWrong(null);
    const answer = await withProof(doIt);
    if (!answer.ok) setWrong(answer.says);
    return answer.ok;
  };
  const link = async (provider: string) => {
    const errand = { why: "link", returnTo: `${window.location.pathname}${LINKED}` } as const;
    // When it works, another page is about to come.
    if (!(await act(provider, () => leaveFor(provider, errand)))) setBusy(null);
  };
  const cut = async ({ id }: Identity) => {
    const isCut = await act(id, () => unlink(id));
    await queryClient.invalidateQueries({ queryKey: IDENTITIES });
    setBusy(null);
    if (!isCut) return;
    announce(t.unlinked);
    // Its row has gone, and the focus must not go with it.
    list.current?.focus();
  };

  return (
    <Section title={t.title} about={t.about}>
      <ul ref={list} className={css["list"]} tabIndex={-1} aria-label={t.title}>
        {data.map((identity) => (
          <IdentityRow
            key={identity.id}
            identity={identity}
            now={dataUpdatedAt}
            isBusy={busy === identity.id}
            onUnlink={() => void cut(identity)}
          />
        ))}
      </ul>
      <SectionTrouble says={wrong} />
      <div className={own["links"]}>
        {unlinked.map(({ id, name }) => (
          <Button key={id} isBusy={busy === id} onClick={() => void link(id)}>
            <span>{withParts(t.link, { name: <bdi>{name}</bdi> })}</span>
          </Button>
        ))}
      </div>
    </Section>
  );
}

/** `now`: when the list was told, in ms since epoch. */
type RowProps = { identity: Identity; now: number; isBusy: boolean; onUnlink: () => void };

function IdentityRow({ identity, now, isBusy, onUnlink }: RowProps) {
  const used = useText(lastUsedText);
  const t = useText(linkedText);
  const { name, label, provider, lastUsedAt } = identity;
  const lately = lastUsedAt === null ? used.never : lastUsed(lastUsedAt, now);
  return (
    <FactRow
      title={<bdi>{name}</bdi>}
      facts={
        <>
          <bdi>{label}</bdi> · {provider === null ? t.notOffered : lately}
        </>
      }
    >
      <Button look="plain" isBusy={isBusy} onClick={onUnlink} aria-label={t.unlinkOne({ name })}>
        {t.unlink}
      </Button>
    </FactRow>
  );
}
