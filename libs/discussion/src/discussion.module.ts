import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ArticlesModule } from '#articles';
import { AnchorLedger } from './anchors/anchor-ledger.js';
import { PlaceAnchors } from './anchors/place-anchors.js';
import { AdoptComments } from './comments/adopt-comments.js';
import { CurateComment } from './comments/curate-comment.js';
import { AddressRemark } from './comments/address-remark.js';
import { EditComment } from './comments/edit-comment.js';
import { ReadSource } from './comments/read-source.js';
import { PostComment } from './comments/post-comment.js';
import { CheckComment } from './comments/posting/check-comment.js';
import { CheckEdit } from './comments/posting/check-edit.js';
import { CommentAuthors } from './comments/posting/comment-authors.js';
import { CommentWriter } from './comments/posting/comment-writer.js';
import { FastScreening } from './comments/posting/fast-screening.js';
import { PostingFactsSource } from './comments/posting/posting-facts.js';
import { PostingPlace } from './comments/posting/posting-place.js';
import { PostsOnce } from './comments/posting/posts-once.js';
import { SlowModeGate } from './comments/posting/slow-mode-gate.js';
import { SiteClassifiers } from './comments/posting/site-classifiers.js';
import { ScreeningRules } from './comments/posting/screening-rules.js';
import { SettleComment } from './comments/settle-comment.js';
import { SettleComments } from './comments/settle-comments.js';
import { TellSettled } from './comments/tell-settled.js';
import { WithdrawComment } from './comments/withdraw-comment.js';
import { AskQuestion } from './questions/ask-question.js';
import { FollowAsks } from './questions/follow-asks.js';
import { QuestionWriter } from './questions/question-writer.js';
import { AnnotatedComments } from './reading/annotated-comments.js';
import { DiscussionList } from './reading/discussion-list.js';
import { PublicComments } from './reading/public-comments.js';
import { PublicDiscussions } from './reading/public-discussions.js';
import { ThreadLocks } from './reading/thread-locks.js';
import { ThreadQueries } from './reading/thread-queries.js';
import { ForgetBands } from './upkeep/forget-bands.js';
import { CheckCounters } from './upkeep/check-counters.js';
import { ForgetKeys } from './upkeep/forget-keys.js';
import { Ballots } from './votes/ballots.js';
import { CastVote } from './votes/cast-vote.js';

const inside = [
  Ballots,
  CheckComment,
  CheckEdit,
  CommentAuthors,
  CommentWriter,
  FastScreening,
  PostingFactsSource,
  PostsOnce,
  QuestionWriter,
  TellSettled,
  SlowModeGate,
];
const door = [
  AdoptComments,
  AnchorLedger,
  PlaceAnchors,
  AnnotatedComments,
  AskQuestion,
  CastVote,
  CheckCounters,
  CurateComment,
  DiscussionList,
  AddressRemark,
  EditComment,
  FollowAsks,
  ReadSource,
  ForgetBands,
  ForgetKeys,
  PostComment,
  PostingPlace,
  PublicComments,
  PublicDiscussions,
  ScreeningRules,
  SiteClassifiers,
  SettleComment,
  SettleComments,
  ThreadLocks,
  ThreadQueries,
  WithdrawComment,
];

/** Comments, their revisions, anchors, votes and counters, and the reading of threads. */
@Module({ imports: [AccountsModule, ArticlesModule], providers: [...inside, ...door], exports: door })
export class DiscussionModule {}
