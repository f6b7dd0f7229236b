// As soon as the server answers, the page that was asked for takes the place of this one.
async function lookAgain() {
  const answer = await fetch('/healthz').catch(() => null)
  if (answer?.ok) location.reload()
}
setInterval(() => void lookAgain(), 3_000)
addEventListener('online', () => void lookAgain())
