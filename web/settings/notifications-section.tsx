import { useRef, useState } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { isShownByPage, type Push, type PushAt } from "../push/push-state.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import css from "./notifications-section.module.css";
import { notificationsText } from "./notifications.text.ts";

/** Whether this browser is told of news; where it is not, why, and what can be done. */
export function NotificationsSection({ push }: { push: Push }) {
  const t = useText(notificationsText);
  const { at, wrong } = useStore(push.store);
  const [busy, setBusy] = useState<"turning" | "testing" | null>(null);
  const [isTested, setTested] = useState(false);
  const state = useRef<HTMLParagraphElement>(null);
  const says = saysOf(at);
  const isOn = at === "on" || isShownByPage(at);

  const turn = async (way: () => Promise<void>) => {
    setTested(false);
    setBusy("turning");
    const before = push.store.getState().at;
    await way();
    setBusy(null);
    const after = push.store.getState().at;
    if (after === before) return;
    announce(saysOf(after) ?? "");
    // The button that was pressed has gone.
    state.current?.focus();
  };
  const test = async () => {
    setBusy("testing");
    const isSent = await push.test();
    setBusy(null);
    setTested(isSent);
    if (isSent) announce(t.tested);
  };

  return (
    <Section title={t.title} about={t.about}>
      {says === null ? (
        <SkeletonRows rows={1} label={t.looking} />
      ) : (
        <p ref={state} className={css["state"]} tabIndex={-1}>
          {says}
        </p>
      )}
      {at === "off" && (
        <div className={css["acts"]}>
          <Button
            look="primary"
            isBusy={busy === "turning"}
            onClick={() => void turn(() => push.turnOn())}
          >
            {t.turnOn}
          </Button>
        </div>
      )}
      {isOn && (
        <div className={css["acts"]}>
          <Button isBusy={busy === "testing"} onClick={() => void test()}>
            {t.test}
          </Button>
          <Button
            look="plain"
            isBusy={busy === "turning"}
            onClick={() => void turn(() => push.turnOff())}
          >
            {t.turnOff}
          </Button>
        </div>
      )}
      {isOn && isTested && <p className={css["note"]}>{t.tested}</p>}
      <SectionTrouble says={wrong?.says ?? null} />
    </Section>
  );
}

/** Null while nobody knows. */
function saysOf(at: PushAt): string | null {
  const t = notificationsText.get();
  switch (at) {
    case "unknown":
      return null;
    case "unsupported":
      return t.unsupported;
    case "needs_home_screen":
      return t.needsHomeScreen;
    case "no_service":
      return t.noService;
    case "no_push":
      return t.noPush;
    case "denied":
      return t.denied;
    case "off":
      return t.off;
    case "on":
      return t.on;
  }
}
