// SPDX-License-Identifier: GPL-3.0-or-later
// The request form as somebody meets it: in a browser, with the keyboard, on a phone, in another
// language, and what reaches the desk.  Speaks TAP.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'

const { FOYER_CHROMIUM, FOYER_ENDPOINT, FOYER_LOCALE_DIR, FOYER_PICTURES, FOYER_SOURCES, FOYER_WORK } = process.env
const { chromium } = createRequire(path.join(FOYER_WORK, 'index.js'))('playwright-core')

const PHONE = { width: 360, height: 740 }
const DESKTOP = { width: 1000, height: 900 }
const FILL_MS = 2100 // nobody fills it in faster

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-form-'))
fs.mkdirSync(FOYER_PICTURES, { recursive: true })

// --- the endpoint ---

class Endpoint {
  static async start (options = [], env = {}) {
    const self = new Endpoint()
    self.profile = fs.mkdtempSync(path.join(scratch, 'profile-'))
    self.token = execFileSync(FOYER_ENDPOINT, ['--profile', self.profile, 'token', 'add', 'desk'],
      { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim()
    self.said = ''
    self.process = spawn(FOYER_ENDPOINT, ['--profile', self.profile, '--listen', '127.0.0.1:0',
      '--clinic-name', 'Ocean View Dermatology', '--clinic-phone', '(805) 555-0100',
      '--address-rate', '0', ...options], { env: { ...process.env, ...env } })
    self.process.stderr.on('data', data => { self.said += data })
    self.base = await new Promise((resolve, reject) => {
      self.process.stdout.on('data', data => {
        self.said += data
        const match = /^Listening on (http:\/\/[^/]+)/m.exec(self.said)
        if (match) resolve(match[1])
      })
      self.process.on('exit', status => reject(new Error(`the endpoint ended with ${status}`)))
    })
    return self
  }

  // What a desk receives.
  async requests () {
    const response = await fetch(`${this.base}/fhir/Appointment?_count=100`,
      { headers: { Authorization: `Bearer ${this.token}` } })
    assert.equal(response.status, 200)
    return ((await response.json()).entry ?? []).map(entry => entry.resource)
  }

  async stop () {
    this.process.removeAllListeners('exit')
    const ended = new Promise(resolve => this.process.on('exit', resolve))
    this.process.kill()
    await ended
  }
}

// --- the form ---

const ANSWERS = {
  given: 'Ana María',
  family: 'Pérez O’Neill',
  'birth-month': '3',
  'birth-day': '27',
  'birth-year': '1985',
  phone: '(805) 555-0123',
  email: 'ana@example.com',
  referrer: 'Dr. Osei, Harbor Family Practice',
  'referral-sent': 'yes',
  category: 'medical',
  message: 'A mole that itches.\nMornings are better.'
}

// Fills in all fields but those in without, the quick way.
async function fill (page, changes = {}, without = []) {
  for (const [name, value] of Object.entries({ ...ANSWERS, ...changes })) {
    if (without.includes(name)) continue
    const field = page.locator(`[name="${name}"]`)
    if (await field.count() > 1) await page.locator(`[name="${name}"][value="${value}"]`).check()
    else if (name === 'birth-month') await field.selectOption(value)
    else await field.fill(value)
  }
}

const send = page => page.getByRole('button').click()

async function assertThanks (page) {
  await page.waitForURL('**/request/thanks?lang=*')
  assert.match(new URL(page.url()).search, /^\?lang=[a-zA-Z-]+$/)
}

// Goes on with Tab until a field has the focus, as long as it takes at most.
async function tabTo (page, name, value) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => [document.activeElement.name || document.activeElement.tagName,
      document.activeElement.value])
    if (at[0] === name && (value === undefined || at[1] === value)) return
  }
  assert.fail(`Tab does not lead to ${name}`)
}

const extension = (resource, name) => resource.extension?.find(e =>
  e.url === `https://foyerclinic.org/fhir/StructureDefinition/${name}`)

const picture = (page, name) =>
  page.screenshot({ path: path.join(FOYER_PICTURES, `request-form-${name}.png`), fullPage: true })

// --- what a page must be ---

