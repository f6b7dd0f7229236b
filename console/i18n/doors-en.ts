import type { doors as ko } from './doors-ko.ts'

export const doors: typeof ko = {
  copy: 'Copy',
  copied: 'Copied.',
  select: 'Selected: copy it with Ctrl+C or ⌘C.',
  cancel: 'Keep it',
  done: 'Close',
  ago: (span) => `${span} ago`,
  access: {
    here: 'This browser',
    signedIn: (when) => `Signed in on ${when}`,
    lasts: (when) => `Signs out by itself if it is not used until ${when}.`,
    signOut: 'Sign out',
    another: 'Sign in another device',
    anotherBody: 'Point a phone at a QR code, and it is signed in. The link works once.',
    anotherName: 'Who will use it?',
    anotherNameHint: 'This name stays in the log when they acknowledge or cancel.',
    anotherNameExample: "Jane's phone",
    makeLink: 'Make a sign-in link',
    linkTitle: (name) => `${name}: sign-in link`,
    linkBody: (until) => `It works once, until ${until}. Whoever has it can sign in.`,
    linkEnds: 'When the token behind your own sign-in is revoked, this device is signed out with it.',
    sessions: 'Browsers that are signed in',
    sessionsBody: 'A device that is lost, or no longer used, is signed out here.',
    seen: (span) => `used ${span} ago`,
    noOthers: 'No other browser is signed in.',
    end: 'Sign out',
    endOf: (name) => `Sign ${name} out`,
    endTitle: (name) => `Sign ${name} out?`,
    endBody: 'At once, and it cannot be undone: to come back takes a new sign-in link or a token.',
    ended: (name) => `${name} is signed out.`,
    endOthers: 'Sign all other browsers out',
    endLinks: 'Sign-in links that nobody has used yet end, too.',
    endOthersTitle: (n) => `Sign ${n} other browsers out?`,
    endedOthers: (n) => (n === 1 ? '1 other browser is signed out.' : `${n} other browsers are signed out.`),
    tokens: 'API tokens',
    tokensBody:
      'Keys for programs and for the command line. Give each its own, so that one that leaks can be revoked alone.',
    none: 'There is no token to manage here',
    noneBody: 'NIGHTBELL_ADMIN_TOKEN is a setting of the server, and not among them.',
    make: 'Make a token',
    name: 'What is it for?',
    nameHint: 'A name that you will recognise, such as: deployment script',
    makeIt: 'Make it',
    madeTitle: (name) => `The token is made: ${name}`,
    madeBody: 'It is shown this once. Put it into a safe place before you close this.',
    token: 'Token',
    tryIt: 'Try it: this answers whose token it is.',
    stored: 'I have stored it',
    made: (when) => `Made on ${when}`,
    neverUsed: 'Never used',
    used: (span, by) => `Used ${span} ago · ${by}`,
    browsers: (n) => (n === 1 ? '1 browser signed in' : `${n} browsers signed in`),
    own: "This browser's token",
    revoke: 'Revoke',
    revokeOf: (name) => `Revoke ${name}`,
    revokeTitle: (name) => `Revoke the token ${name}?`,
    revokeBody: 'Programs that send it are refused at once. This cannot be undone.',
    ends: 'Browsers that are signed out with it',
    endsHere: 'this browser',
    openLinks: (n) =>
      n === 1
        ? 'One sign-in link that nobody has used yet ends, too.'
        : `${n} sign-in links that nobody has used yet end, too.`,
    revokeOwn:
      'This very browser is signed out at once. Have another token or a sign-in link ready to come back with.',
    revokeLast:
      'It is the last token. Unless NIGHTBELL_ADMIN_TOKEN is set, the server makes another one only when it is started again.',
    revokeFirst:
      'It is the token in data/admin-token on the server: the nightbell command there stops working, too.',
    revoked: (name) => `The token ${name} is revoked.`,
  },
  setup: {
    now: 'What is set now',
    simulated: 'Simulated telephony',
    simulatedBody: 'No real phone rings. The steps below connect Twilio, and then real phones do.',
    real: (provider) => `Real phones ring, through ${provider}`,
    realBody: 'What this server dials rings for real, and costs money.',
    notSet: 'not set',
    hidden: 'set (not shown)',
    checks: 'Checks',
    checking: 'Checking. The provider may take a few seconds to answer.',
    again: 'Check again',
    broken: 'The check did not come to its end.',
    status: { ok: 'Fine', warning: 'Mind this', problem: 'Problem' },
    summary: (problems, warnings) =>
      problems > 0
        ? problems === 1
          ? '1 problem'
          : `${problems} problems`
        : warnings > 0
          ? warnings === 1
            ? '1 thing to mind'
            : `${warnings} things to mind`
          : 'Everything is fine',
    guide: 'Connect real phones',
    guideLead: 'Settings stand in the file .env on the server. No secret is ever typed into this page.',
    stepDone: 'Done',
    steps: {
      account: {
        title: 'A Twilio account and a number',
        body: 'Make an account at twilio.com, upgrade it, and buy a number that can make voice calls. A trial account refuses the call options that Nightbell uses.',
      },
      permission: {
        title: 'Allow calls to Korea',
        body: 'In the Twilio console, under Voice → Settings → Geo permissions, switch South Korea on. Otherwise calls are refused with error 21215.',
      },
      settings: {
        title: 'Write it into .env',
        body: 'Put these lines into the file .env in the folder from which the server starts, and fill in what is underlined from the console.',
      },
      address: {
        title: 'A public address',
        body: 'PUBLIC_URL is the https address under which Twilio reaches this server from the internet. Phones ring without it, too, but no key can be received: what counts is then that somebody, or a human, picked up.',
      },
      restart: {
        title: 'Start again and check',
        body: 'Stop the server with Ctrl+C, start it again, and check again on this page. With a bad setting it does not start, and says which one it is, with an example.',
      },
      drill: {
        title: 'A drill with your own phone',
        body: 'A real phone rings. Fill in your own name and number.',
      },
    },
    envLines: `TELEPHONY=twilio
TWILIO_ACCOUNT_SID=AC______
TWILIO_AUTH_TOKEN=________
TWILIO_FROM=+________
PUBLIC_URL=https://________`,
    drillCommand: 'npx nightbell drill --to Jane=010-____-____',
    facts: 'Good to know',
    factsLead: 'With how sure it is.',
    sure: {
      documented: "Twilio's documentation",
      reported: 'Reported',
      ours: 'What Nightbell does',
    },
    factTexts: {
      trial:
        'A trial account reaches only numbers that were verified before (up to five) in its own country, and most call options are refused. (2026)',
      foreign:
        'Twilio has no Korean voice numbers. Calls show as international, and carriers say so first when they are picked up (since July 2023).',
      pause:
        'Where a key press counts, Nightbell therefore waits two seconds before it speaks. It always speaks twice.',
      save: 'Save the caller number in the contacts of the people on call, and allow it in their spam filters. iOS lets a second call within three minutes through Do Not Disturb: the second round is one.',
      voicemail:
        'A voicemail, and the announcement of a phone that is switched off, count as picked up. Ask for a key press.',
      pace: 'One call per second is the usual limit of an account. Beyond it, the most urgent go first.',
      timeout:
        'With a ring time-out of 15 seconds a phone may ring for up to 20. Whoever answers in that time has answered.',
    },
  },
  firstRun: {
    title: 'Get started',
    lead: 'In two minutes you see how the calls follow each other. A step disappears once it is done.',
    later: 'Do not show this',
    steps: {
      drill: {
        title: 'Play a drill',
        body: 'Phones ring on the page. Answer or decline, and watch it go on to the next person. No real phone rings.',
        go: 'Open the simulator',
      },
      people: {
        title: 'Enter people and a policy',
        body: 'Say who is rung, and in what order. Alerts find people through a policy.',
        go: 'Enter people',
        goPolicy: 'Make a policy',
      },
      telephony: {
        title: 'Connect real phones',
        body: 'Telephony is simulated now. Connected to Twilio, real phones ring.',
        go: 'See how',
      },
    },
  },
}
