import { nginx } from "../proxies/nginx.ts";
import { proxyContract } from "./proxy-contract.ts";

proxyContract("nginx", nginx);
