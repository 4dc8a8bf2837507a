import type { AuthorKind, SignedIn } from '#contracts';
import type { PageStorage } from './storage.js';

/** Who reads. */
export interface Reader {
  readonly id: string;
  readonly name: string;
  readonly kind: AuthorKind;
}

interface Kept {
  readonly token: string;
  readonly reader: Reader;
  readonly expiresAt?: string;
}

const NAME = 'session';

/**
 * The reader's session: a bearer token in the storage of the publisher's page, so that it works where browsers refuse the cookies of
 * other sites. It is good for this service's reader routes only, and signing out revokes it.
 */
export class Session {
  private kept: Kept | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly storage: PageStorage) {
    this.load();
    addEventListener('storage', ({ key }) => {
      if (key !== null && !key.endsWith(NAME)) return;
      this.load();
      this.tell();
    });
  }

  get token(): string | undefined {
    return this.kept?.token;
  }

  get reader(): Reader | undefined {
    return this.kept?.reader;
  }

  /** Whether their address is confirmed. */
  get isConfirmed(): boolean {
    return this.reader !== undefined && this.reader.kind !== 'guest';
  }

  /** Begins the session of who signed in. */
  open({ session, person }: SignedIn): void {
    this.keep({ token: session.token, expiresAt: session.expiresAt, reader: person });
  }

  /** Begins the session of a guest who was made by a first comment. */
  openGuest(token: string, reader: Reader): void {
    this.keep({ token, reader });
  }

  /** Forgets it here; revoking it is the service's matter. */
  close(): void {
    this.keep(undefined);
  }

  /** Hears when somebody signs in or out, in whatever tab. Returns how to stop. */
  subscribe(hear: () => void): () => void {
    this.listeners.add(hear);
    return () => this.listeners.delete(hear);
  }

  private keep(kept: Kept | undefined): void {
    this.kept = kept;
    this.storage.write(NAME, kept && JSON.stringify(kept));
    this.tell();
  }

  private load(): void {
    const kept = this.storage.readJson(NAME) as Kept | undefined;
    const isOver = kept?.expiresAt !== undefined && Date.parse(kept.expiresAt) < Date.now();
    this.kept = isOver || typeof kept?.token !== 'string' ? undefined : kept;
  }

  private tell(): void {
    for (const hear of [...this.listeners]) hear();
  }
}
