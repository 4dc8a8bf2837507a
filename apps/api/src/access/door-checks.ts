import type { Permission } from '#accounts';

/**
 * What the guard can decide of each permission before anything is loaded. `site`: all of it, by the site that the request names.
 * `owner`: all of it. `person`: only that somebody is signed in; the verb decides the rest with the object in hand. `verb`: nothing.
 */
export const DOOR_CHECKS: Readonly<Record<Permission, 'site' | 'owner' | 'person' | 'verb'>> = {
  'thread.read': 'verb',
  'comment.read': 'verb',
  'comment.post': 'verb',
  'comment.post-closed': 'verb',
  'comment.edit': 'person',
  'comment.withdraw': 'person',
  'comment.vote': 'person',
  'comment.flag': 'person',
  'comment.decide': 'person',
  'decision.undo': 'person',
  preview: 'verb',
  'moderation.queue': 'site',
  'moderation.claim': 'site',
  'thread.manage': 'site',
  'person.read': 'site',
  'person.read-email': 'site',
  'person.note': 'site',
  'sanction.impose': 'person',
  'sanction.lift': 'person',
  'log.read': 'site',
  'log.read-all': 'site',
  'statistics.read': 'site',
  'statistics.read-load': 'site',
  'subscription.create': 'verb',
  'article.put': 'site',
  'article.get': 'site',
  'settings.read': 'site',
  'settings.write': 'site',
  'rules.read': 'site',
  'rules.write': 'site',
  'rules.rescreen': 'site',
  'tasks.read': 'site',
  'tasks.manage': 'site',
  'api-keys.manage': 'site',
  'dead-letters.manage': 'owner',
  'metrics.read': 'owner',
};
