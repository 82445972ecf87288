"""The form in which users have auditor: a wheel, installed with bytecode, beside what this checkout's venv has.

    python benchmarks/wheel.py DIRECTORY

makes DIRECTORY a virtual environment with the wheel of this checkout; the other benchmarks are run by its interpreter.
An editable install, or one without bytecode, is up to a third slower than what users have.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
from importlib.util import cache_from_source, find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build, install, say where."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the one argument
        raise SystemExit(__doc__)
    place = Path(sys.argv[1]).resolve()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        built = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, str(ROOT)]
        subprocess.run(built, check=True, stdout=subprocess.DEVNULL, env=environment)
        (wheel,) = Path(folder).glob("auditor-*.whl")
        venv.EnvBuilder(clear=True, symlinks=os.name == "posix").create(place)
        python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
        installed = [*pip, "install", "--quiet", "--no-deps", "--compile", str(wheel)]
        subprocess.run(installed, check=True, env=environment)
    # what auditor needs is taken from this venv, whose own auditor comes later on the path than the wheel's
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    print(subprocess.run([str(python), __file__, "--form"], check=True, capture_output=True, text=True).stdout.strip())
    return 0


def form() -> str:
    """What this interpreter has as auditor, and whether with bytecode: a line that every benchmark prints."""
    installed = find_spec("auditor")
    if installed is None or installed.origin is None:
        raise SystemExit("auditor is not installed here")
    source = Path(installed.origin)
    wheel = not source.is_relative_to(ROOT / "auditor")
    bytecode = Path(cache_from_source(str(source.with_name("version.py")))).is_file()
    what = "a wheel" if wheel else "the checkout, not a wheel"
    return f"measured: {what}, {'with' if bytecode else 'without'} bytecode, Python {sys.version.split()[0]}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--form"]:
        print(form())
        sys.exit()
    sys.exit(main())
