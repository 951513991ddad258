"""The example gateway as a process of its own."""

import json
import re
import signal
import subprocess
import threading
import time

PAIR = re.compile(r'([\w.]+)=("(?:[^"\\]|\\.)*"|\S+)')


class Gateway:
    """Started when made, with so many requests a second; `with` ends it."""

    def __init__(self, program, upstream, per_second=100_000):
        arguments = [program, "127.0.0.1:0", upstream, str(per_second)]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        first = self.process.stdout.readline()
        self.address = first.removeprefix("listening on ").strip()
        assert self.address.startswith("127.0.0.1:"), first
        self.lines = []
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def logged(self, count):
        """The lines of the log, as dictionaries, once there are `count`."""
        for _ in range(500):
            if len(self.lines) >= count:
                break
            time.sleep(0.01)
        assert len(self.lines) == count, self.lines
        return [self.parsed(line) for line in self.lines]

    @staticmethod
    def parsed(line):
        pairs = dict(PAIR.findall(line))
        return {name: json.loads(text) if text[0] == '"' else text for name, text in pairs.items()}

    def counters(self):
        """Ends it, as Ctrl-C does. The counters that it printed, by error.type."""
        seen = len(self.lines)
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(timeout=10) == 0
        self.reader.join(timeout=10)
        found = [re.fullmatch(r'responses{error.type="(.*)"} (\d+)', line) for line in self.lines[seen:]]
        return {match[1]: int(match[2]) for match in found}

    def peak_memory(self):
        """The most memory that it ever had, in KiB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1])

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()
