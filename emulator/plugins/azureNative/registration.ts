// Registers a resource provider where the subscription lacks it, as azcore does without being asked, and sends the request again.
//
// sdk/azcore/arm/runtime/policy_register_rp.go of Azure/azure-sdk-for-go, azcore 1.22.0 (documented).
import { isMap } from "../wire";
import { serviceFailure } from "./requestFailed";
import type { Answer, Request } from "./requests";

/** How Resource Manager is asked. */
export interface RegistrationWay {
  send(request: Request): Promise<Answer>;
  wait(milliseconds: number): Promise<void>;
}

const ATTEMPTS = 3;
const API_VERSION = "2019-05-01";
const UNREGISTERED: ReadonlySet<string> = new Set([
  "missingsubscriptionregistration",
  "missingregistrationforresourceprovider",
  "subscription not registered",
  "subscriptionnotregistered",
]);

// azcore asks every 15 s for 5 minutes; an emulator registers at once.
const POLL_MS = 250;
const POLLS = 20;

/** Sends a request to Resource Manager, up to three times, with a registration before each time but the first. */
export async function sendRegistering(request: Request, way: RegistrationWay): Promise<Answer> {
  let provider = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await way.send(request);
    const id = isUnregistered(answer) ? providerIdIn(request.url) : undefined;
    if (id === undefined) {
      return answer;
    }
    provider = id;
    await register(provider, way);
  }
  throw new Error(`exceeded attempts to register ${provider.split("/").at(-1)}`);
}

async function register(providerId: string, way: RegistrationWay): Promise<void> {
  const query = `?api-version=${API_VERSION}`;
  await expectOk({ method: "POST", url: `${providerId}/register${query}` }, way);
  for (let poll = 0; poll < POLLS; poll += 1) {
    const { body } = await expectOk({ method: "GET", url: `${providerId}${query}` }, way);
    if (String(body.registrationState).toLowerCase() === "registered") {
      return;
    }
    await way.wait(POLL_MS);
  }
  throw new Error("context deadline exceeded");
}

async function expectOk(request: Request, { send }: RegistrationWay): Promise<Answer> {
  const answer = await send(request);
  if (answer.status !== 200) {
    throw serviceFailure(request, answer);
  }
  return answer;
}

function isUnregistered({ status, body }: Answer): boolean {
  const code = isMap(body.error) ? body.error.code : undefined;
  return status === 409 && UNREGISTERED.has(String(code).toLowerCase());
}

/** `https://management.azure.com/subscriptions/…/providers/Microsoft.KeyVault`; the last provider in an id is its type's. */
function providerIdIn(url: string): string | undefined {
  const [, host, subscription] = /^(https:\/\/[^/]+)(\/subscriptions\/[^/]+)\//i.exec(url) ?? [];
  const namespace = [...url.matchAll(/\/providers\/([^/?]+)/gi)].at(-1)?.[1];
  return host === undefined || namespace === undefined
    ? undefined
    : `${host}${subscription}/providers/${namespace}`;
}
