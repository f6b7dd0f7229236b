/** Of calls that rang no real phone: what the emulator says that it charges is nobody's bill. */
export const isPretended = (provider: string | null): boolean => provider === 'simulated'

type Money = { amount: number; currency: string }

/** `₩77`, `$3.90`, and `$0.0524` where a cent is too coarse. */
export function moneyText({ amount, currency }: Money, language: string): string {
  const fine = currency !== 'KRW' && amount < 0.1 ? { maximumFractionDigits: 4 } : {}
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...fine,
  }).format(amount)
}

type Price = Money & { won: number | null }

/** What is estimated, in won first, where that is known: people here count in it. Then in what the provider counts in. */
export function priceParts(price: Price, language: string): [string, string?] {
  const own = moneyText(price, language)
  if (price.won === null || price.currency === 'KRW') return [own]
  const won = moneyText({ amount: price.won, currency: 'KRW' }, language)
  return price.amount === 0 ? [won] : [won, `(${own})`]
}

/** The same in one piece: `₩616 ($0.42)`. */
export const priceText = (price: Price, language: string): string => priceParts(price, language).join(' ')
