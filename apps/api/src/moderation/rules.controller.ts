import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import {
  ActivateRulesBody,
  PutRulesBody,
  RULES_BYTES,
  RuleSet,
  RuleSetParams,
  RulesHistory,
  RulesHistoryQuery,
  RulesQuery,
  TestRulesBody,
  Trace,
} from '#contracts';
import { ChangeRules, ReadRules, TestRules } from '#moderation';
import { BodyLimit } from '#platform';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentHistory, presentRuleSet, presentScreening } from './rules.presenter.js';

/** The screening rules of a site: versions, changes, and the trying out of them. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/rules')
export class RulesController {
  constructor(
    @Inject(ReadRules) private readonly read: ReadRules,
    @Inject(ChangeRules) private readonly change: ChangeRules,
    @Inject(TestRules) private readonly test: TestRules,
  ) {}

  @Get()
  @Endpoint({ summary: 'The rules in use', policy: 'rules.read', response: RuleSet, limit: 'moderate' })
  async active(@CurrentActor() actor: Actor, @Query({ schema: RulesQuery }) query: RulesQuery): Promise<RuleSet> {
    return presentRuleSet(await this.read.active(actor, query.site));
  }

  @Get('history')
  @Endpoint({
    summary: 'All versions of the rules',
    policy: 'rules.read',
    response: RulesHistory,
    limit: 'moderate',
  })
  async history(
    @CurrentActor() actor: Actor,
    @Query({ schema: RulesHistoryQuery }) query: RulesHistoryQuery,
  ): Promise<RulesHistory> {
    return presentHistory(await this.read.history(actor, query));
  }

  @Get(':number')
  @Endpoint({ summary: 'One version of the rules', policy: 'rules.read', response: RuleSet, limit: 'moderate' })
  async one(
    @CurrentActor() actor: Actor,
    @Param({ schema: RuleSetParams }) { number }: RuleSetParams,
    @Query({ schema: RulesQuery }) { site }: RulesQuery,
  ): Promise<RuleSet> {
    return presentRuleSet(await this.read.byNumber(actor, site, number));
  }

  @Put()
  @BodyLimit(RULES_BYTES)
  @Endpoint({
    summary: 'Make a version of the rules, as a draft or put to use at once',
    policy: 'rules.write',
    response: RuleSet,
    limit: 'moderate',
  })
  async put(@CurrentActor() actor: Actor, @Body({ schema: PutRulesBody }) body: PutRulesBody): Promise<RuleSet> {
    return presentRuleSet(await this.change.make(actor, body));
  }

  @Post(':number/activate')
  @Endpoint({
    summary: 'Put a version of the rules to use; an older one is the way back',
    policy: 'rules.write',
    response: RuleSet,
    limit: 'moderate',
  })
  async activate(
    @CurrentActor() actor: Actor,
    @Param({ schema: RuleSetParams }) { number }: RuleSetParams,
    @Body({ schema: ActivateRulesBody }) body: ActivateRulesBody,
  ): Promise<RuleSet> {
    return presentRuleSet(await this.change.activate(actor, number, body));
  }

  @Post('test')
  @BodyLimit(RULES_BYTES)
  @Endpoint({
    summary: 'Try one text against rules',
    policy: 'rules.read',
    response: Trace,
    limit: 'moderate',
  })
  async tryText(@CurrentActor() actor: Actor, @Body({ schema: TestRulesBody }) body: TestRulesBody): Promise<Trace> {
    return presentScreening(await this.test.run(actor, body));
  }
}
