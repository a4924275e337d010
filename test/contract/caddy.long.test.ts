import { caddy } from "../proxies/caddy.ts";
import { proxyContract } from "./proxy-contract.ts";

proxyContract("Caddy", caddy);