// Everything that an accessibility checker looks at on a page like this.
async function assertAccessible (page) {
  const findings = await page.evaluate(() => {
    const bad = []
    const all = selector => [...document.querySelectorAll(selector)]
    const visible = element => element.closest('.away') === null && element.type !== 'hidden'

    if (!document.documentElement.lang) bad.push('no lang')
    if (!['ltr', 'rtl'].includes(document.documentElement.dir)) bad.push('no dir')
    if (all('h1').length !== 1) bad.push('not one h1')
    if (all('main').length !== 1) bad.push('not one main')
    if (!document.title.includes(document.querySelector('h1').textContent)) bad.push('title')
    const levels = all('h1,h2,h3').map(h => Number(h.tagName[1]))
    if (levels.some((level, i) => i > 0 && level > levels[i - 1] + 1)) bad.push('heading levels')
    const ids = all('[id]').map(element => element.id)
    if (new Set(ids).size !== ids.length) bad.push('an id twice')
    for (const field of all('input,select,textarea').filter(visible)) {
      if (field.labels.length !== 1 || !field.labels[0].textContent.trim()) bad.push(`label of ${field.name}`)
      const box = field.getBoundingClientRect()
      if (box.width < 24 || box.height < 24) bad.push(`${field.name} is too small to touch`)
      if (['radio', 'checkbox'].includes(field.type) &&
          !field.closest('fieldset')?.querySelector('legend')?.textContent.trim()) bad.push(`legend of ${field.name}`)
    }
    for (const element of all('[aria-describedby]')) {
      for (const id of element.getAttribute('aria-describedby').split(' ')) {
        if (!document.getElementById(id)) bad.push(`description ${id}`)
      }
    }
    for (const link of all('a[href^="#"]')) {
      if (!document.getElementById(link.hash.slice(1))?.matches('input,select,textarea')) bad.push(`link to ${link.hash}`)
    }
    if (all('[tabindex]').some(element => element.tabIndex > 0)) bad.push('a tab order of its own')
    for (const element of all('script,img,iframe,[style],[onclick]')) bad.push(`more than text and style: ${element.outerHTML.slice(0, 80)}`)
    return bad
  })
  assert.deepEqual(findings, [])

  // What a screen reader is told: whatever can have the focus has a name.
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const property = (node, name) => node.properties?.find(p => p.name === name)?.value.value
  const nameless = nodes.filter(node => !node.ignored && property(node, 'focusable') &&
    !['RootWebArea', 'alert'].includes(node.role.value) && !node.name?.value)
  assert.deepEqual(nameless.map(node => node.role.value), [])
  await session.detach()
}

// The contrast of every text, and of the edges of fields, to what is behind (WCAG 2.1, 1.4.3, 1.4.11).
async function assertContrast (page) {
  const low = await page.evaluate(() => {
    const parse = colour => colour.match(/[\d.]+/g).map(Number)
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
      .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
    const contrast = (a, b) => {
      const [high, low] = [light(a), light(b)].sort((x, y) => y - x)
      return (high + 0.05) / (low + 0.05)
    }
    const behind = element => {
      for (let at = element; at; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor)
        if (colour.length === 3 || colour[3] === 1) return colour
      }
      return [255, 255, 255]
    }
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      if (!walker.currentNode.data.trim() || element.closest('.away,option')) continue
      const ratio = contrast(parse(getComputedStyle(element).color), behind(element))
      if (ratio < 4.5) found.push(`${walker.currentNode.data.trim()}: ${ratio.toFixed(2)}`)
    }
    for (const field of document.querySelectorAll('select,textarea,input:not([type=hidden],[type=radio],[type=checkbox])')) {
      if (field.closest('.away')) continue
      const ratio = contrast(parse(getComputedStyle(field).borderTopColor), behind(field.parentElement))
      if (ratio < 3) found.push(`edge of ${field.name}: ${ratio.toFixed(2)}`)
    }
    return found
  })
  assert.deepEqual(low, [])
}

