const window = (x: number, width = 62): string =>
  `<rect class="lamp" x="${x}" y="214" width="${width}" height="58" rx="5"/>`;
const pole = (x: number): string =>
  `<path class="iron" d="M${x} 330V104h5v226z"/><path class="thin" d="M${x + 3} 116l78 -12"/>`;
const house = (x: number, width: number, eaves: number): string =>
  `<path class="house" d="M${x} 328V${eaves}l${width / 2} -${width / 2} ${width / 2} ${width / 2}V328z"/>` +
  `<path class="pane" d="M${x + width / 2 - 5} ${eaves + 14}h10v14h-10z"/>`;

/** The first car of the day at the quay: a drawing whose colours the style sheet gives, so that it is at home in the dark too. */
export const tramPicture = `<svg class="picture" viewBox="0 0 720 400" role="img" aria-label="A tram with lit windows stands at a quay before sunrise; cranes and gabled houses behind it.">
<path class="sky" d="M0 0h720v330H0z"/>
<path class="glow" d="M0 190c150 -40 300 -52 420 -30s210 20 300 -6v170H0z"/>
<circle class="sun" cx="214" cy="298" r="46"/>
<path class="sea" d="M0 290h420v40H0z"/>
<path class="thin" d="M20 303h90M150 311h70M262 302h80M60 318h120"/>
<path class="crane" d="M52 306l22 -150h9l22 150h-11l-5 -40H67l-5 40zm18 -58h17l-8 -58zM72 160l-52 34 -3 -6 58 -40 96 6v7z"/>
<path class="crane" d="M150 306l13 -92h6l13 92h-7l-3 -24h-12l-3 24zM164 216l64 -14 1 5 -62 16 -38 -1v-5z"/>
${house(440, 62, 226)}${house(502, 48, 206)}${house(550, 70, 236)}${house(620, 52, 214)}${house(672, 60, 230)}
${pole(96)}${pole(560)}
<path class="thin" d="M0 100q180 12 360 4t360 -2"/>
<path class="quay" d="M0 326h720v74H0z"/>
<path class="thin" d="M262 190l38 -38 34 38M280 152h42M300 152l20 -47M282 105h72"/>
<path class="car" d="M150 318V214q4 -26 34 -26h332q30 0 34 26v104z"/>
<path class="roof" d="M176 190q4 -14 22 -14h304q18 0 22 14z"/>
<path class="band" d="M150 282h400v36H150z"/>
${window(166, 40)}${window(216)}${window(288)}${window(422)}${window(494, 40)}
<path class="lamp" d="M360 214h52v104h-52z"/><path class="door" d="M384.5 214h3v104h-3z"/>
<path class="rider" d="M232 272v-18q0 -9 9 -9h2q9 0 9 9v18z"/><circle class="rider" cx="242" cy="237" r="7"/>
<path class="rider" d="M312 272v-14q0 -9 9 -9h2q9 0 9 9v14z"/><circle class="rider" cx="322" cy="241" r="7"/>
<path class="rider" d="M444 272v-18q0 -9 9 -9h2q9 0 9 9v18z"/><circle class="rider" cx="454" cy="237" r="7"/>
<rect class="sign" x="330" y="192" width="40" height="18" rx="3"/><path class="digit" d="M353 195v12M353 195l-8 8h11"/>
<path class="iron" d="M196 318h66l-8 16h-50zM438 318h66l-8 16h-50z"/>
<circle class="wheel" cx="212" cy="334" r="14"/><circle class="wheel" cx="246" cy="334" r="14"/><circle class="wheel" cx="454" cy="334" r="14"/><circle class="wheel" cx="488" cy="334" r="14"/>
<path class="rail" d="M0 347h720v4H0zM0 362h720v3H0z"/>
<path class="shine" d="M168 372h86l-20 18h-52zM290 372h120l-8 18H298zM446 372h86l-14 18h-52z"/>
</svg>`;
