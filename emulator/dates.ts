/** `Tue, 31 Aug 2010 20:36:28 +0000`, the form in which the 2010 API writes every date. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}
