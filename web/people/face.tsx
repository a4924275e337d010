import { SaidAvailability } from "../presence/said-availability.tsx";
import { useAvailability } from "../presence/use-availability.ts";
import { useToday } from "../timeline/use-today.ts";
import { Avatar } from "../ui/avatar.tsx";
import css from "./face.module.css";
import { useCurrent } from "./passed.ts";
import type { Status } from "./people-by-http.ts";
import { tellEnd } from "./status-times.ts";

type FaceProps = {
  id: string;
  name: string;
  pronouns?: string;
  status?: Status | null;
  nameId?: string;
  /** Nobody stands for somebody who is not one of us. */
  isSomebody?: boolean;
};

/** How someone stands before others: picture, name, pronouns, and what they are doing. */
export function Face({
  id,
  name,
  pronouns = "",
  status = null,
  nameId,
  isSomebody = true,
}: FaceProps) {
  const is = useAvailability(isSomebody ? id : null);
  const now = useCurrent(status);
  const today = useToday();
  return (
    <div className={css["face"]}>
      <Avatar id={id} name={name} size="large" is={is} />
      <div className={css["words"]}>
        <p className={css["name"]} id={nameId}>
          <bdi>{name}</bdi>
        </p>
        {is !== undefined && (
          <p className={css["is"]}>
            <SaidAvailability is={is} />
          </p>
        )}
        {pronouns !== "" && (
          <p className={css["pronouns"]}>
            <bdi>{pronouns}</bdi>
          </p>
        )}
        {now !== null && (
          <p className={css["status"]}>
            {now.emoji !== "" && <span className={css["emoji"]}>{now.emoji}</span>}
            <span>
              {now.text !== "" && <bdi>{now.text}</bdi>}
              {now.until !== null && (
                <>
                  {" "}
                  <span className={css["until"]}>{tellEnd(now.until, today)}</span>
                </>
              )}
            </span>
          </p>
        )}
      </div>
    </div>
  );
}
