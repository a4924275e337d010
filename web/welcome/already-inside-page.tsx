import { useLocation } from "wouter";
import { Button } from "../ui/button.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";

/** An invite link, opened by someone who needs none. Their invite is not looked at, so nothing of it is spent. */
export function AlreadyInsidePage({ community }: { community: string }) {
  const [, goTo] = useLocation();
  return (
    <WelcomeFrame
      title={`You are already in ${community}`}
      about="The invite stays as it is, for someone who is not."
    >
      <p>
        <Button look="primary" onClick={() => goTo("/", { replace: true })}>
          Go to your rooms
        </Button>
      </p>
    </WelcomeFrame>
  );
}
