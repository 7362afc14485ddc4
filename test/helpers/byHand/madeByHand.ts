// Tokens that somebody made by hand, and everybody who pulls with their passwords.

import { isAllowed } from "../../../azure/registry/answers";
import { passwordIdentity } from "../../../azure/registry/identities";
import { getManifest } from "../../../azure/registry/manifests";
import { RegistrySession } from "../../../azure/registry/session";
import type { Deployment } from "../deployment";
import { registryByHand } from "./registryByHand";

/** Who pulls, and what. */
export interface User {
  username: string;
  password: string;
  repository: string;
}

/** The users of tokens that a deployment knows nothing of. */
export class MadeByHand {
  readonly azure: ReturnType<typeof registryByHand>;
  readonly #deployment: Deployment;
  #users: User[] = [];
  /** Who was refused, and after what: `contoso-token after PATCH tokens/contoso-token`. */
  refusals: string[] = [];
  /** How often everybody has tried. */
  tries = 0;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
    this.azure = registryByHand(deployment.cloud, deployment.emulator);
  }

  /** From now on everybody tries to pull after each write of anybody. */
  watch(): void {
    this.#deployment.emulator.intercept(async ({ phase, entry }) => {
      const { host, method, path } = entry;
      if (phase === "before" || host !== "arm" || method === "GET") return;
      await this.everybodyPulls(`${method} ${path.split("/").slice(-2).join("/")}`);
    });
  }

  /** Makes a password, and with `scopeMap` the token before, which may pull app/web and app/api; somebody uses it. */
  async make(
    username: string,
    by: { scopeMap?: string; slot: "password1" | "password2" },
  ): Promise<void> {
    const actions = ["app/web", "app/api"].map((name) => `repositories/${name}/content/read`);
    if (by.scopeMap !== undefined) {
      await this.azure.createScopeMap(by.scopeMap, actions, "made by hand");
      await this.azure.createToken(username, by.scopeMap);
    }
    const { passwords = [] } = await this.azure.generate(this.azure.tokenId(username), by.slot);
    const password = passwords.find(({ name }) => name === by.slot)?.value ?? "";
    this.#users.push({ username, password, repository: "app/api" });
  }

  /** From now on nobody uses this token, or with `slot` only the password in that slot. */
  async stopUsing(username: string, slot?: "password1"): Promise<void> {
    const isOne = (user: User) => user.username === username;
    const kept = slot === undefined ? [] : this.#users.filter(isOne).slice(0, 1);
    this.#users = [...this.#users.filter((user) => !isOne(user)), ...kept];
    if (slot !== undefined) await this.azure.keepPasswords(username, [slot]);
  }

  async pulls({ repository, ...user }: User): Promise<boolean> {
    const { cloud, emulator } = this.#deployment;
    const loginServer = emulator.registries[0]?.loginServer ?? "";
    const session = new RegistrySession(passwordIdentity(cloud.http, { loginServer, ...user }));
    const pulled = getManifest(session, { repository, reference: "latest" });
    // A refused password is reported by an error.
    return isAllowed(pulled).catch(() => false);
  }

  /** The names of a token's passwords, as Azure lists them. */
  async slots(token: string): Promise<(string | undefined)[]> {
    const { credentials } = await this.azure.getToken(token);
    return (credentials?.passwords ?? []).map(({ name }) => name);
  }

  private async everybodyPulls(moment: string): Promise<void> {
    const users = this.#users;
    const pulled = await Promise.all(users.map((user) => this.pulls(user)));
    const refused = users.filter((_, index) => !pulled[index]);
    this.refusals.push(...refused.map(({ username }) => `${username} after ${moment}`));
    this.tries++;
  }
}
