import type { DemoComment } from '../demo-comment.js';

/**
 * What readers of the first text said. Each shows one thing that the service does; those on a part of the text each meet another fate
 * when the correction comes: the remark before them says which.
 */
export const lastTramComments: readonly DemoComment[] = [
  // Stays: the section is the same.
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
  // Edited: the sentence is reworded, and now says what this remark asked for.
  {
    ref: 'year',
    name: 'Karin Vold',
    body: 'It was 1968. My father’s last wage slip from the works is dated in March of that year, and I have it here in front of me.',
    on: { quote: 'When the ropeworks closed in 1964' },
  },
  // Stays: the words stand where they stood.
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
  // Moved: its section is joined to the one before it.
  {
    ref: 'bus',
    name: 'Gro Nymoen',
    body: 'Nobody has said where the bus would turn. The square in front of the hospital is too narrow for it, they tried in the spring.',
    on: { heading: 'What the bus would cost' },
  },
  // Gone: the figure is taken out, and no other figure is taken for it.
  {
    ref: 'cars',
    name: 'Peder Holm',
    body: 'Honest question: how did they count these? Harbour Road is full at eight already.',
    on: { quote: 'Extra car journeys expected on Harbour Road: 2,300' },
  },
  // Edited: the section gets another heading.
  {
    ref: 'nurse',
    name: 'Anja (night shift)',
    body: 'I am one of the nurses. The bus that replaces the 6:12 leaves at 6:40, and handover is at 6:30. Nobody asked us.',
    on: { heading: 'Who rides at six in the morning' },
  },
  // Parted: the two sentences stand in two paragraphs now.
  {
    ref: 'signalman',
    name: 'Olav from the bakery',
    body: 'Three weeks, and he never once asked why my hair is white at that hour. A fair portrait all the same.',
    on: {
      quote:
        'I rode the first tram every day for three weeks. The passengers are cleaners going home and nurses going in',
    },
  },
  // Moved: the paragraph goes to the top.
  {
    ref: 'votes',
    name: 'Sunniva Dahl',
    body: 'Five, since last night: the member for the eastern ward has changed her mind, and said so in the library.',
    on: { quote: 'has four of the seven votes it needs' },
  },
  {
    ref: 'whole',
    name: 'Jonas B.',
    body: 'I moved here because of this line. Thank you for riding it before writing about it.',
  },
  {
    ref: 'held',
    name: 'A new reader',
    body: 'I have only just found this paper. Is the vote on the ninth open to the public, and does one have to register?',
    held: true,
  },
];
