// A system without a language (LANG=C) makes Chromium say `en-US@posix`, which Intl refuses; uPlot hands it on unseen.
try {
  Intl.NumberFormat.supportedLocalesOf(navigator.language);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  Object.defineProperty(navigator, 'language', { value: 'en' });
}

export {};
