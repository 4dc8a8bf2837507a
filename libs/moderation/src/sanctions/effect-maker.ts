import { Inject, Injectable } from '@nestjs/common';
import { type Actor, type ApiScope, can, rankOn, Roles } from '#accounts';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { isGrave } from './gravity.js';
import { type EffectRow, KEY_NOW } from './sanctions.queries.js';

/** Asks whether who imposed a sanction might still impose it: work that waited is allowed when it runs, not when it was ordered (A42). */
@Injectable()
export class EffectMaker {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Roles) private readonly roles: Roles,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Judged by what the database says now, and by the sanction as it was imposed. */
  async mayStill(effect: EffectRow): Promise<boolean> {
    const { imposed_on: siteId, person_id: personId } = effect;
    if (siteId === null || personId === null || effect.lifted_at !== null) return false;
    const maker = await this.maker(effect);
    return (
      maker !== undefined &&
      can(maker, 'sanction.impose', {
        siteId,
        personId,
        isGrave: isGrave(effect.kind, effect.ends_at, effect.created_at),
        isEverywhere: effect.site_id === null,
        personRank: rankOn(await this.roles.of(personId), siteId),
      })
    );
  }

  private async maker({ created_by: personId, created_by_key: keyId }: EffectRow): Promise<Actor | undefined> {
    if (personId !== null) {
      const roles = await this.roles.of(personId);
      return {
        ...{ kind: 'person', personId, personKind: 'account', name: '', roles },
        ...{ sessionId: '', sessionKind: 'staff' },
      } as const;
    }
    if (keyId === null) return undefined;
    const [key] = await this.database.query<{ site_id: string; scopes: ApiScope[] }>(KEY_NOW, [
      keyId,
      this.clock.now(),
    ]);
    return key && { kind: 'key', keyId, siteId: key.site_id, scopes: key.scopes };
  }
}
