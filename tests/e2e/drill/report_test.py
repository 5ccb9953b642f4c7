"""The report as a browser sees it: its numbers, its looks in light and dark, and that nothing in it acts or leaves."""
import html.parser
import http.server
import os
import re
import stat
import struct
import subprocess
import threading
import unittest
import zlib

from ledger_case import VALUE, LedgerCase, row, time_text

NASTY = "</code><script>document.title='taken'</script><img src=x onerror=alert(1)>\"'&\u202e"


def pixels(path):
    """Rows of (r, g, b) of an 8-bit PNG that is not interlaced."""
    with open(path, "rb") as opened:
        data = opened.read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, header = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", data[at + 8:at + 8 + length])
        if kind == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += 12 + length
    width, height, depth, colour, _, _, interlaced = header
    assert depth == 8 and not interlaced and colour in (2, 6)
    size = 3 if colour == 2 else 4
    raw, rows, before = zlib.decompress(packed), [], bytearray(width * size)
    for y in range(height):
        start = y * (width * size + 1)
        before = unfiltered(raw[start], bytearray(raw[start + 1:start + 1 + width * size]), before, size)
        rows.append([tuple(before[x:x + 3]) for x in range(0, len(before), size)])
    return rows


def unfiltered(kind, line, above, size):
    for i in range(len(line)):
        left = line[i - size] if i >= size else 0
        up, corner = above[i], above[i - size] if i >= size else 0
        if kind == 1:
            line[i] = (line[i] + left) & 255
        elif kind == 2:
            line[i] = (line[i] + up) & 255
        elif kind == 3:
            line[i] = (line[i] + (left + up) // 2) & 255
        elif kind == 4:
            guess = left + up - corner
            nearest = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            line[i] = (line[i] + nearest) & 255
    return line


class Markup(html.parser.HTMLParser):
    """Every tag and attribute that there is."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}


class Report(LedgerCase):
    def setUp(self):
        super().setUp()
        places = [{"path": "/var/log/app.log", "count": 1203, "how": "in-place"}, {"path": "/tmp/" + NASTY, "count": 4, "how": "rewritten"}]
        left = [{"path": "/var/log/journal", "count": 2, "reason": "journal"}]
        self.rows = [row(1, label="CF_TOKEN", places=places, left=left, note=NASTY), row(2, state="open", found={"hours": -2}),
                     row(3, state="rotated", found={"days": -30}, rotated={"days": -29}), row(4, state="closed", found={"days": -99})]
        masks = [{"day": time_text(days=-days)[:10], "rule": rule, "count": count} for days, rule, count in
                 ((0, "github-pat-classic", 1234), (0, "slack-webhook", 6), (3, "github-pat-classic", 66), (29, "stripe-secret-key", 9), (45, "too-old", 5))]
        self.import_rows(*self.rows, masks=masks)
        self.record()
        self.page_path = self.path("report.html")
        done = self.redactctl("leaks", "report", "-o", self.page_path)
        self.assertEqual((done.returncode, done.stdout), (0, b""), done.stderr)
        with open(self.page_path, encoding="utf-8") as opened:
            self.page = opened.read()

    def browse(self, path, *options):
        return subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
                               "--user-data-dir=" + self.path("browser"), *options, "file://" + path],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**self.env, "HOME": self.root}, timeout=120)

    def shot(self, name, *options):
        path = self.path(name)
        self.browse(self.page_path, "--window-size=800,1200", "--screenshot=" + path, *options)
        return pixels(path)

    def test_numbers_in_the_browser(self):
        dom = self.browse(self.page_path, "--dump-dom").stdout.decode()
        self.assertEqual(dict(re.findall(r'<b id="(\w+)">([\d,]+)</b>', dom)),
                         {"overdue": "1", "open": "2", "contained": "1", "rotated": "1", "closed": "1", "masked": "1,315"})
        by_rule = re.search(r'<table id="masks-by-rule">(.*?)</table>', dom, re.S).group(1)
        self.assertEqual(re.findall(r"<code>([a-z-]+)</code></td><td class=\"number\">([\d,]+)<", by_rule),
                         [("github-pat-classic", "1,300"), ("stripe-secret-key", "9"), ("slack-webhook", "6")])
        values = [float(height) for height in re.findall(r'<rect class="s1"[^>]* height="([\d.]+)"', dom)]
        self.assertEqual(len(values), 2)
        self.assertAlmostEqual(max(values) / min(values), 1234 / 66, delta=0.3)  # the picture is to scale
        self.assertIn(">1.2k</text>", dom)
        for leak in self.rows:
            self.assertIn('id="%s"' % leak["id"], dom)
        self.assertIn("1,207 in 2 places", dom)
        self.assertIn("journal", dom)
        self.assertRegex(dom, r"open → contained</b>")

    def test_what_stands_in_it_is_text(self):
        for page in (self.page, self.browse(self.page_path, "--dump-dom").stdout.decode()):
            markup = Markup(page)
            self.assertLessEqual({"html", "head", "meta", "style", "table", "svg"}, markup.tags)
            self.assertFalse(markup.tags & {"script", "img", "link", "iframe", "object", "form", "base"})
            self.assertFalse([name for name in markup.attributes if name.startswith("on") or name in ("src", "style")])
            self.assertNotIn("\u202e", page)
            self.assertIn("<title>Leaks, ", page)

    def test_nothing_leaves_and_nothing_acts(self):
        self.assertRegex(self.page, r"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
        self.assertEqual(re.findall(r"https?://|@import|url\(", self.page), [])
        asked = []

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.addCleanup(server.server_close)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.shutdown)
        # Even if an escape had been forgotten: the page's own policy stops what gets in.
        planted = "<img src='http://127.0.0.1:%d/image'><script>document.title='taken'</script></body>" % server.server_port
        for policy, wanted, title in ((True, [], "Leaks"), (False, ["/image"], "taken")):
            page = self.page if policy else re.sub(r"<meta http-equiv=[^>]*>", "", self.page)
            self.assertEqual(policy, "Content-Security-Policy" in page)
            path = self.path("planted.html")
            with open(path, "w", encoding="utf-8") as out:
                out.write(page.replace("</body>", planted))
            dom = self.browse(path, "--dump-dom").stdout.decode()
            self.assertRegex(dom, "<title>" + title)
            self.assertEqual(asked, wanted)

    def test_it_looks_like_something_in_light_and_dark(self):
        light = self.shot("light.png")
        dark = self.shot("dark.png", "--blink-settings=preferredColorScheme=0")
        phone = self.shot("phone.png", "--window-size=500,1200")
        for rows in (light, dark, phone):
            colours = {pixel for line in rows[::3] for pixel in line[::3]}
            self.assertGreater(len(colours), 40)  # not blank: text, badges and columns of several colours
        self.assertGreater(sum(light[5][5]), 3 * 220)
        self.assertLess(sum(dark[5][5]), 3 * 60)
        self.assertEqual(len(phone[0]), 500)

    def test_no_secret_and_no_piece_of_one(self):
        for size in range(6, len(VALUE) + 1):
            self.assertNotIn(VALUE[:size], self.page)
        self.assertEqual(stat.S_IMODE(os.stat(self.page_path).st_mode), 0o600)

    def test_markdown_for_a_ticket(self):
        done = self.redactctl("leaks", "report", "--md")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = done.stdout.decode()
        self.assertIn("| 1 | 2 | 1 | 1 | 1 | 1315 |", text)
        self.assertIn("| `/var/log/app.log` | 1203 | in-place |", text)
        outside_code = re.sub(r"(`+)[^\n]*?\1", "", text)
        self.assertNotIn("<script>", outside_code)
        self.assertNotIn(VALUE[:7], text)


class Empty(LedgerCase):
    def test_a_ledger_without_leaks(self):
        done = self.redactctl("leaks", "report")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"The ledger holds no leak.", done.stdout)
        self.assertIn(b"Nothing is due.", done.stdout)
        self.assertEqual(self.redactctl("leaks", "report", "-o", self.path("no/such/dir.html")).returncode, 5)


if __name__ == "__main__":
    unittest.main()
