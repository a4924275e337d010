import { useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { arePasskeysHere } from "../passkeys/passkeys-here.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import css from "./sections.module.css";
import { PasskeyRow } from "./passkey-row.tsx";
import { RemovalDialog } from "./removal-dialog.tsx";
import { RenamePasskeyDialog } from "./rename-passkey-dialog.tsx";
import { passkeysText } from "./ways.text.ts";
import { addPasskey, removePasskey, useWays, type Passkey } from "./ways.ts";

type Asking = { what: "name" | "remove"; passkey: Passkey };

/** The passkeys of this account: to add one, to say which is which, to take one away. */
export function PasskeysSection() {
  const t = useText(passkeysText);
  const { data, dataUpdatedAt, error } = useWays();
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const list = useRef<HTMLUListElement>(null);

  const add = async () => {
    setBusy(true);
    setWrong(null);
    const answer = await addPasskey();
    setBusy(false);
    if (answer.ok) announce(t.added);
    else setWrong(answer.says);
  };

  const removed = () => {
    announce(t.removed);
    // Its row has gone, and the focus must not go with it.
    list.current?.focus();
  };

  return (
    <Section title={t.title} about={t.about}>
      <SectionTrouble says={error?.message ?? null} />
      {data === undefined && error === null && <SkeletonRows rows={1} label={t.loading} />}
      <ul ref={list} className={css["list"]} tabIndex={-1} aria-label={t.title}>
        {data?.passkeys.map((passkey) => (
          <PasskeyRow
            key={passkey.id}
            passkey={passkey}
            now={dataUpdatedAt}
            onRename={() => setAsking({ what: "name", passkey })}
            onRemove={() => setAsking({ what: "remove", passkey })}
          />
        ))}
      </ul>
      <SectionTrouble says={wrong} />
      {arePasskeysHere() ? (
        <div className={css["more"]}>
          <Button isBusy={isBusy} onClick={() => void add()}>
            {t.add}
          </Button>
        </div>
      ) : (
        <p className={css["note"]}>{t.notHere}</p>
      )}
      {asking?.what === "name" && (
        <RenamePasskeyDialog passkey={asking.passkey} onClose={() => setAsking(null)} />
      )}
      {asking?.what === "remove" && (
        <RemovalDialog
          title={t.removeTitle({ name: asking.passkey.name })}
          says={t.removeAbout}
          verb={t.removeNow}
          act={() => removePasskey(asking.passkey.id)}
          onDone={removed}
          onClose={() => setAsking(null)}
        />
      )}
    </Section>
  );
}
