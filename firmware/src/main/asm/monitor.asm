; The monitor ROM: what the machine boots when nobody gives it a firmware.
;
; A 64 KiB image for the top of the first MiB (and of the first 4 GiB, where the processor looks after a reset). It runs
; in flat 32-bit protected mode from its low place, where address bit 20 is 0, so that switching the A20 gate cannot
; pull the code away from under it. It needs a 486, 64 KiB of RAM and, to be talked to, a UART at port 3F8h, which it
; polls: interrupts stay off for good.
;
; Conventions: a routine keeps all registers but those it says it returns; the direction flag is clear. Commands are
; called with ESI at the text behind their name and may spoil everything (see run_line).

        cpu     486
        bits    32
        org     0xF0000

section .text
section .rodata follows=.text align=4
section .bss    nobits start=0x8100
section .reset  start=0xFFFF0

%include "monitor/layout.asm"
%include "monitor/macros.asm"
%include "monitor/reset.asm"
%include "monitor/main.asm"
%include "monitor/uart.asm"
%include "monitor/console.asm"
%include "monitor/print.asm"
%include "monitor/line.asm"
%include "monitor/parse.asm"
%include "monitor/faults.asm"
%include "monitor/ram.asm"
%include "monitor/processor.asm"
%include "monitor/inventory.asm"
%include "monitor/commands.asm"
%include "monitor/memory-commands.asm"
%include "monitor/port-commands.asm"
%include "monitor/pci.asm"
%include "monitor/pci-commands.asm"
%include "monitor/processor-commands.asm"
%include "monitor/tables.asm"
%include "monitor/paging-commands.asm"
%include "monitor/walk.asm"
%include "monitor/tour.asm"

section .bss
        resb    VARIABLE_BYTES - ($ - $$)       ; does not assemble when the variables grow into the stack
