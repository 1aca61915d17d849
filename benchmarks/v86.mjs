// Starts a disk on v86 without a screen: v86.mjs DISK SERIAL MEGABYTES. What the guest sends to COM1 goes to the file SERIAL.
// V86_DIR is the folder of the npm package v86; firmware is Debian's SeaBIOS.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [disk, serial, megabytes] = process.argv.slice(2);
const build = path.resolve(process.env.V86_DIR, "build");
const { V86 } = await import(pathToFileURL(path.join(build, "libv86.mjs")));
const HARD_DISK_FIRST = 0x132;
const MIB = 1 << 20;

function image(file) {
    return { buffer: new Uint8Array(fs.readFileSync(file)).buffer };
}

const out = fs.openSync(serial, "w");
new V86({
    wasm_path: path.join(build, "v86.wasm"),
    memory_size: Number(megabytes) * MIB,
    vga_memory_size: 16 * MIB,
    bios: image("/usr/share/seabios/bios.bin"),
    vga_bios: image("/usr/share/seabios/vgabios-stdvga.bin"),
    hda: image(disk),
    boot_order: HARD_DISK_FIRST,
    autostart: true,
    disable_keyboard: true,
    disable_mouse: true,
    disable_speaker: true,
}).add_listener("serial0-output-byte", byte => fs.writeSync(out, Uint8Array.of(byte)));
