import { useRef, useState } from "react";
import { RECOVERY_CODES } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import css from "./sections.module.css";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { RemovalDialog } from "./removal-dialog.tsx";
import { recoveryText } from "./ways.text.ts";
import { makeRecoveryCodes, useWays } from "./ways.ts";

/** Codes for the drawer: they open the account when everything else is lost. */
export function RecoverySection() {
  const t = useText(recoveryText);
  const { data } = useWays();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const left = data?.recoveryCodes ?? 0;

  const make = async () => {
    setBusy(true);
    setWrong(null);
    const answer = await makeRecoveryCodes();
    setBusy(false);
    if (answer.ok) setCodes(answer.value);
    else setWrong(answer.says);
  };

  const kept = () => {
    setCodes(null);
    announce(t.hidden);
    place.current?.focus();
  };

  return (
    <Section title={t.title} about={t.about}>
      <div ref={place} tabIndex={-1} className={css["list"]}>
        {codes === null ? (
          <>
            {data !== undefined && (
              <p className={css["note"]}>
                {left === 0 ? t.none : t.left(left, { all: RECOVERY_CODES })}
              </p>
            )}
            <SectionTrouble says={wrong} />
            <Button
              isBusy={isBusy}
              onClick={() => {
                if (left > 0) setAsking(true);
                else void make();
              }}
            >
              {left > 0 ? t.makeNew : t.make}
            </Button>
          </>
        ) : (
          <RecoveryCodes codes={codes} onKept={kept} />
        )}
      </div>
      {isAsking && (
        <RemovalDialog
          title={t.makeNewTitle}
          says={t.makeNewAbout}
          verb={t.makeNew}
          act={makeRecoveryCodes}
          onDone={setCodes}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
