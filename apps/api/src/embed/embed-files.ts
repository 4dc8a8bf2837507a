import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import negotiate from '@fastify/accept-negotiator';
import { sha256 } from '#kernel';

/** Codings that a script is kept in, the smallest first. */
const CODINGS = ['br', 'gzip'] as const;
type Coding = (typeof CODINGS)[number] | 'identity';
/** Nearly as small as the highest quality makes it, in a tenth of the time. */
const BROTLI_QUALITY = 9;

/** A script as it is sent. */
export interface EmbedFile {
  readonly body: Buffer;
  /** Its own for each coding, as they are different bytes (RFC 9110, 8.8.3.3). */
  readonly etag: string;
  readonly coding: Coding;
}

/** The built scripts of the embed, read and compressed once: they are few and small, and a request never touches the disk. */
export class EmbedFiles {
  private readonly files: ReadonlyMap<string, Readonly<Record<Coding, EmbedFile>>>;

  /** @param folder where the build put them; a folder that is not there holds none, as in tests that run from the sources. */
  constructor(folder: string) {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.js')) : [];
    this.files = new Map(names.map((name) => [name, codedFiles(readFileSync(join(folder, name)))]));
  }

  /**
   * The script of this name, in the smallest coding that is accepted.
   * @param accepted the header Accept-Encoding.
   */
  get(name: string, accepted: string | undefined): EmbedFile | undefined {
    const coding = negotiate(accepted ?? '', [...CODINGS, 'identity' as const]) ?? 'identity';
    return this.files.get(name)?.[coding];
  }
}

function codedFiles(body: Buffer): Record<Coding, EmbedFile> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  return {
    br: codedFile('br', brotliCompressSync(body, { params })),
    gzip: codedFile('gzip', gzipSync(body, { level: constants.Z_BEST_COMPRESSION })),
    identity: codedFile('identity', body),
  };
}

function codedFile(coding: Coding, body: Buffer): EmbedFile {
  return { coding, body, etag: `"${sha256(body).toString('base64url').slice(0, 22)}"` };
}
