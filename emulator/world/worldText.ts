// Writes what exists in a world as text and reads it again: JSON, with forms of its own for maps, sets and bytes.

/** Writes a value of plain data, maps, sets and buffers. */
export function writeWorld(world: unknown): string {
  return JSON.stringify(world, simplify);
}

/** Reads what {@link writeWorld} wrote. @throws SyntaxError when it is not JSON */
export function readWorld<World>(text: string): World {
  return JSON.parse(text, revive);
}

// Buffers turn themselves into objects before a replacer sees them, hence the look at the holder.
function simplify(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Record<string, unknown>)[key];
  if (Buffer.isBuffer(original)) {
    return { $bytes: original.toString("base64") };
  }
  if (value instanceof Map) {
    return { $map: [...value] };
  }
  return value instanceof Set ? { $set: [...value] } : value;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if ("$bytes" in value) {
    return Buffer.from(String(value.$bytes), "base64");
  }
  if ("$map" in value) {
    return new Map(value.$map as [string, unknown][]);
  }
  return "$set" in value ? new Set(value.$set as unknown[]) : value;
}
