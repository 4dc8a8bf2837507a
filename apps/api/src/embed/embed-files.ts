import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '#kernel';

/** A script as it is sent. */
export interface EmbedFile {
  readonly body: Buffer;
  readonly etag: string;
}

/** The built scripts of the embed, read once: they are few and small, and a request never touches the disk. */
export class EmbedFiles {
  private readonly files: ReadonlyMap<string, EmbedFile>;

  /** @param folder where the build put them; a folder that is not there holds none, as in tests that run from the sources. */
  constructor(folder: string) {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.js')) : [];
    this.files = new Map(
      names.map((name) => {
        const body = readFileSync(join(folder, name));
        return [name, { body, etag: `"${sha256(body).toString('base64url').slice(0, 22)}"` }];
      }),
    );
  }

  /** The script of this name. */
  get(name: string): EmbedFile | undefined {
    return this.files.get(name);
  }
}
