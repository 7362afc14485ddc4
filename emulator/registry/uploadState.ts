// The state of an upload in its address, signed, as Azure's registry has it from the registry that it comes from.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Upload } from "../world/world";

/**
 * The address for the next request of an upload.
 *
 * Recorded: recording_can_upload_oci_manifest_with_tag.json of Azure/azure-sdk-for-js. What is in the state, and how it is signed:
 * https://github.com/distribution/distribution/blob/main/registry/handlers/hmac.go
 */
export function locationOf(id: string, upload: Upload): string {
  const message = JSON.stringify({
    Name: upload.repository,
    UUID: id,
    Offset: sizeOf(upload),
    StartedAt: upload.startedAt,
  });
  const state = Buffer.concat([sign(message, upload), Buffer.from(message)]).toString("base64url");
  return `/v2/${upload.repository}/blobs/uploads/${id}?_nouploadcache=false&_state=${state}`;
}

/** How far the upload was when the state was given; undefined for a state that the registry did not give for it. */
export function readOffset(state: string | null, upload: Upload): number | undefined {
  const bytes = Buffer.from(state ?? "", "base64url");
  const [signature, message] = [bytes.subarray(0, 32), bytes.subarray(32)];
  const isOwn =
    signature.length === 32 && timingSafeEqual(signature, sign(message.toString("utf8"), upload));
  return isOwn ? (JSON.parse(message.toString("utf8")) as { Offset: number }).Offset : undefined;
}

/** How many bytes have arrived. */
export function sizeOf({ chunks }: Pick<Upload, "chunks">): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function sign(message: string, { secret }: Upload): Buffer {
  return createHmac("sha256", secret).update(message).digest();
}
