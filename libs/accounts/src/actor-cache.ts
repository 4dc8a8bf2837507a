import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '#kernel';
import type { KeyActor, PersonActor } from './actor.js';

/** A role, a ban or a revocation made in another process is seen after this time at the latest (reliability.md A6). */
export const ACTOR_CACHE_MS = 5000;
const MAX_ACTORS = 20_000;

/** An actor that a token stood for, until when it does (milliseconds since the epoch; undefined without end). */
export interface KnownActor {
  readonly actor: PersonActor | KeyActor;
  readonly expiresAtMs: number | undefined;
}

/** Which actor a token stands for, remembered for a few seconds. Keys are hashes of tokens in hex. */
@Injectable()
export class ActorCache {
  private readonly actors: LRUCache<string, KnownActor>;
  private changes = 0;

  constructor(@Inject(Clock) private readonly clock: Clock) {
    this.actors = new LRUCache({
      max: MAX_ACTORS,
      ttl: ACTOR_CACHE_MS,
      ttlResolution: 0,
      perf: { now: () => clock.nowMs() },
    });
  }

  /** Finds the actor of a token, by `load` when it is not remembered or has expired. */
  async find(tokenHash: string, load: () => Promise<KnownActor | undefined>): Promise<KnownActor['actor'] | undefined> {
    const remembered = this.actors.get(tokenHash);
    if (remembered !== undefined && this.isAlive(remembered)) return remembered.actor;
    const changes = this.changes;
    const known = await load();
    // A revocation while the row was being read would otherwise be undone by remembering what was read before it.
    if (known !== undefined && changes === this.changes) this.actors.set(tokenHash, known);
    return known?.actor;
  }

  /** Forgets a session, so that its token is looked up again. */
  forgetSession(sessionId: string): void {
    this.forget((actor) => actor.kind === 'person' && actor.sessionId === sessionId);
  }

  /** Forgets all sessions of a person, after a change of their roles, name or password. */
  forgetPerson(personId: string): void {
    this.forget((actor) => actor.kind === 'person' && actor.personId === personId);
  }

  /** Forgets the API keys of a site. */
  forgetKeysOf(siteId: string): void {
    this.forget((actor) => actor.kind === 'key' && actor.siteId === siteId);
  }

  private forget(matches: (actor: KnownActor['actor']) => boolean): void {
    this.changes++;
    for (const [tokenHash, { actor }] of this.actors.entries()) if (matches(actor)) this.actors.delete(tokenHash);
  }

  private isAlive({ expiresAtMs }: KnownActor): boolean {
    return expiresAtMs === undefined || expiresAtMs > this.clock.nowMs();
  }
}
