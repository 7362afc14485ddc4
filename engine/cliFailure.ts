// The error of a failed Pulumi CLI: its own message, and advice for unclear messages.
import { EngineError } from "./engineError";

/** Messages of the CLI, and what they mean for users of this project's commands. */
const REMEDIES: readonly (readonly [words: RegExp, remedy: string])[] = [
  [
    /PULUMI_ACCESS_TOKEN must be set for login/,
    "log in to the stack's backend, `npm run pulumi -- login <address>`, or set PULUMI_BACKEND_URL; docs/azure.md, step 2",
  ],
  [/no stack selected/, "name the stack with --stack"],
  [
    /no stack named '.*' found/,
    "`npm run pulumi -- stack ls --all` lists the stacks of the backend; another backend needs another login",
  ],
];

/** @param command such as `pulumi stack export` */
export function cliFailure(
  command: string,
  { stderr, stdout = "" }: { readonly stderr: string; readonly stdout?: string },
): EngineError {
  const said = `${stderr}\n${stdout}`.trim();
  const [, remedy = "correct what Pulumi reports above, then run this again"] =
    REMEDIES.find(([words]) => words.test(said)) ?? [];
  return new EngineError(`${command} failed:\n${said}`, { remedy });
}
