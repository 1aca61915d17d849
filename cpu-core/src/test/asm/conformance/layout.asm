; Where things lie. All of it in the first 4 MiB, so that one page table maps it.
IMAGE       equ 0x100000
GDT         equ 0x200000            ; the working tables, made anew for each case
IDT         equ 0x201000
LDT         equ 0x202000
TSS_MAIN    equ 0x203000            ; 32-bit, with an I/O permission bit map
TSS_B       equ 0x205000            ; 32-bit
TSS_C       equ 0x206000            ; 16-bit
TSS_DF      equ 0x207000            ; 32-bit, for double faults
DIRECTORY   equ 0x208000            ; identity for the first 4 MiB
TABLE       equ 0x209000
DIRECTORY2  equ 0x20A000            ; likewise, for a task of its own
KERNEL_TOP  equ 0x210000            ; stacks
USER_TOP    equ 0x212000
RING1_TOP   equ 0x214000
TASK_TOP    equ 0x216000
DF_TOP      equ 0x218000
RUNTIME_TOP equ 0x21A000
DATA        equ 0x220000            ; for the cases, cleared before each
DATA_BYTES  equ 0x4000
LOW_CODE    equ 0x10000             ; where virtual-8086 and real-mode code is copied to

IO_MAP      equ 0x68                ; offset of the bit map in TSS_MAIN
TSS_LIMIT   equ IO_MAP + 0x20

COM1        equ 0x3F8
EXIT        equ 0xF4

; Selectors.
CODE0       equ 0x08
DATA0       equ 0x10
CODE3       equ 0x18 | 3
DATA3       equ 0x20 | 3
TSS         equ 0x28
LDT_SEL     equ 0x30
TASKB       equ 0x38
TASKC       equ 0x40
TASKDF      equ 0x48
SPARE       equ 0x50                ; two descriptors for the case to write
SPARE2      equ 0x58
CONFORMING  equ 0x60
CODE1       equ 0x68 | 1
DATA1       equ 0x70 | 1
CODE16      equ 0x78                ; 16-bit code at IMAGE
STACK16     equ 0x80                ; 16-bit data, 64 KiB at 200000h
ABSENT      equ 0x88
READONLY    equ 0x90
EXECUTEONLY equ 0x98
EXPANDDOWN  equ 0xA0                ; valid from 1000h on
ABSENTCODE  equ 0xA8
TASKGATE    equ 0xB0                ; to TASKB, DPL 3
CALLGATE    equ 0xB8                ; the case sets the entry point
CALLGATE16  equ 0xC0
SHORTCODE   equ 0xC8                ; limit 0FFFh
SMALLDATA   equ 0xD0                ; limit 0FFFh at DATA
SMALLSTACK  equ 0xD8                ; the same, 32-bit stack
LAST        equ 0xE0                ; first selector past the table

; Entries of the LDT.
LOCALDATA   equ 0x04
LOCALCODE   equ 0x0C

FL_TF       equ 1 << 8
FL_IF       equ 1 << 9
FL_IOPL3    equ 3 << 12
FL_NT       equ 1 << 14
FL_RF       equ 1 << 16
FL_VM       equ 1 << 17
FL_AC       equ 1 << 18
FL_ID       equ 1 << 21

CR0_TS      equ 1 << 3
CR0_EM      equ 1 << 2
CR0_MP      equ 1 << 1
CR0_WP      equ 1 << 16
CR0_PG      equ 1 << 31
