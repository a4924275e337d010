import { describeMetrics } from "./metrics.ts";

describeMetrics("partyserver");
