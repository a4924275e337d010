import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { tellDay } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { queryClient, valueOf } from "../query-client.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { FactRow } from "../ui/fact-row.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { devicesText } from "./devices-section.text.ts";
import { lastUsedText } from "./last-used.text.ts";
import css from "./sections.module.css";
import { listDevices, signOutThere, type Device } from "./devices-by-http.ts";
import { lastUsed } from "./last-used.ts";

const DEVICES = ["devices"] as const;

/** Where one is signed in, and the way out there: for a lost phone, or a computer of somebody else's. */
export function DevicesSection() {
  const t = useText(devicesText);
  const { data, dataUpdatedAt, error } = useQuery({
    queryKey: DEVICES,
    queryFn: async () => valueOf(await listDevices()),
  });
  const [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const others = data?.filter(({ isThis }) => !isThis) ?? [];

  const signOut = async (which: string) => {
    setBusy(which);
    const answer = await signOutThere(which);
    // One that has gone meanwhile is what was wanted.
    setWrong(answer.ok || answer.code === "not_found" ? null : answer.says);
    await queryClient.invalidateQueries({ queryKey: DEVICES });
    setBusy(null);
    if (!answer.ok) return;
    announce(t.signedOut);
    // Its row has gone, and the focus must not go with it.
    list.current?.focus();
  };

  return (
    <Section title={t.title} about={t.about}>
      <SectionTrouble says={error?.message ?? null} />
      {data === undefined && error === null && <SkeletonRows rows={2} label={t.loading} />}
      <ul ref={list} className={css["list"]} tabIndex={-1} aria-label={t.title}>
        {data?.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            now={dataUpdatedAt}
            isBusy={busy === device.id}
            onSignOut={() => void signOut(device.id)}
          />
        ))}
      </ul>
      <SectionTrouble says={wrong} />
      {others.length > 1 && (
        <Button isBusy={busy === "others"} onClick={() => void signOut("others")}>
          {t.signOutElsewhere}
        </Button>
      )}
    </Section>
  );
}

/** `now`: when the list was told, in ms since epoch. */
type RowProps = { device: Device; now: number; isBusy: boolean; onSignOut: () => void };

function DeviceRow({ device, now, isBusy, onSignOut }: RowProps) {
  const used = useText(lastUsedText);
  const t = useText(devicesText);
  const label = tellDevice(device.device);
  const facts = [
    device.isThis ? t.this : lastUsed(device.lastUsedAt, now),
    ...(device.place === null ? [] : [device.place]),
    used.since({ day: tellDay(device.createdAt) }),
  ];
  return (
    <FactRow title={<bdi>{label}</bdi>} facts={facts.join(" · ")}>
      {!device.isThis && (
        <Button
          look="plain"
          isBusy={isBusy}
          onClick={onSignOut}
          aria-label={t.signOutOf({ device: label })}
        >
          {t.signOut}
        </Button>
      )}
    </FactRow>
  );
}

/** The server names devices in English, in three ways: "Firefox on Linux", one half of that, or that it cannot tell. */
function tellDevice(label: string): string {
  const t = devicesText.get();
  const [browser = label, system] = label.split(" on ");
  if (system !== undefined) return t.on({ browser, system });
  return label.startsWith("Unknown") ? t.unknown : label;
}
