import {
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useState,
  type RefObject,
} from "react";
import { useStore } from "zustand";
import { directory } from "../directory/directory.ts";

import { NamesContext, type Names } from "../markup/names.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { dayName } from "../timeline/times.ts";
import { useToday } from "../timeline/use-today.ts";
import { rove } from "../ui/rove.ts";
import css from "./activity-list.module.css";
import { ActivityRow } from "./activity-row.tsx";
import { InvitationRow } from "./invitation-row.tsx";
import { byDay, type Listed } from "./listed.ts";
import { markSeen } from "./seen.ts";
import { useInSight } from "./use-in-sight.ts";
import { isReturning, leaveFrom, useReturn } from "./use-place.ts";
import { words, wordsFinder } from "./words-here.ts";

/** So many stand at once, as many as fill any window; the others follow while the page answers already. */
const AT_FIRST = 40;

type ActivityListProps = {
  lines: readonly Listed[];
  me: SignedInPerson;
  scroller: RefObject<HTMLElement | null>;
};

/** What concerned one, day by day. Arrow keys go through it, and what is opened is seen. */
export function ActivityList({ lines: all, me, scroller }: ActivityListProps) {
  const lines = useDeferredValue(all, isReturning() ? all : all.slice(0, AT_FIRST));
  const today = useToday();
  const id = useId();
  const [current, setCurrent] = useState<string | null>(null);
  const names = useNames(me);
  const finder = wordsFinder(me.id);
  const tabStop = lines.some(({ key }) => key === current) ? current : lines[0]?.key;
  const days = useMemo(() => byDay(lines), [lines]);
  useEffect(() => finder.beginAnew(), [finder]);
  useInSight(lines, scroller, ({ what, room, seq, people }) => {
    if (what === "invitation" || what === "note") finder.wantNames(people);
    else finder.want({ room, seq, people });
  });
  useReturn(lines, scroller, setCurrent);
  const open = useCallback(
    (line: Listed) => {
      leaveFrom(line, scroller.current);
      if (line.isNew) markSeen(line.ids);
    },
    [scroller],
  );

  return (
    <NamesContext value={names}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Keys go from link to link in it. */}
      <div
        className={css["list"]}
        onKeyDown={(event) => {
          const rows = event.currentTarget.querySelectorAll<HTMLElement>("[data-activity]");
          rove(event, [...rows], (row) => row === document.activeElement);
        }}
        onFocus={({ target }) => setCurrent(target.getAttribute("data-activity"))}
      >
        {days.map(({ at, items }) => (
          <section key={at} aria-labelledby={`${id}${at}`}>
            <h2 id={`${id}${at}`} className={css["day"]}>
              {dayName(at, today)}
            </h2>
            <ul>
              {items.map((line) => {
                const Row = line.what === "invitation" ? InvitationRow : ActivityRow;
                return (
                  <Row
                    key={line.key}
                    line={line}
                    isReachable={line.key === tabStop}
                    onOpen={open}
                  />
                );
              })}
            </ul>
          </section>
        ))}
      </div>
    </NamesContext>
  );
}

/** People are called as they are today, as far as that is known here. */
function useNames(me: SignedInPerson): Names {
  const people = useStore(words, (known) => known.names);
  const rooms = useStore(directory.store, ({ data }) => data);
  return useMemo(() => {
    const called = new Map<string, string>([...people, [me.id, me.name]]);
    const roomNames = new Map<string, string>(rooms?.map(({ id, name }) => [id, name]));
    return {
      me: me.id,
      person: (id) => called.get(id),
      room: (id) => roomNames.get(id),
    };
  }, [people, rooms, me]);
}
