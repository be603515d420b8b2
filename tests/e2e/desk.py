"""desk.py: a display of its own, and the window driven on it by keys and mouse.

Nothing here sleeps for a fixed time: the window tells in its event log (tools/events.h)
what it shows, and every step waits for the fact it needs.
"""
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PATIENCE = 30.0  # seconds; only a hang is longer, also on a busy machine


class Missing(Exception):
    """What a fact was waited for in vain."""


def wait_for(what, get, patience=PATIENCE):
    """The first true value of get(); Missing after the time."""
    end = time.monotonic() + patience
    while True:
        value = get()
        if value:
            return value
        if time.monotonic() > end:
            raise Missing(what)
        time.sleep(0.01)


class Display:
    """An X server on a free number, without a window manager."""

    def __init__(self):
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24",
             "-nolisten", "tcp", "-ac", "-noreset"],
            pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise Missing("a display")
        self.name = ":" + number

    def stop(self):
        self.server.terminate()
        self.server.wait()


class Desk:
    """A display, a home, and the program to try."""

    def __init__(self, program, source):
        self.program, self.source = program, source
        self.home = tempfile.mkdtemp(prefix="desk-")
        self.display = Display()
        self.windows = []
        self.data = os.path.join(self.home, "data")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for window in self.windows:
            window.end()
        self.display.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def environment(self, **more):
        """As tools/run starts it, but for the records, the log and the session bus,
        which SDL would otherwise start and leave behind."""
        env = {k: v for k, v in os.environ.items()
               if k not in ("WAYLAND_DISPLAY", "LC_MESSAGES", "LANGUAGE")}
        keeps = os.path.join(self.source, "tests", "e2e", "lsan.txt")
        env.update(DISPLAY=self.display.name, LC_ALL="C.UTF-8",
                   LSAN_OPTIONS="suppressions=%s:print_suppressions=0" % keeps,
                   DBUS_SESSION_BUS_ADDRESS="unix:path=/dev/null",
                   SP_ASSETS=os.path.join(self.source, "assets"),
                   SP_SCENARIOS=os.path.join(self.source, "scenarios"),
                   SPARRING_DATA=self.data, XDG_RUNTIME_DIR=self.home)
        env.update(more)
        return env

    def run(self, *words, **more):
        """A command of the program that ends by itself."""
        return subprocess.run([self.program, *words], env=self.environment(**more),
                              stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=4 * PATIENCE, check=False)

    def open(self, *words, before=(), **more):
        window = Window(self, words, before, more)
        self.windows.append(window)
        return window

    def attempts(self):
        """The records, newest first, as `sparring history --json` tells them."""
        done = self.run("history", "--json")
        if done.returncode:
            raise Missing("the records: " + done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]


