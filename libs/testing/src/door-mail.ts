import { FanOutComment } from '#notifications';
import { disallowedNodes } from '../../discussion/src/rendering/html-check.js';
import { ComposeNotification } from '../../notifications/src/mails/compose-notification.js';
import { subscriptionToken } from '../../notifications/src/subscriptions/subscription-token.js';
import type { Door } from './door.js';

/** What a browser would make of a comment's HTML beyond the allowed nodes: one line per finding. */
export const commentFindings = disallowedNodes;

/** The mails about a comment, as they would be sent to everybody who wants to hear of it. */
export async function mailsAbout(
  door: Door,
  comment: { readonly articleId: string; readonly id: string },
): Promise<{ readonly subject: string; readonly text: string; readonly html: string }[]> {
  const { articleId, id: commentId } = comment;
  await door.get(FanOutComment).run({ articleId, commentId }, () => Promise.resolve());
  const rows = await door.database.query<{ id: string }>('SELECT id FROM notifications WHERE comment_id = $1', [
    commentId,
  ]);
  const composed = await Promise.all(rows.map(({ id }) => door.get(ComposeNotification).run(id)));
  return composed.flatMap((one) => {
    if (!one.send) throw new Error(`Not sent: ${one.why}`);
    return { subject: one.mail.subject, text: one.mail.text, html: one.mail.html };
  });
}

/** The paths of the links that mails about a subscription carry. */
export function mailLinks(
  door: Door,
  subscriptionId: string,
): { readonly confirm: string; readonly unsubscribe: string } {
  const secret = door.config.secret.reveal();
  return {
    confirm: `/mail/confirm/${subscriptionToken(secret, 'confirm-subscription', subscriptionId)}`,
    unsubscribe: `/mail/unsubscribe/${subscriptionToken(secret, 'unsubscribe', subscriptionId)}`,
  };
}
