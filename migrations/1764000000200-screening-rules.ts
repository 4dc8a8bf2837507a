import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The thresholds of screening now stand in groups, one a phase; settings that were stored flat are moved into them. */
export class ScreeningRules1764000000200 implements MigrationInterface {
  readonly name = 'ScreeningRules1764000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE sites SET settings = jsonb_set(settings, '{screening}', (
        SELECT coalesce(jsonb_object_agg(name, value), '{}') FROM (VALUES
          ('newCommenter', jsonb_strip_nulls(jsonb_build_object('holdFirst', settings #> '{screening,holdFirst}'))),
          ('links', jsonb_strip_nulls(jsonb_build_object(
            'holdFrom', settings #> '{screening,linksHoldFrom}', 'spamFrom', settings #> '{screening,linksSpamFrom}'))),
          ('words', jsonb_strip_nulls(jsonb_build_object(
            'banned', settings #> '{screening,bannedWords}', 'suspect', settings #> '{screening,suspectWords}'))),
          ('repeats', jsonb_strip_nulls(jsonb_build_object('windowSeconds', settings #> '{screening,repeatWindowSeconds}'))),
          ('flood', jsonb_strip_nulls(jsonb_build_object(
            'perMinute', settings #> '{screening,floodPerMinute}', 'perHour', settings #> '{screening,floodPerHour}')))
        ) AS groups (name, value) WHERE value <> '{}'))
      WHERE settings ? 'screening';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE sites SET settings = jsonb_set(settings, '{screening}', jsonb_strip_nulls(jsonb_build_object(
        'holdFirst', settings #> '{screening,newCommenter,holdFirst}',
        'linksHoldFrom', settings #> '{screening,links,holdFrom}',
        'linksSpamFrom', settings #> '{screening,links,spamFrom}',
        'bannedWords', settings #> '{screening,words,banned}',
        'suspectWords', settings #> '{screening,words,suspect}',
        'repeatWindowSeconds', settings #> '{screening,repeats,windowSeconds}',
        'floodPerMinute', settings #> '{screening,flood,perMinute}',
        'floodPerHour', settings #> '{screening,flood,perHour}')))
      WHERE settings ? 'screening';
    `);
  }
}
