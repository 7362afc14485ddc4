// Finds the backend that Pulumi uses for a project: as its CLI does, by variable, Pulumi.yaml and login.
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { UserError } from "../../userError";

/** The backend's address, with a relative folder made absolute. @throws UserError where none is chosen */
export async function backendOf(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const address =
    env.PULUMI_BACKEND_URL || (await inProject(folder)) || (await byLogin(env)) || undefined;
  if (address === undefined) {
    throw new UserError("nobody is logged in to a backend of Pulumi", {
      remedy:
        "name the place of the history with --history: the folder that holds .pulumi, azblob://CONTAINER, or the address of Pulumi Cloud; or log in, `npm run pulumi -- login <address>`",
    });
  }
  const [, relative] = /^file:\/\/(\.[^?]*)/.exec(address) ?? [];
  return relative === undefined ? address : `file://${resolve(folder, relative)}`;
}

async function inProject(folder: string): Promise<string | undefined> {
  const project = await readFile(join(folder, "Pulumi.yaml"), "utf8").catch(() => "");
  const { backend } = (parse(project) ?? {}) as { backend?: { url?: string } };
  return backend?.url;
}

/** The file names the backend of the last login, and holds tokens, which are not looked at. */
async function byLogin(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const home = env.PULUMI_HOME || join(env.HOME || homedir(), ".pulumi");
  const file = await readFile(join(home, "credentials.json"), "utf8").catch(() => "{}");
  try {
    return (JSON.parse(file) as { current?: string }).current;
  } catch {
    return undefined;
  }
}
