import type { OutgoingMail } from '#platform';

/** A mail without its envelope, or why it is not to be sent any more. */
export type ComposedMail =
  | {
      readonly send: true;
      readonly mail: Pick<OutgoingMail, 'subject' | 'text' | 'html' | 'headers'> & { readonly fromName?: string };
    }
  | { readonly send: false; readonly why: string };
