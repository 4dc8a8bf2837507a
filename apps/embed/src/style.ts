/** The embed's own look. Nothing is inherited from the page but what a publisher sets by custom properties. */
export const style = `
:host{all:initial;display:block;color-scheme:light dark;--accent:var(--colloquy-accent,#0b5c66);--ink:var(--colloquy-ink,#1c2024);
--soft:var(--colloquy-soft,#5b6570);--line:var(--colloquy-line,#dfe3e6);--ground:var(--colloquy-ground,#fff);
font:var(--colloquy-font,400 1rem/1.6 system-ui,sans-serif);color:var(--ink);background:var(--ground)}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){--accent:var(--colloquy-accent-dark,#7fd0d8);--ink:var(--colloquy-ink-dark,#e8eaec);
--soft:var(--colloquy-soft-dark,#a3adb6);--line:var(--colloquy-line-dark,#333a40);--ground:var(--colloquy-ground-dark,#14171a)}}
:host([theme=dark]){--accent:var(--colloquy-accent-dark,#7fd0d8);--ink:var(--colloquy-ink-dark,#e8eaec);
--soft:var(--colloquy-soft-dark,#a3adb6);--line:var(--colloquy-line-dark,#333a40);--ground:var(--colloquy-ground-dark,#14171a)}
:host([hidden]){display:none}*{box-sizing:border-box}
section{padding-block:1rem;overflow-wrap:anywhere}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;justify-content:space-between;padding-block-end:.75rem;
border-block-end:1px solid var(--line)}
h2{font-size:1.35rem;line-height:1.25;margin:0}h3{font-size:1rem;margin:0;display:inline}ol{list-style:none;margin:0;padding:0}
ol ol{padding-inline-start:clamp(.6rem,3vw,1.5rem);border-inline-start:1px solid var(--line)}
article{padding-block:1.1rem .4rem}article:focus{outline:2px solid var(--accent);outline-offset:.3rem}
.meta{display:flex;flex-wrap:wrap;gap:.15rem .75rem;align-items:baseline;font-size:.9rem;color:var(--soft)}.meta h3{color:var(--ink)}
.badge{font-size:.78rem;border:1px solid var(--line);border-radius:1rem;padding:0 .5rem}
a,button{color:var(--accent);font:inherit;text-underline-offset:.2em}button{background:none;border:0;padding:.25rem 0;cursor:pointer;min-block-size:1.75rem}
button:hover{text-decoration:underline}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
select{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--soft);border-radius:.3rem;padding:.25rem .4rem;margin-inline-start:.4rem}
.body{max-inline-size:42rem}.body p{margin-block:.5rem}.body pre{overflow:auto}.body img{max-inline-size:100%}
blockquote{margin:.5rem 0;padding-inline-start:.8rem;border-inline-start:3px solid var(--accent);color:var(--soft)}
.acts{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;font-size:.9rem}.note{color:var(--soft)}footer{margin-block-start:1.5rem;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;font-size:.9rem}
`;
