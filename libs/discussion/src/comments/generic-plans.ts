import type { Database } from '#platform';

const USE_GENERIC_PLANS = `SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`;

/**
 * Lets the rest of the transaction run on plans made once. Statements that touch a comment and all above it look cheaper to the
 * planner when planned anew for each article, since it then knows the partition; but planning them takes several times as long as
 * running them, and partitions are pruned at run time as well.
 */
export async function useGenericPlans(database: Database): Promise<void> {
  await database.once(USE_GENERIC_PLANS);
}
