/** Hosts where anybody opens a page for nothing. */
export const freeHosts: readonly string[] =
  'blogspot. wordpress.com weebly.com wix.com wixsite.com sites.google. tumblr.com over-blog. livejournal.com webnode. jimdo. atspace. tripod.com angelfire.com geocities. freewebs. 000webhost blogger.com medium.com telegra.ph github.io netlify.app web.app herokuapp.com yolasite.com strikingly.com typepad. forumotion. ucoz. narod.ru'.split(
    ' ',
  );

/** Mail services where anybody opens a mailbox for nothing. */
export const freeMailHosts: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com aol.com mail.ru yandex.ru ymail.com gmx.com gmx.de ' +
    'gmx.net web.de protonmail.com proton.me icloud.com qq.com 163.com 126.com bk.ru list.ru inbox.ru rambler.ru zoho.com ' +
    'mail.com hotmail.co.uk yahoo.co.uk yahoo.co.in rediffmail.com yandex.com'
  ).split(' '),
);
