/** One comment of the demo. `on` says where it stands, `under` which earlier one it answers, `held` leaves it to the moderator. */
export interface DemoComment {
  readonly ref: string;
  readonly name: string;
  readonly body: string;
  readonly under?: string;
  readonly on?: { readonly heading: string } | { readonly quote: string };
  readonly held?: true;
}

/** What readers of the demo article said. Each shows one thing that the service does. */
export const demoComments: readonly DemoComment[] = [
  {
    ref: 'ropeworks',
    name: 'Henrik Aas',
    body: 'My grandmother spliced rope at the works and paid the winter fare. She used to say the *cold* was what paid for the other halfpenny.',
    on: { heading: 'How the line began' },
  },
  {
    ref: 'ropeworks-reply',
    name: 'Ines Carvalho',
    under: 'ropeworks',
    body: 'The museum on Mill Lane has one of the open cars, with the canvas side curtains still on it. Worth an hour.',
  },
  {
    ref: 'depot',
    name: 'Tomasz',
    body: 'This is the sentence that should be read aloud on the ninth. The interest stays whatever they close, so it cannot be an argument for closing.',
    on: { quote: 'that interest will be due whether or not a single tram runs' },
  },
  {
    ref: 'depot-reply',
    name: 'R. Lindqvist',
    under: 'depot',
    body: 'I sat on the audit committee until last year. The figure is right, but part of the depot could be let, and nobody has priced that.',
  },
  {
    ref: 'depot-reply-2',
    name: 'Tomasz',
    under: 'depot-reply',
    body: 'Then it should be priced **before** the vote. Is there a public record of the committee asking?',
  },
  {
    ref: 'nurse',
    name: 'Anja (night shift)',
    body: 'I am one of the nurses. The bus that replaces the 6:12 leaves at 6:40, and handover is at 6:30. Nobody asked us.',
    on: { heading: 'Who rides at six in the morning' },
  },
  {
    ref: 'cars',
    name: 'Peder Holm',
    body: 'Honest question: how did they count the 2,300 extra car journeys? Harbour Road is full at eight already.',
  },
  {
    ref: 'held',
    name: 'A new reader',
    body: 'I have only just found this paper. Is the vote on the ninth open to the public, and does one have to register?',
    held: true,
  },
];
