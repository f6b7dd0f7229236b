/** Of calls that rang no real phone: what the emulator says that it charges is nobody's bill. */
export const isPretended = (provider: string | null): boolean => provider === 'simulated'

/** `₩77`, `$3.90`, and `$0.0524` where a cent is too coarse. */
export function moneyText({ amount, currency }: { amount: number; currency: string }, language: string) {
  const fine = currency !== 'KRW' && amount < 1 ? { maximumFractionDigits: 4 } : {}
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...fine,
  }).format(amount)
}
