// The reply of a planning thread, packed so that its contents change threads without being copied.
import type { RenderedFile } from './planned-file.ts';
import type { PlanReply } from './planner.ts';

/** A reply in which the contents of all files lie one after the other in one block of memory. */
export type PackedReply =
  | { type: 'packed'; environment: string; files: PackedFile[]; contents: Uint8Array<ArrayBuffer> }
  | Exclude<PlanReply, { type: 'files' }>;

interface PackedFile {
  path: string;
  hash: string;
  /** Length of the contents, in bytes. */
  length: number;
}

/** Packs a reply, and names the memory that can be given away with it. */
export function pack(reply: PlanReply): { packed: PackedReply; transfer: ArrayBuffer[] } {
  if (reply.type !== 'files') return { packed: reply, transfer: [] };
  const { environment, files } = reply;
  const contents = new Uint8Array(files.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let end = 0;
  for (const { bytes } of files) {
    contents.set(bytes, end);
    end += bytes.length;
  }
  const packedFiles = files.map(({ path, hash, bytes }) => ({ path, hash, length: bytes.length }));
  return {
    packed: { type: 'packed', environment, files: packedFiles, contents },
    transfer: [contents.buffer],
  };
}

/** The reply as it was before packing. */
export function unpack(packed: PackedReply): PlanReply {
  if (packed.type !== 'packed') return packed;
  const { environment, contents } = packed;
  let end = 0;
  const files = packed.files.map(({ path, hash, length }): RenderedFile => {
    const start = end;
    end += length;
    return { path, hash, bytes: contents.subarray(start, end) };
  });
  return { type: 'files', environment, files };
}
