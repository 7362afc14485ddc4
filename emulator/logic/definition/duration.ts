// Durations as the definition writes them: ISO 8601, such as `PT20S`, `PT1H` or `P1D`.

const FORM = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** A duration in milliseconds; undefined for what is none. Months and years are not emulated. */
export function durationMs(text: string): number | undefined {
  const [found, ...parts] = FORM.exec(text) ?? [];
  if (found === undefined || /[PT]$/.test(found)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
