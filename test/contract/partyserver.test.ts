import { describeRoomContract } from "./room-contract.ts";

describeRoomContract("partyserver");
