"""page.py FILE: whether a page's elements open and close in order, and load nothing."""
import html.parser
import sys

VOID = {"meta", "input", "br", "hr", "img", "link"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.faults, self.count = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.count += 1
        names = dict(attrs)
        if tag == "script" or any(name.startswith("on") for name in names) \
                or "src" in names or "href" in names:
            self.faults.append("%s %s" % (tag, attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append("</%s> at %s" % (tag, self.getpos()))


with open(sys.argv[1], encoding="utf-8") as file:
    page = Page()
    page.feed(file.read())
    page.close()
if page.open or page.count < 50:
    page.faults.append("open: %s, elements: %d" % (page.open, page.count))
print("\n".join(page.faults))
sys.exit(1 if page.faults else 0)