async function assertFits (page) {
  const [wide, room] = await page.evaluate(() =>
    [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  assert.ok(wide <= room, `the page is ${wide} pixels wide and has ${room}`)
}

// Each page of the form: empty, refused with everything wrong that can be, sent, in the way.
async function forEachPage (page, endpoint, check, query = '') {
  await page.goto(`${endpoint.base}/request${query}`)
  await check('empty')
  await fill(page, {
    given: 'x'.repeat(150), phone: '12', email: 'nobody', 'birth-day': '31', 'birth-month': '2', message: '4111 1111 1111 1111'
  }, ['family', 'referrer', 'referral-sent', 'category'])
  await page.evaluate(() => { document.querySelector('[name=website]').value = 'x' })
  await send(page)
  await page.waitForSelector('#problems')
  await check('refused')
  await page.goto(`${endpoint.base}/request/thanks${query}`)
  await check('sent')
}

// --- the cases ---

const cases = {
  async 'filled in with the keyboard alone, it reaches the desk' ({ browser, endpoint }) {
    const page = await browser.newPage({ viewport: DESKTOP, locale: 'en-US' })
    const wrong = []
    page.on('console', message => wrong.push(message.text()))
    await page.goto(`${endpoint.base}/`)
    for (const name of ['given', 'family']) {
      await tabTo(page, name)
      await page.keyboard.insertText(ANSWERS[name])
    }
    await tabTo(page, 'birth-month')
    await page.keyboard.type('Mar')
    await tabTo(page, 'birth-day')
    await page.keyboard.type('27')
    await tabTo(page, 'birth-year')
    await page.keyboard.type('1985')
    for (const name of ['phone', 'email', 'referrer']) {
      await tabTo(page, name)
      await page.keyboard.insertText(ANSWERS[name])
    }
    await tabTo(page, 'referral-sent', 'yes')
    await page.keyboard.press('Space')
    await tabTo(page, 'seen-before')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await tabTo(page, 'category', 'medical')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'days', 'mon')
    await page.keyboard.press('Space')
    await tabTo(page, 'days', 'thu')
    await page.keyboard.press('Space')
    await tabTo(page, 'times')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await tabTo(page, 'earliest')
    const day = new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10)
    await page.keyboard.type(day.slice(5, 7) + day.slice(8, 10) + day.slice(0, 4))
    await tabTo(page, 'message')
    await page.keyboard.insertText('A mole that itches.')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('<b>Thanks</b> & bye')
    await page.waitForTimeout(FILL_MS)
    await picture(page, 'filled')
    await tabTo(page, 'BUTTON')
    await page.keyboard.press('Enter')
    await assertThanks(page)
    assert.match(await page.textContent('main'), /\(805\) 555-0100/)
    assert.deepEqual(wrong, [])

    const [request, ...rest] = await endpoint.requests()
    assert.equal(rest.length, 0)
    assert.equal(request.status, 'proposed')
    const person = request.contained[0]
    assert.equal(person.resourceType, 'Patient')
    assert.equal(person.name[0].family, ANSWERS.family)
    assert.deepEqual(person.name[0].given, [ANSWERS.given])
    assert.equal(person.birthDate, '1985-03-27')
    assert.deepEqual(person.telecom.map(t => `${t.system} ${t.value}`),
      [`phone ${ANSWERS.phone}`, `email ${ANSWERS.email}`])
    assert.equal(person.communication[0].language.coding[0].code, 'en')
    assert.equal(request.participant[0].actor.reference, `#${person.id}`)
    assert.equal(request.comment, 'A mole that itches.\n<b>Thanks</b> & bye')
    assert.equal(request.serviceCategory[0].coding[0].code, 'cosmetic')
    assert.equal(request.requestedPeriod[0].start, day)
    assert.equal(extension(request, 'intake-channel').valueCode, 'web-form')
    assert.equal(extension(request, 'preferred-days').valueString, 'mon thu')
    assert.equal(extension(request, 'preferred-times').valueString, 'morning')
    assert.equal(extension(request, 'referrer-text').valueString, ANSWERS.referrer)
    assert.equal(extension(request, 'referral-sent').valueCode, 'yes')
    assert.equal(extension(request, 'seen-before').valueBoolean, false)
    assert.doesNotMatch(endpoint.said, /Pérez|Ana|555-0123|example\.com|Osei|mole/)
  },

  async 'works without scripts' ({ browser, endpoint }) {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${endpoint.base}/request`)
    await fill(page)
    await page.waitForTimeout(FILL_MS)
    await send(page)
    await assertThanks(page)
    assert.equal((await endpoint.requests())[0].comment, ANSWERS.message)
  },

  async 'a refusal keeps what was typed and leads to what is wrong' ({ browser, endpoint }) {
    const page = await browser.newPage({ viewport: DESKTOP })
    await page.goto(`${endpoint.base}/request`)
    await fill(page, { email: 'ana@', message: 'Two\n\nlines <i>&amp;</i>' }, ['family', 'category'])
    await page.locator('[name=days][value=wed]').check()
    await send(page)
    await page.waitForSelector('#problems')
    await picture(page, 'refused')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'problems')
    assert.equal(await page.inputValue('#given'), ANSWERS.given)
    assert.equal(await page.inputValue('#email'), 'ana@')
    assert.equal(await page.inputValue('#message'), 'Two\n\nlines <i>&amp;</i>')
    assert.equal(await page.inputValue('#birth-month'), '3')
    assert.ok(await page.locator('[name=days][value=wed]').isChecked())
    assert.ok(await page.locator('[name=referral-sent][value=yes]').isChecked())
    const links = await page.locator('#problems a').evaluateAll(list => list.map(link => link.hash))
    assert.deepEqual(links, ['#family', '#email', '#category'])
    for (const id of ['family', 'email']) {
      assert.equal(await page.getAttribute(`#${id}`, 'aria-invalid'), 'true')
      assert.match(await page.getAttribute(`#${id}`, 'aria-describedby'), new RegExp(`${id}-wrong`))
    }
    assert.equal(await page.getAttribute('#given', 'aria-invalid'), null)
    assert.equal((await endpoint.requests()).length, 0)

    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'family')
    await fill(page, {}, ['message'])
    await page.waitForTimeout(FILL_MS)
    await send(page)
    await assertThanks(page)
    assert.equal((await endpoint.requests())[0].comment, 'Two\n\nlines <i>&amp;</i>')
  },

  async 'a double click makes one request' ({ browser, endpoint }) {
    const page = await browser.newPage()
    await page.goto(`${endpoint.base}/request`)
    await fill(page)
    await page.waitForTimeout(FILL_MS)
    await page.getByRole('button').dblclick()
    await assertThanks(page)
    assert.equal((await endpoint.requests()).length, 1)
  },

  async 'the same page sent over eight connections makes one request' ({ browser, endpoint }) {
    const page = await browser.newPage()
    await page.goto(`${endpoint.base}/request`)
    await fill(page)
    const body = await page.evaluate(() =>
      new URLSearchParams(new FormData(document.querySelector('form'))).toString())
    await page.waitForTimeout(FILL_MS)
    const statuses = await Promise.all(Array.from({ length: 8 }, async () =>
      (await fetch(`${endpoint.base}/request`, {
        method: 'POST', body, redirect: 'manual', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }
      })).status))
    assert.deepEqual(new Set(statuses), new Set([303]))
    assert.equal((await endpoint.requests()).length, 1)
  },

  async 'every page is accessible, in light and in dark' ({ browser, endpoint }) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: DESKTOP, colorScheme })
      await forEachPage(page, endpoint, async name => {
        await assertAccessible(page)
        await assertContrast(page)
        await picture(page, `${name}-${colorScheme}`)
      })
      await page.close()
    }
  },

  async 'fits a phone of 360 pixels, with large text too' ({ browser, endpoint }) {
    for (const scale of [1, 2]) {
      const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true, bypassCSP: true })
      const page = await context.newPage()
      await forEachPage(page, endpoint, async name => {
        if (scale > 1) await page.addStyleTag({ content: `html{font-size:${scale * 100}%}` })
        await picture(page, `${name}-phone${scale > 1 ? '-large' : ''}`)
        await assertFits(page)
      })
      await context.close()
    }
  },

  async 'forced colours and more contrast' ({ browser, endpoint }) {
    const page = await browser.newPage({ viewport: DESKTOP, forcedColors: 'active', contrast: 'more' })
    await forEachPage(page, endpoint, async name => {
      await picture(page, `${name}-forced-colors`)
      await assertContrast(page)
    })
  },

  async 'speaks Spanish' ({ browser, endpoint }) {
    const page = await browser.newPage({ viewport: DESKTOP, locale: 'es-MX' })
    const heading = execFileSync('gettext', ['-d', 'foyer', 'Request an appointment'],
      { env: { ...process.env, LANGUAGE: 'es', LC_ALL: 'C.UTF-8', TEXTDOMAINDIR: FOYER_LOCALE_DIR } }).toString()
    await page.goto(`${endpoint.base}/request`)
    assert.equal(await page.getAttribute('html', 'lang'), 'es')
    assert.equal(await page.textContent('h1'), heading)
    await picture(page, 'spanish')
    await fill(page)
    await page.waitForTimeout(FILL_MS)
    await send(page)
    await assertThanks(page)
    assert.equal(await page.getAttribute('html', 'lang'), 'es')
    await page.click('nav a[hreflang=en]')
    assert.equal(await page.textContent('h1'), 'Request an appointment')
    assert.equal((await endpoint.requests())[0].contained[0].communication[0].language.coding[0].code, 'es')
  },

  async 'has no word that cannot be translated, and reads from right to left' ({ browser }) {
    const locale = path.join(scratch, 'locale')
    const folder = path.join(locale, 'ar', 'LC_MESSAGES')
    const sources = fs.readdirSync(FOYER_SOURCES).filter(name => /^foyer-form.*\.c$/.test(name))
    fs.mkdirSync(folder, { recursive: true })
    execFileSync('sh', ['-c',
      'xgettext --from-code=UTF-8 -k_ -kC_:1c,2 -kNC_:1c,2 --output=- "$@" | sed "s/CHARSET/UTF-8/" |' +
      'msgen - | msgfilter --keep-header sed -e "s/^/⟦/" -e "s/$/⟧/" |' +
      'sed "s/^\\"Language: .*/\\"Language: ar\\\\\\\\n\\"/" | msgfmt --output-file="$OUTPUT" -', 'sh', ...sources],
    { cwd: FOYER_SOURCES, env: { ...process.env, OUTPUT: path.join(folder, 'foyer.mo') }, stdio: ['ignore', 'ignore', 'pipe'] })

    const endpoint = await Endpoint.start([], { FOYER_LOCALE_DIR: locale })
    try {
      const page = await browser.newPage({ viewport: PHONE })
      await forEachPage(page, endpoint, async name => {
        assert.equal(await page.getAttribute('html', 'dir'), 'rtl')
        await assertFits(page)
        await assertAccessible(page)
        await picture(page, `${name}-right-to-left`)
        const words = await page.evaluate(() => {
          const found = []
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          while (walker.nextNode()) {
            const text = walker.currentNode.data.trim()
            const parent = walker.currentNode.parentElement
            if (text && !/^⟦.*⟧$/s.test(text) && !parent.closest('.clinic,nav,textarea,[href^="tel:"]')) found.push(text)
          }
          return found
        })
        assert.deepEqual(words, [])
      }, '?lang=ar')
      const field = await page.goto(`${endpoint.base}/request?lang=ar`).then(() => page.locator('label[for=given]').boundingBox())
      assert.ok(field.x + field.width > PHONE.width / 2, 'labels begin at the right')
    } finally {
      await endpoint.stop()
    }
  },

  async 'what fills in the hidden field is refused, and says so' ({ browser, endpoint }) {
    const page = await browser.newPage()
    await page.goto(`${endpoint.base}/request`)
    assert.equal(await page.getByLabel('Leave this field empty').count(), 1)
    assert.ok(await page.evaluate(() => document.querySelector('[name=website]').getBoundingClientRect().right < 20 ||
      document.querySelector('.away').clientWidth <= 1))
    await fill(page)
    await page.evaluate(() => { document.querySelector('[name=website]').value = 'https://spam.example' })
    await page.waitForTimeout(FILL_MS)
    await send(page)
    await page.waitForSelector('#problems')
    assert.equal((await endpoint.requests()).length, 0)
    assert.ok(await page.getByRole('textbox', { name: 'Leave this field empty' }).isVisible())
    await page.waitForTimeout(FILL_MS)
    await send(page)
    await assertThanks(page)
  },

  async 'too fast is refused and keeps everything' ({ browser, endpoint }) {
    const page = await browser.newPage()
    await page.goto(`${endpoint.base}/request`)
    const [token] = await Promise.all([page.inputValue('[name=token]'), fill(page)])
    const body = await page.evaluate(() =>
      new URLSearchParams(new FormData(document.querySelector('form'))).toString())
    const fresh = /name="token" value="([^"]+)"/.exec(await (await fetch(`${endpoint.base}/request`)).text())[1]
    const response = await fetch(`${endpoint.base}/request`, {
      method: 'POST', body: body.replace(token, fresh), headers: { 'Content-Type': 'application/x-www-form-urlencoded' }
    })
    assert.equal(response.status, 422)
    assert.match(await response.text(), /faster than anybody types/)
    assert.equal((await endpoint.requests()).length, 0)
  },

  async 'a card number is neither stored nor shown' ({ browser, endpoint }) {
    const page = await browser.newPage()
    await page.goto(`${endpoint.base}/request`)
    await fill(page, { message: 'Charge 5555 5555 5555 4444 please' })
    await page.waitForTimeout(FILL_MS)
    await send(page)
    await page.waitForSelector('#problems')
    assert.doesNotMatch(await page.content(), /5555 5555/)
    assert.equal(await page.inputValue('#message'), 'Charge … please')
    assert.equal((await endpoint.requests()).length, 0)
    assert.doesNotMatch(endpoint.said, /5555/)
  },

  async 'a flood is refused with a sentence and the phone number' ({ browser }) {
    const endpoint = await Endpoint.start(['--requests-per-hour', '1'])
    try {
      const page = await browser.newPage({ viewport: DESKTOP })
      let response
      for (let i = 0; i < 2; i++) {
        await page.goto(`${endpoint.base}/request`)
        await fill(page)
        await page.waitForTimeout(FILL_MS)
        ;[response] = await Promise.all([
          page.waitForResponse(r => r.request().method() === 'POST'), send(page)])
        await page.waitForLoadState()
        assert.equal(response.status(), i === 0 ? 303 : 429)
      }
      assert.equal(response.headers()['retry-after'], '3600')
      assert.match(await page.textContent('main'), /Too many requests.*\(805\) 555-0100/s)
      await assertAccessible(page)
      await picture(page, 'flood')
      assert.equal((await endpoint.requests()).length, 1)
    } finally {
      await endpoint.stop()
    }
  },

  async 'a page of somebody else cannot send it' ({ browser, endpoint }) {
    const page = await browser.newPage()
    await page.goto(`${endpoint.base}/request`)
    await fill(page)
    const fields = await page.evaluate(() => [...new FormData(document.querySelector('form'))])
    const escape = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)
    const inputs = fields.map(([name, value]) => `<input name="${name}" value="${escape(value)}">`).join('')
    const trap = http.createServer((request, response) => response.setHeader('Content-Type', 'text/html')
      .end(`<meta charset="utf-8"><form method="post" action="${endpoint.base}/request">${inputs}<button>Win</button></form>
<iframe src="${endpoint.base}/request"></iframe>`))
    await new Promise(resolve => trap.listen(0, '127.0.0.1', resolve))
    try {
      await page.waitForTimeout(FILL_MS)
      await page.goto(`http://127.0.0.1:${trap.address().port}/`)
      assert.doesNotMatch(await page.frames()[1].content(), /Before you begin/)
      const [response] = await Promise.all([
        page.waitForResponse(r => r.request().method() === 'POST'), page.click('button')])
      assert.equal(response.status(), 403)
      assert.equal((await endpoint.requests()).length, 0)
    } finally {
      trap.close()
    }
  }
}

// --- TAP ---

const browser = await chromium.launch({ executablePath: FOYER_CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  .catch(error => {
    console.log(`1..0 # SKIP Chromium cannot be started: ${String(error.message).split('\n')[0]}`)
    process.exit(0)
  })

const only = process.argv.slice(2)
const chosen = Object.entries(cases).filter(([name]) => only.length === 0 || only.some(word => name.includes(word)))
let failed = 0
console.log(`1..${chosen.length}`)
for (const [i, [name, run]] of chosen.entries()) {
  const endpoint = await Endpoint.start(['--requests-per-hour', '100'])
  try {
    await run({ browser, endpoint })
    console.log(`ok ${i + 1} - ${name}`)
  } catch (error) {
    failed++
    console.log(`not ok ${i + 1} - ${name}`)
    console.log(String(error.stack).replace(/^/gm, '# '))
  }
  for (const context of browser.contexts()) await context.close()
  await endpoint.stop()
}
await browser.close()
fs.rmSync(scratch, { recursive: true })
process.exit(failed ? 1 : 0)
