// A registry to read: tokens that may read everything or one repository, and answers that are not as they should be.

import { connectCloud } from "../../../azure/cloud";
import { passwordIdentity } from "../../../azure/registry/identities";
import { RegistrySession } from "../../../azure/registry/session";
import { type Authority, createAuthority } from "../../../emulator/http/certificates";
import { DEFAULT_SEED, withRepositories } from "../../../emulator/world/seed";
import { useEmulator } from "../../emulator/useEmulator";

/** More than two pages hold, together with those that are there. */
const MANY = Array.from({ length: 230 }, (_, index) => `many/image-${1000 + index}`);

/** The names of all repositories. */
export const ALL = [...(DEFAULT_SEED.registries[0]?.repositories ?? []), ...MANY].sort();

/** Starts an emulator before the tests of a describe. */
export function useReader() {
  const azure = useEmulator({ seed: withRepositories(DEFAULT_SEED, MANY) });
  const reader = {
    azure,
    /** May read everything. */
    wide: undefined as unknown as RegistrySession,
    /** May pull app/api. */
    narrow: undefined as unknown as RegistrySession,
    /** Trusted beside the emulator's own. */
    authority: undefined as unknown as Authority,
    /** The error of something that fails. */
    failure: (work: Promise<unknown>) =>
      work.then(
        () => "no error",
        (error: Error) =>
          `${error.constructor.name}: ${error.message.replaceAll(azure.loginServer, "SERVER")}`,
      ),
  };
  before(async () => {
    reader.authority = await createAuthority();
    const ca = `${azure.emulator.ca}\n${reader.authority.certificate}`;
    const { http } = await connectCloud(azure.emulator.environment, { ca, retryDelayMs: 1 });
    const open = async (username: string, actions: string[]) => {
      const password = await azure.givenToken(username, actions);
      const { loginServer } = azure;
      return new RegistrySession(passwordIdentity(http, { loginServer, username, password }));
    };
    reader.wide = await open("everything-pull", [
      "repositories/*/content/read",
      "repositories/*/metadata/read",
    ]);
    reader.narrow = await open("contoso-pull", ["repositories/app/api/content/read"]);
  });
  beforeEach(() => azure.emulator.journal.clear());
  afterEach(() => azure.emulator.faults.clear());
  return reader;
}

/** A good answer of a registry with this content. */
export function json(body: unknown, headers: Record<string, string> = {}) {
  return {
    status: 200,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}
