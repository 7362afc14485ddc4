// Rooms: folders that the rest of the project enters by one file only.
import { ownImports } from "./ownImports";
import type { Source } from "./source";

/** Folders that are entered by one file, which is in them; and which of the folders in them may import which. */
const ROOMS: Readonly<Record<string, Room>> = {
  "emulator/logic": {
    door: "logicApps",
    directions: {
      language: [],
      definition: ["language"],
      engine: ["definition", "language"],
      call: ["engine", "definition", "language"],
      arm: ["call", "engine", "definition", "language"],
    },
  },
};

interface Room {
  readonly door: string;
  readonly directions: Readonly<Record<string, readonly string[]>>;
}

/** Imports that pass by the door of a room, or go against the directions within it. */
export function findSideEntries(sources: readonly Source[]): string[] {
  return ownImports(sources).flatMap(({ source, line, target }) =>
    Object.entries(ROOMS).flatMap(([room, { door, directions }]) => {
      const [from, to] = [source.file, target].map((file) => folderIn(room, file));
      if (to === undefined || from === to || source.file.startsWith("test/")) return [];
      const isAllowed =
        from === undefined
          ? target === `${room}/${door}.ts`
          : from === "" || directions[from]?.includes(to);
      return isAllowed ? [] : [`${source.file}:${line}: may not import ${target}`];
    }),
  );
}

/** The folder within a room that a file is in: empty for the room itself, undefined outside of it. */
function folderIn(room: string, file: string): string | undefined {
  const [first = "", ...below] = file.startsWith(`${room}/`)
    ? file.slice(room.length + 1).split("/")
    : [];
  if (first === "") return undefined;
  return below.length === 0 ? "" : first;
}
