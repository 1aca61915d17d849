; Where things are: the monitor's RAM, selectors, and the ports it knows.

ROM_BASE        equ 0xF0000             ; where the code runs; the high place is FFFF0000h
ROM_HIGH        equ 0xFFFF0000
ROM_BYTES       equ 0x10000

; The monitor keeps to the upper half of the first 64 KiB; everything below 8000h is the user's.
IDT_BASE        equ 0x8000              ; 32 gates of 8 bytes; the variables follow at 8100h
VARIABLE_BYTES  equ 0x300               ; room for the variables; the rest is stack
STACK_TOP       equ 0x9000
TABLE_POOL      equ 0x9000              ; page tables that the map command hands out
TABLE_POOL_END  equ 0xD000
ROM_TABLE       equ 0xD000              ; page table of the last 4 MiB, for the ROM at FFFF0000h
LOW_TABLE       equ 0xE000              ; page table of the first 4 MiB
PAGE_DIRECTORY  equ 0xF000
MONITOR_RAM     equ 0x8000
MONITOR_RAM_END equ 0x10000

CODE_SELECTOR   equ 0x08
DATA_SELECTOR   equ 0x10

COM1            equ 0x3F8
MEMORY_UART     equ 0xFE000000          ; where the machine file puts a UART into memory, registers 4 bytes apart
DEBUG_CONSOLE   equ 0x402               ; reads E9h where there is one, takes characters
CMOS_INDEX      equ 0x70
CMOS_DATA       equ 0x71
POST_CODE       equ 0x80
SYSTEM_CONTROL  equ 0x92                ; bit 1 opens the A20 gate, a rising bit 0 resets the processor
EXIT_PORT       equ 0xF4                ; ends the process that runs the machine

; Progress codes on port 80h, for a machine without a console.
POST_REAL_MODE  equ 0x01                ; the reset vector was reached
POST_PROTECTED  equ 0x02                ; 32-bit protected mode
POST_FAULTS     equ 0x03                ; exceptions are caught
POST_CONSOLE    equ 0x04                ; a UART answers at 3F8h
POST_NO_CONSOLE equ 0xE4                ; none answers; the inventory goes to port 402h if somebody listens there
POST_INVENTORY  equ 0x05                ; the inventory is done
POST_PROMPT     equ 0x06                ; commands are taken
POST_STOPPED    equ 0x0F                ; nothing left to do without a console

CR0_PE          equ 1 << 0
CR0_NW          equ 1 << 29
CR0_CD          equ 1 << 30
CR0_PG          equ 1 << 31

CR              equ 13
LF              equ 10
