// generateCredentials: the only way to a password, whose value is in this one answer and never again.

import { Refusal, type Reply, withDetail } from "../http/reply";
import { type JsonObject, jsonBody, type Request } from "../http/request";
import { shortestDigits } from "../time/clock";
import type { Password, PasswordName, Registry, Token, World } from "../world/world";
import { badRequest, childNotFound, invalidContent, tokenNotActive } from "./errors";
import { actionReply, provisioningState } from "./operations";
import { isPasswordName, newPasswordValue, PASSWORD_NAMES, showPassword } from "./passwords";
import { registryId, requireRegistry } from "./resources";

/** POST …/generateCredentials: one named slot, or both when no name is given. */
export function generateCredentials(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const body = jsonBody(request, invalidContent);
  const token = readToken(body, registry, world);
  const names = readNames(body);
  const expiry = readExpiry(body, world);
  if (provisioningState(token, world) !== "Succeeded") {
    throw new Refusal(tokenNotActive(token.name));
  }

  const made = names.map((name) => makePassword(name, expiry, token, world));
  const kept = token.passwords.filter(({ name }) => !names.includes(name));
  token.passwords = [...kept, ...made].sort((a, b) => a.name.localeCompare(b.name));

  const passwords = token.passwords.map((password) =>
    showPassword(password, made.includes(password)),
  );
  const result = { status: 200, body: { username: token.name, passwords } };
  const { longRunningCredentials } = world.behaviours;
  const answer = actionReply(request, world, registry, result, longRunningCredentials);
  return withDetail(answer, { tokenName: token.name, passwordName: names.join(",") });
}

function readToken({ tokenId }: JsonObject, registry: Registry, world: World): Token {
  if (typeof tokenId !== "string") {
    throw new Refusal(badRequest("The property 'tokenId' is required."));
  }
  const prefix = `${registryId(world, registry)}/tokens/`.toLowerCase();
  const token = registry.tokens.get(tokenId.toLowerCase().slice(prefix.length));
  if (token === undefined || !tokenId.toLowerCase().startsWith(prefix)) {
    throw new Refusal(childNotFound(tokenId.split("/").at(-1) ?? tokenId));
  }
  return token;
}

function readNames({ name }: JsonObject): readonly PasswordName[] {
  if (name === undefined || name === null) {
    return PASSWORD_NAMES;
  }
  if (!isPasswordName(name)) {
    throw new Refusal(badRequest(`The password name must be 'password1' or 'password2'.`));
  }
  return [name];
}

function readExpiry({ expiry }: JsonObject, { clock }: World): string | undefined {
  if (expiry === undefined || expiry === null) {
    return undefined;
  }
  const time = typeof expiry === "string" ? new Date(expiry) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) {
    throw new Refusal(badRequest("The property 'expiry' must be a time in ISO 8601."));
  }
  if (time <= clock.now()) {
    throw new Refusal(badRequest("The property 'expiry' must be in the future."));
  }
  return shortestDigits(time);
}

function makePassword(
  name: PasswordName,
  expiry: string | undefined,
  token: Token,
  { clock, behaviours }: World,
): Password {
  const regenerated = token.passwords.some((password) => password.name === name);
  const delaySeconds = regenerated ? behaviours.regeneratedSlotDelaySeconds : 0;
  return {
    name,
    creationTime: clock.timestamp(),
    ...(expiry === undefined ? {} : { expiry }),
    value: newPasswordValue(),
    usableFromMs: clock.now().getTime() + delaySeconds * 1000,
  };
}
