// The message of an update in the stack's history, with who is behind the run as its trailers.
import { PROVENANCE_VARIABLE, readProvenance, withTrailers } from "../../access/provenance";

/** The option for the Pulumi CLI; without a message none, as Pulumi itself takes the commit's title then. */
export function messageOption(message: string | undefined, env: NodeJS.ProcessEnv): string[] {
  if (message === undefined) return [];
  const { provenance = {} } = readProvenance(env[PROVENANCE_VARIABLE]);
  return [`--message=${withTrailers(message, provenance)}`];
}
