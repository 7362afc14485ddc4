// `npm run` starts this: the command line of this project as a process.
import { runAsProcess } from "./asProcess";
import { main } from "./main";

void runAsProcess(main);
