; The conformance guest: protection, interrupts, tasks, virtual-8086 mode and paging, one case a line of output on COM1.
;
; A Multiboot image (Multiboot 0.6.96 §3.1, with address fields) that runs on any PC. Every case starts from the same
; state (runtime.asm) and ends at END or in an exception. A line is the case's name and what it showed; an exception
; shows vector, error code, the saved EIP as a distance from the start of the case, CS, EFLAGS and SS:ESP.
; Port F4h ends the run.
        bits    32
        cpu     686
%include "conformance/layout.asm"
        org     IMAGE
        section .text
header: dd      0x1BADB002, 0x00010003, -(0x1BADB002 + 0x00010003)
        dd      header, IMAGE, 0, 0, start
%include "conformance/macros.asm"
%include "conformance/runtime.asm"
%include "conformance/report.asm"
%include "conformance/segments.asm"
%include "conformance/transfers.asm"
%include "conformance/returns.asm"
%include "conformance/interrupts.asm"
%include "conformance/tasks.asm"
%include "conformance/virtual8086.asm"
%include "conformance/paging.asm"
%include "conformance/privilege.asm"
%include "conformance/instructions.asm"
%include "conformance/traps.asm"
%include "conformance/doublefault.asm"
        section .table
        dd      0
