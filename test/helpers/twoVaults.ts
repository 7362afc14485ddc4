// A world with a second vault, `vendor-next`: for those who move there, and for stacks that have one of their own.

import { DEFAULT_SEED, type Seed } from "../../emulator/world/seed";

export const TWO_VAULTS: Seed = {
  ...DEFAULT_SEED,
  vaults: DEFAULT_SEED.vaults.flatMap((vault) => [vault, { ...vault, name: "vendor-next" }]),
};
