// Unpacks a file as Pulumi packs it, by its first bytes: the ending of a name can be another's.
import * as zlib from "node:zlib";
import type { Reading } from "../../../audit/history/reading";

/** The file's text, or why it cannot be had. */
export async function unpack(packed: Buffer): Promise<Reading<string>> {
  try {
    return { value: (await bytesOf(packed)).toString("utf8") };
  } catch {
    return { problem: "is cut off or damaged: it cannot be unpacked" };
  }
}

async function bytesOf(packed: Buffer): Promise<Buffer> {
  // At once: in many small pieces it takes longer than all else.
  const limits = { maxOutputLength: LARGEST, chunkSize: 2 ** 21 };
  if (startsWith(packed, GZIP)) return zlib.gunzipSync(packed, limits);
  return startsWith(packed, ZSTD) ? unzstd(packed) : packed;
}

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
/** In bytes; a state of ten thousand customers has an eighth of it. */
const LARGEST = 2 ** 30;

function startsWith(packed: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => packed[index] === byte);
}

/** Node has zstd since version 22.15. */
type Unzstd = (packed: Buffer, options: { maxOutputLength: number }) => Buffer;

async function unzstd(packed: Buffer): Promise<Buffer> {
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: Unzstd };
  if (zstdDecompressSync !== undefined) {
    return zstdDecompressSync(packed, { maxOutputLength: LARGEST });
  }
  // The library makes room for as much as the frame announces, before it reads on.
  if (announcedSize(packed) > LARGEST) throw new Error("the frame announces too much");
  const { decompress } = await import("fzstd");
  const bytes = decompress(packed);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How long the content of a frame is, by its header; 0 where that does not say: RFC 8878, 3.1.1.1. */
function announcedSize(packed: Buffer): number {
  const descriptor = packed[4] ?? 0;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const length = sizeFlag === 0 ? Number(isSingleSegment) : 2 ** sizeFlag;
  const start = 5 + Number(!isSingleSegment) + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  return packed.subarray(start, start + length).reduceRight((size, byte) => size * 256 + byte, 0);
}
