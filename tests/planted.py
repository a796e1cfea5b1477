"""Plant the defects of planted_in_….py one at a time, and check that the tests catch each: `make planted`.

It works on a copy of the current files, without those that git ignores. First the tests that should catch something must pass. A defect
that is not caught lacks a test. One whose old words are not found exactly once is out of date: point it to where they went.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = (".venv", "node_modules")
LONGEST = 900  # seconds that the tests of one defect may take
KNOWN = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
MADE = "made.sqlite3"
PYTEST = ["-m", "pytest", "-x", "-q", "-rf", "--tb=line", "-p", "no:cacheprovider", "-p", "no:randomly"]
OVER_IT = ["--ds=settings_planted", "--reuse-db"]

# The tests' settings, with a database that is made once: making it takes longer than most tests.
SETTINGS = """
from config.settings_test import *
from config.settings_test import DATABASES
DATABASES["default"]["TEST"] = {"NAME": "planted.sqlite3"}
"""
FAILED = re.compile(r"^FAILED (.+?)(?: - |$)", re.MULTILINE)
ERROR = re.compile(r"^(?:ERROR .*|E  .*)$", re.MULTILINE)


@dataclass(frozen=True)
class Defect:
    """What goes wrong, in a sentence; the file; the words in it, which must be there once, and what replaces them; and the tests that must
    fail: files or single tests ("file::test").
    """

    sentence: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def is_out_of_date(self) -> str:
        """Return why it cannot be planted any more; "" if it can."""
        path = ROOT / self.file
        found = path.read_text().count(self.old) if path.exists() else 0
        if found != 1:
            return f"{self.file} has “{self.old}” {found} times: once is wanted"
        return next((f"there is no {test}" for test in self.tests if not _is_there(test)), "")


def _is_there(test: str) -> bool:
    file, _, name = test.partition("::")
    path = ROOT / file
    return path.exists() and (not name or f"def {name.partition('[')[0]}(" in path.read_text())


@contextmanager
def copied() -> Iterator[Path]:
    """Yield a copy of the files with the installed packages; it is always removed afterwards."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copy = Path(folder)
        known = subprocess.run(KNOWN, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
        for name in filter(None, known.split("\0")):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, copy / name)
        for name in INSTALLED:
            (copy / name).symlink_to((ROOT / name).resolve())
        (copy / "settings_planted.py").write_text(SETTINGS)
        yield copy


def ran(copy: Path, tests: Iterable[str], *python: str, longest: int | None = None) -> tuple[int, str]:
    """Return how pytest ended over a ready database, and what it printed; `python` holds options for the interpreter."""
    for left in copy.glob("planted.sqlite3*"):
        left.unlink()
    shutil.copy(copy / MADE, copy / "planted.sqlite3")
    return _ended(copy, *python, *PYTEST, *OVER_IT, *tests, longest=longest)


def _ended(copy: Path, *command: str, longest: int | None = None) -> tuple[int, str]:
    """Return the exit code and output of a Python command in the copy; no code if it took too long and was stopped."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{copy / MADE}", "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    whole = [sys.executable, *command]
    with subprocess.Popen(whole, cwd=copy, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603
        try:
            said, _ = process.communicate(timeout=longest)
        except BaseException as ended:
            process.send_signal(signal.SIGINT)  # so that it cleans up
            process.wait(30)
            if not isinstance(ended, subprocess.TimeoutExpired):
                raise
            return -1, f"The tests did not end within {longest} seconds."
    return process.returncode, said


@contextmanager
def planted(copy: Path, defect: Defect) -> Iterator[None]:
    """Plant the defect in the copy inside this block."""
    path = copy / defect.file
    sound = path.read_text()
    path.write_text(sound.replace(defect.old, defect.new))
    try:
        yield
    finally:
        path.write_text(sound)


def caught(copy: Path, defect: Defect) -> str:
    """Return the test that fails with the defect; "" if none does."""
    with planted(copy, defect):
        code, said = ran(copy, defect.tests, "-B", longest=LONGEST)  # no bytecode, because the changed file may have the same size and time
    failed = FAILED.search(said)
    if code == 1 and failed:
        return failed[1]
    if code:
        say(f"  it breaks the tests, and is not caught: {'; '.join(ERROR.findall(said)[:3]) or said[-500:]}")
    return ""


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def defects() -> list[Defect]:
    from tests import planted_in_returns_and_selection, planted_in_the_fund, planted_in_what_is_kept, planted_in_what_is_told

    kinds = (planted_in_what_is_told, planted_in_what_is_kept, planted_in_returns_and_selection, planted_in_the_fund)
    return [defect for kind in kinds for defect in kind.DEFECTS]


def main(word: str) -> int:
    """Plant all defects whose sentence has this word; return 1 if one is not caught, or nothing could be tried."""
    chosen = [each for each in defects() if word.casefold() in each.sentence.casefold()]
    stale = [f"{each.sentence}: {each.is_out_of_date}" for each in chosen if each.is_out_of_date]
    if stale or not chosen:
        say("\n".join(["Out of date:", *stale]) if stale else f"No sentence has “{word}”.")
        return 1
    with copied() as copy:
        _ended(copy, "manage.py", "migrate", "--verbosity", "0")
        code, said = ran(copy, sorted({test for each in chosen for test in each.tests}))
        if code:
            say(f"The tests do not pass as the code stands:\n{said}")
            return 1
        missed = 0
        for each in chosen:
            by = caught(copy, each)
            missed += not by
            say(f"{'caught    ' if by else 'NOT CAUGHT'}  {each.sentence}\n            {by or ' '.join(each.tests)}")
    say(f"{len(chosen) - missed} of {len(chosen)} caught.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
