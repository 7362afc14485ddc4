// A client that knows nothing of this project, run as one customer: what it could do, and what it was refused.
import { execFile } from "node:child_process";

/** A customer's login, as it is handed over. */
export interface HandedOver {
  loginServer: string;
  username: string;
  password: string;
}

/** What is asked of a client; each answers whether the registry let it do that. */
export interface OtherClient {
  /** Pulls the manifest of an image, such as `app/api@sha256:…` or `app/api:latest`. */
  pull(as: HandedOver, image: string): Promise<boolean>;
  /** Reads a whole layer. @default - the client has no command for it */
  layer?(as: HandedOver, blob: string): Promise<boolean>;
  tags(as: HandedOver, repository: string): Promise<boolean>;
  /** Lists all repositories. @default - the client has no command for it */
  catalog?(as: HandedOver): Promise<boolean>;
  /** Writes something: a tag, or a lock. */
  write(as: HandedOver, image: string): Promise<boolean>;
  close(): Promise<void>;
}

/** How clients say that the registry refuses; what else they say is no answer. */
export const REFUSED =
  /unauthorized|authentication required|requested access to the resource is denied/i;

/**
 * Runs a program.
 *
 * @returns whether it could do what was asked
 * @throws Error with what it said, when it failed for anything but a refusal
 */
export function couldRun(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { env, maxBuffer: 1e8, encoding: "buffer" },
      (error, _output, errors) => {
        const said = errors.toString();
        if (error === null) resolve(true);
        else if (REFUSED.test(said)) resolve(false);
        else reject(new Error(`${program} ${args[0]} ${args[1]}: ${said || error.message}`));
      },
    );
  });
}
