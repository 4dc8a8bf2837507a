import { lazily } from '../lazily.js';

export const CommentPanel = lazily(async () => (await import('../comment-panel.js')).CommentPanel);
