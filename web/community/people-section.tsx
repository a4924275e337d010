import { useEffect, useRef, useState } from "react";
import { may } from "#protocol/roles.ts";
import { useText } from "../i18n/i18n.ts";
import { session } from "../session/session.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { uiText } from "../ui/ui.text.ts";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { Decision } from "./decisions.ts";
import type { Kind } from "./people-by-http.ts";
import { PeopleSearch } from "./people-search.tsx";
import css from "./people-section.module.css";
import { peopleText } from "./people-section.text.ts";
import { PersonRow } from "./person-row.tsx";
import { refreshPeople, usePeople } from "./use-people.ts";

/** Everyone in the community: find them, and decide about them where one may. */
export function PeopleSection({ me }: { me: SignedInPerson }) {
  const u = useText(uiText);
  const t = useText(peopleText);
  const [sought, setSought] = useState("");
  const [kind, setKind] = useState<Kind>("all");
  const [asked, setAsked] = useState<Decision | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { data, dataUpdatedAt, error, refetch, isFetching, hasNextPage, fetchNextPage } = usePeople(
    sought,
    kind,
  );
  const people = data?.pages.flatMap((page) => page.people) ?? [];
  const count = data?.pages.at(-1)?.count;

  // With what was decided its row may have gone, and the focus must not go with it.
  const hasDecided = useRef(false);
  useEffect(() => {
    if (hasDecided.current && document.activeElement === document.body) list.current?.focus();
    hasDecided.current = false;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- New rows are the reason, whatever they are.
  }, [data]);

  const decided = async () => {
    const isMe = asked?.person.id === me.id;
    hasDecided.current = true;
    setAsked(null);
    await refreshPeople();
    if (isMe) await becomeWhatIAm();
  };

  return (
    <>
      <PeopleSearch
        sought={sought}
        onSeek={setSought}
        kind={kind}
        onKind={setKind}
        areBannedTold={may(me.role, "people.run")}
      />
      {data === undefined && error === null && <SkeletonRows rows={6} label={t.loading} />}
      {data === undefined && error !== null && (
        <EmptyState
          title={t.notLoaded}
          action={
            <Button isBusy={isFetching} onClick={() => void refetch()}>
              {u.tryAgain}
            </Button>
          }
        >
          {error.message}
        </EmptyState>
      )}
      {count === 0 && <NobodyFound sought={sought} kind={kind} onAll={() => showAll()} />}
      {count !== undefined && count > 0 && (
        <p className={css["count"]} role="status">
          {t.count(count)}
        </p>
      )}
      <ul ref={list} className={css["people"]} aria-label={t.people} tabIndex={-1}>
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            me={me}
            now={dataUpdatedAt}
            onDecide={setAsked}
          />
        ))}
      </ul>
      {hasNextPage && (
        <p className={css["more"]}>
          <Button isBusy={isFetching} onClick={() => void fetchNextPage()}>
            {t.more}
          </Button>
        </p>
      )}
      {asked !== null && (
        <DecisionDialog
          decision={asked}
          isMe={asked.person.id === me.id}
          onDone={() => void decided()}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );

  function showAll() {
    setSought("");
    setKind("all");
  }
}

type NobodyFoundProps = { sought: string; kind: Kind; onAll: () => void };

function NobodyFound({ sought, kind, onAll }: NobodyFoundProps) {
  const t = useText(peopleText);
  const name = sought.trim();
  const called = kind === "banned" ? t.nobodyOutCalled : t.nobodyCalled;
  return (
    <EmptyState
      title={name === "" ? t.nobody(kind) : called({ name })}
      action={<Button onClick={onAll}>{t.showEveryone}</Button>}
    />
  );
}

/** A page that offers what its person may do no more is refused at every press: it learns now what the next token would say. */
async function becomeWhatIAm(): Promise<void> {
  const token = await session.accessToken();
  if (token.ok) await session.refresh(token.value.accessToken);
}