class Window:
    """The running program and what it shows."""

    def __init__(self, desk, words, before, more):
        self.desk = desk
        self.log = os.path.join(desk.home, "events-%d" % len(desk.windows))
        self.errors = open(self.log + ".err", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [*before, desk.program, *words], stdin=subprocess.DEVNULL,
            stdout=self.errors, stderr=self.errors,
            env=desk.environment(SPARRING_EVENTS=self.log, **more))
        self.read, self.rest, self.state = 0, b"", {}
        self.wait("a first screen", lambda s: s.get("screen"))
        self.id = self.find()
        self.tool("windowfocus", "--sync", self.id)

    # ---- what it shows ----

    def look(self):
        """The newest state; the log may end in half a line."""
        with open(self.log, "rb") as log:
            log.seek(self.read)
            new = log.read()
        self.read += len(new)
        *lines, self.rest = (self.rest + new).split(b"\n")
        if lines:
            self.state = json.loads(lines[-1])
        return self.state

    def wait(self, what, fact):
        """Until the fact holds; the state in which it does."""
        def get():
            if self.process.poll() is not None:
                raise Missing("%s: the program ended with %s and said:\n%s"
                              % (what, self.process.returncode, self.said()))
            state = self.look() if os.path.exists(self.log) else {}
            return state and fact(state) and state
        try:
            return wait_for(what, get)
        except Missing as missing:
            shown = {k: v for k, v in self.state.items() if k != "items"}
            names = [item["name"] for item in self.state.get("items", [])]
            raise Missing("%s; it shows %s %s" % (missing, shown, names)) from None

    def item(self, name):
        for item in self.state["items"]:
            if item["name"] == name:
                return item
        return None

    def replies(self):
        """Names of the replies on the screen; the first is chosen by key 1."""
        node = self.state["node"]
        names = [item["name"] for item in self.state["items"]]
        return [n for n in names if n.split("/")[-2:-1] == [node]]

    def said(self):
        self.errors.flush()
        with open(self.errors.name, encoding="utf-8") as text:
            return text.read()

    # ---- what a person does ----

    def tool(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.desk.environment(),
                              capture_output=True, text=True, timeout=PATIENCE,
                              check=False)
        return done.stdout.split() if done.returncode == 0 else []

    def find(self):
        return wait_for("the window", lambda: self.tool(
            "search", "--onlyvisible", "--pid", self.process.pid))[-1]

    def press(self, *keys):
        """Keys by the names that X has for them."""
        self.tool("key", "--delay", "60", *keys)

    def press_until(self, key, what, fact, most=60):
        """One key again and again, each time waiting for what it changed."""
        for _ in range(most):
            if fact(self.look()):
                return self.wait(what, fact)
            before = self.state["n"]
            self.press(key)
            self.wait("a change by " + key, lambda s: s["n"] > before)
        raise Missing("%s by %s; the focus was %s" % (what, key, self.state["focus"]))

    def focus(self, name):
        return self.press_until("Tab", "focus on " + name, lambda s: s["focus"] == name)

    def point(self, rect):
        x, y, w, h = rect
        self.tool("mousemove", "--window", self.id, int(x + w / 2), int(y + h / 2))

    def click(self, name):
        """Turns the wheel until most of it is in sight, then clicks into its middle."""
        self.wait("an item " + name, lambda s: self.item(name))
        for _ in range(200):
            item = self.item(name)
            seen = item["seen"]
            if seen and seen[3] >= min(item["rect"][3], 24):
                self.point(seen)
                self.tool("click", 1)
                return
            before, top = self.state["n"], self.state["h"] / 2
            self.point([self.state["w"] / 2, top, 0, 0])
            self.tool("click", 5 if item["rect"][1] > top else 4)
            self.wait("scrolling to " + name, lambda s: s["n"] > before)
        raise Missing("a place to click for " + name)

    def resize(self, width, height):
        self.tool("windowsize", "--sync", self.id, width, height)
        self.wait("size %dx%d" % (width, height),
                  lambda s: (s["w"], s["h"]) == (width, height))

    def ask_to_close(self):
        """What a window manager sends when somebody closes the window."""
        x11 = ctypes.CDLL("libX11.so.6")
        for name in ("XOpenDisplay", "XInternAtom"):
            getattr(x11, name).restype = ctypes.c_void_p
        connection = ctypes.c_void_p(x11.XOpenDisplay(self.desk.display.name.encode()))
        atom = [x11.XInternAtom(connection, name, 0)
                for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")]
        # XClientMessageEvent: type, serial, send_event, display, window,
        # message_type, format, five longs; an XEvent is 24 longs.
        event = (ctypes.c_long * 24)(33, 0, 1, 0, int(self.id), atom[0], 32, atom[1], 0)
        x11.XSendEvent(connection, ctypes.c_ulong(int(self.id)), 0, ctypes.c_long(0),
                       ctypes.byref(event))
        x11.XCloseDisplay(connection)

    def ended(self):
        """The status with which it ended by itself."""
        return self.process.wait(PATIENCE)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def end(self):
        if self.process.poll() is None:
            self.kill()
        self.errors.close()


def main(journeys):
    """Makes those named in the arguments, or all. 77, which is "skipped", when none
    could be made."""
    program, source, *names = sys.argv[1:]
    names = names or list(journeys)
    failed = skipped = 0
    for tool in ("Xvfb", "xdotool"):
        if not shutil.which(tool):
            print("there is no " + tool)
            return 77
    for name in names:
        start = time.monotonic()
        try:
            with Desk(os.path.abspath(program), os.path.abspath(source)) as desk:
                said = journeys[name](desk)
            result = "skipped: " + said if said else "ok"
            skipped += bool(said)
        except (Missing, AssertionError, subprocess.TimeoutExpired) as error:
            failed += 1
            line = error.__traceback__
            while line.tb_next:
                line = line.tb_next
            result = "FAILED: %s" % (error or "line %d of %s" % (
                line.tb_lineno, line.tb_frame.f_code.co_filename))
        print("%s: %s, %.1f s" % (name, result, time.monotonic() - start), flush=True)
    return 1 if failed else 77 if skipped == len(names) else 0
