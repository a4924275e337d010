import type { Person } from "../community/people-by-http.ts";
import { useText } from "../i18n/i18n.ts";
import { CloseIcon } from "../ui/icons.tsx";
import css from "./invite-people-dialog.module.css";
import { invitationsText } from "./invitations.text.ts";

type ChosenPeopleProps = { people: readonly Person[]; onTake: (person: Person) => void };

/** Who was chosen, whatever is sought by now; pressed, they are taken out again. */
export function ChosenPeople({ people, onTake }: ChosenPeopleProps) {
  const t = useText(invitationsText);
  if (people.length === 0) return null;
  return (
    <ul className={css["chosen"]}>
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            className={css["chip"]}
            aria-label={t.take({ person: person.name })}
            title={t.take({ person: person.name })}
            onClick={() => onTake(person)}
          >
            <bdi className={css["name"]}>{person.name}</bdi>
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}
