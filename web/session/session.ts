import type { StoreApi } from "zustand/vanilla";
import type { Session, SessionState } from "./session-state.ts";

/** This browser's session. */
export declare const session: Session;
export declare const sessionStore: StoreApi<SessionState>;
