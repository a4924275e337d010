import { Link } from "wouter";
import { useTheDoor } from "./community-door.ts";
import css from "./welcome-frame.module.css";

/** On the sign-in page, for whoever has no account: what the community's door says. Behind a closed one there is nothing to say. */
export function NoAccountYet() {
  const door = useTheDoor().data?.door;
  switch (door) {
    case "open":
      return (
        <p>
          No account yet?{" "}
          <Link href="/join" className={css["link"]}>
            Create an account
          </Link>
        </p>
      );
    case "invite":
      return <p className={css["quiet"]}>No account yet? Ask someone inside for an invite link.</p>;
    case "closed":
    case undefined:
      // The line is kept: the page stands in the middle of the screen, and must not move when the answer comes.
      return <p aria-hidden="true">{"\u00A0"}</p>;
  }
}
