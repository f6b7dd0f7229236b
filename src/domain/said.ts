/** The same, for a Korean and for an English reader. Where it is written down, both are. */
export type Said = { ko: string; en: string }

/** What is the same in both, such as somebody else's own words. */
export const verbatim = (text: string): Said => ({ ko: text, en: text })
