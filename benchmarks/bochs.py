#!/usr/bin/env python3
"""Finds how Bochs starts here, with the first of its displays on which the benchmark guest comes up.

    bochs.py BENCH IMAGES CONFIGURATION

BENCH is the guest's folder, IMAGES that of its images; CONFIGURATION is written for the guest's runner, with what it names
beside it. If the guest comes up on no display, a line on standard error says why and the status is 1.
"""
import json
import os
import re
import shutil
import subprocess
import sys

# The displays, and what each is started by; a Bochs without the module of one ends at once.
DISPLAYS = {"nogui": [], "x": ["xvfb-run", "-a"], 'rfb, options="timeout=0"': [], "sdl2": [], "term": []}
# Bochs's own ROMs or SeaBIOS, either of which satisfies Debian's package.
FIRMWARE = {"romimage": ["/usr/share/bochs/BIOS-bochs-latest", "/usr/share/seabios/bios.bin"],
            "vgaromimage": ["/usr/share/bochs/VGABIOS-lgpl-latest", "/usr/share/seabios/vgabios-stdvga.bin"]}
PATIENCE_SECONDS = 120


def leave_out(reason, packages):
    sys.exit(f"{os.path.basename(sys.argv[0])}: Bochs is left out: {reason} (Debian's packages for it: {packages})")


def parts():
    """The lines of any configuration for what depends on how Bochs is installed, but for the display."""
    lines = []
    for part, paths in FIRMWARE.items():
        there = [path for path in paths if os.path.exists(path)]
        if not there:
            leave_out(f"there is neither {' nor '.join(paths)}", "bochsbios and vgabios, or seabios")
        lines.append(f"{part}: file={there[0]}\n")
    # Without a sound card Debian's Bochs 2.7 may write beyond a buffer, unless it makes no sound.
    return lines + ["sound: driver=dummy\n"]


def settings(bench):
    """The lines of Bochs's configuration for all displays."""
    with open(f"{bench}/host/bochsrc.tmpl") as file:
        return [line for line in file if line.split(":")[0] not in ("display_library", *FIRMWARE)] + parts()


def failure(bench, images, configuration):
    """Why the guest does not come up; None if it does."""
    results = f"{configuration}-tried"
    subprocess.run([sys.executable, f"{bench}/host/run_bench.py", "--images", images, "--config", configuration,
                    "--emus", "bochs", "--runs", "1", "--run", "none", "--timeout", str(PATIENCE_SECONDS), "--out", results],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    with open(results) as file:
        run = json.load(file)["runs"][0]
    if run["done"]:
        return None
    if "not available" in run["log_tail"]:
        return "no module"
    # What Bochs says at its end, or else the last words that anything said.
    said = re.search(r"with the following message:\n(?:\[.*?\] *)?(.+)|(\w.*)\W*\Z", run["log_tail"])
    return said[1] or said[2] if said else "the guest says nothing"


def main():
    bench, images, configuration = sys.argv[1:]
    if not shutil.which("bochs"):
        leave_out("it is not installed", "bochs, bochs-x, xvfb and xauth")
    common = settings(bench)
    with open(f"{bench}/host/emulators.json") as file:
        bochs = json.load(file)["bochs"]
    failures = []
    for display, starter in DISPLAYS.items():
        name = display.split(",")[0]
        bochsrc = f"{configuration}-{name}"
        with open(bochsrc, "w") as file:
            file.writelines([f"display_library: {display}\n", *common])
        with open(configuration, "w") as file:
            json.dump({"bochs": {**bochs, "cmd": starter + bochs["cmd"], "files": {**bochs["files"], "bochsrc": bochsrc},
                                 "env": {"SDL_VIDEODRIVER": "dummy", "TERM": "xterm"}}}, file)
        missing = [f"no {program}" for program in starter[:1] if not shutil.which(program)]
        reason = missing[0] if missing else failure(bench, images, configuration)
        if not reason:
            return
        failures.append(f"{name}: {reason}")
    leave_out(f"none of its displays works here, {'; '.join(failures)}", "bochs-x, xvfb and xauth")


if __name__ == "__main__":
    main()
