/** One comment of the demo. `on` says where it stands, `under` which earlier one it answers, `held` leaves it to the moderator. */
export interface DemoComment {
  readonly ref: string;
  readonly name: string;
  readonly body: string;
  readonly under?: string;
  readonly on?: { readonly heading: string } | { readonly quote: string };
  readonly held?: true;
}
