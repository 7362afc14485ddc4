// The environment in which this project runs the Pulumi CLI, directly and through the Automation API.
import { delimiter } from "node:path";
import type { Engine } from "./engine";

/** Options of {@link engineEnvironment}. */
export interface EngineEnvironmentOptions {
  /** The user's variables; some take precedence over ours. @default - none */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * A folder of executables that serve resources in place of Pulumi's own plugins, which are then never downloaded.
   *
   * @default - Pulumi's own plugins
   */
  readonly standIns?: string;
}

/** The variables to set on top of the user's own. */
export function engineEnvironment(
  engine: Pick<Engine, "path">,
  { env = {}, standIns }: EngineEnvironmentOptions = {},
): Record<string, string> {
  return {
    PATH: standIns === undefined ? engine.path : `${standIns}${delimiter}${engine.path}`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The file and blob backends write the whole state at each step; Pulumi refuses to use both compressions.
    ...(env.PULUMI_DIY_BACKEND_GZIP ? {} : { PULUMI_DIY_BACKEND_ZSTD: "true" }),
    // Without checkpoints a killed run would forget its pending creations.
    PULUMI_SKIP_CHECKPOINTS: "false",
    ...(standIns === undefined ? {} : { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" }),
  };
}
