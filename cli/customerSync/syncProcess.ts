// The command line of a customer's folder, which has one command: sync.cjs there is made of this.
import { runAsProcess } from "../asProcess";
import { runCommandLine } from "../commandLine";
import { sync } from "../commands/sync";

void runAsProcess((given, terminal) => runCommandLine([sync.name, ...given], terminal, [sync]));
