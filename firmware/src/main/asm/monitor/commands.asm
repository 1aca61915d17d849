; The command table, and running a line.

; command "name", routine, width, help: one entry. The width reaches the routine in EDX. Entries with the same help are
; variants of one command and listed once.
%macro command 4
        [section .rodata]
%%name: db      %1, 0
        [section .commands]
        dd      %%name, %2, %3, %4
%endmacro

COMMAND_NAME    equ 0
COMMAND_ROUTINE equ 4
COMMAND_WIDTH   equ 8
COMMAND_HELP    equ 12
COMMAND_BYTES   equ 16

section .rodata
help_help:      db "help                            this list; numbers are hex everywhere", 0
help_tour:      db "tour                            a guided tour of ports, memory-mapped devices, paging and PCI", 0
help_found:     db "found                           what the monitor found at start, looked for again", 0
help_peek:      db "peek[b|w|l] ADDR [COUNT]        read memory: bytes, words or longs (plain peek: longs)", 0
help_poke:      db "poke[b|w|l] ADDR VALUE...       write memory", 0
help_dump:      db "dump ADDR [LEN]                 show memory in hex and as text", 0
help_fill:      db "fill ADDR LEN BYTE              fill memory", 0
help_in:        db "in[b|w|l] PORT                  read a port (plain in: a byte)", 0
help_out:       db "out[b|w|l] PORT VALUE           write a port", 0
help_pci:       db "pci                             list the PCI functions, their BARs and what the command register lets", 0
help_pci_read:  db "pci read BDF REG [b|w|l]        read a configuration register; BDF is BUS:DEVICE.FUNCTION", 0
help_pci_write: db "pci write BDF REG VALUE [b|w|l] write one (default l, a long)", 0
help_pci_size:  db "pci size BDF                    find out how much each BAR decodes: write all ones, read, restore", 0
help_pci_place: db "pci place BDF BAR ADDRESS       give BAR 0 to 5 an address", 0
help_pci_on:    db "pci enable BDF BIT...           set bits of the command register: io, mem, master", 0
help_pci_off:   db "pci disable BDF BIT...          clear them", 0
help_paging:    db "paging on|off|show              switch paging, list what is mapped", 0
help_map:       db "map LINEAR PHYSICAL [TYPE]      map a page of 4 KiB; TYPE is uc, uc-, wt, wb (default) or wc", 0
help_unmap:     db "unmap LINEAR                    take a page out of the map", 0
help_walk:      db "walk LINEAR                     follow an address through the page tables, bit by bit", 0
help_cpu:       db "cpu                             control registers, flags, descriptor table registers", 0
help_cpuid:     db "cpuid LEAF [SUBLEAF]            run the CPUID instruction", 0
help_rdmsr:     db "rdmsr INDEX                     read a model-specific register", 0
help_a20:       db "a20 [on|off]                    show or switch the A20 gate", 0
help_reset:     db "reset                           restart: port 92h, or else a triple fault", 0
help_halt:      db "halt                            stop the processor for good", 0
help_exit:      db "exit CODE                       write CODE to port F4h, which ends the machine's process", 0

section .commands follows=.rodata align=4
commands:
        command "help",   do_help,   0, help_help
        command "tour",   do_tour,   0, help_tour
        command "found",  do_found,  0, help_found
        command "peek",   do_peek,   4, help_peek
        command "peekb",  do_peek,   1, help_peek
        command "peekw",  do_peek,   2, help_peek
        command "peekl",  do_peek,   4, help_peek
        command "poke",   do_poke,   4, help_poke
        command "pokeb",  do_poke,   1, help_poke
        command "pokew",  do_poke,   2, help_poke
        command "pokel",  do_poke,   4, help_poke
        command "dump",   do_dump,   0, help_dump
        command "fill",   do_fill,   0, help_fill
        command "in",     do_in,     1, help_in
        command "inb",    do_in,     1, help_in
        command "inw",    do_in,     2, help_in
        command "inl",    do_in,     4, help_in
        command "out",    do_out,    1, help_out
        command "outb",   do_out,    1, help_out
        command "outw",   do_out,    2, help_out
        command "outl",   do_out,    4, help_out
        command "pci read",    do_pci_read,    0, help_pci_read
        command "pci write",   do_pci_write,   0, help_pci_write
        command "pci size",    do_pci_size,    0, help_pci_size
        command "pci place",   do_pci_place,   0, help_pci_place
        command "pci enable",  do_pci_enable,  0, help_pci_on
        command "pci disable", do_pci_disable, 0, help_pci_off
        command "pci",    do_pci,    0, help_pci
        command "paging", do_paging, 0, help_paging
        command "map",    do_map,    0, help_map
        command "unmap",  do_unmap,  0, help_unmap
        command "walk",   do_walk,   0, help_walk
        command "cpu",    do_cpu,    0, help_cpu
        command "cpuid",  do_cpuid,  0, help_cpuid
        command "rdmsr",  do_rdmsr,  0, help_rdmsr
        command "a20",    do_a20,    0, help_a20
        command "reset",  do_reset,  0, help_reset
        command "halt",   do_halt,   0, help_halt
        command "exit",   do_exit,   0, help_exit
        dd      0

section .bss
        alignb  4
resume_esp:     resd 1                  ; stack of the innermost run_line, 0 outside of one
usage:          resd 1                  ; the line of help of the running command, or 0

section .text

; Runs the command line at ESI. Comes back however the command ends: when it returns, by the macro fail, or by a fault.
run_line:
        pushad
        push    dword [usage]
        push    dword [resume_esp]
        mov     [resume_esp], esp
        mov     dword [usage], 0
        mov     dword [bad_word], 0
        call    blanks
        jz      line_over
        call    find_command
        mov     eax, [ebx + COMMAND_HELP]
        mov     [usage], eax
        mov     edx, [ebx + COMMAND_WIDTH]
        call    [ebx + COMMAND_ROUTINE]
line_over:
        mov     esp, [resume_esp]
        pop     dword [resume_esp]
        pop     dword [usage]
        popad
        cld
        ret

; EBX = the table entry of the command whose name is at ESI; ESI is behind the name.
find_command:
        mov     ebx, commands
.next:
        mov     edi, [ebx + COMMAND_NAME]
        test    edi, edi
        jz      .unknown
        call    match_word
        je      .found
        add     ebx, COMMAND_BYTES
        jmp     .next
.found:
        ret
.unknown:
        mov     [bad_word], esi
        fail    "No such command, type help for the list: "

; Ends the running command: prints the text whose address is on the stack, the word it is about, and the command's help.
command_failed:
        call    print_text
        mov     esi, [bad_word]
        test    esi, esi
        jz      .help
        call    print_word
.help:
        newline
        mov     eax, [usage]
        test    eax, eax
        jz      line_over
        push    eax
        call    print_text
        newline
        jmp     line_over

; Prints the word at ESI.
print_word:
        mov     al, [esi]
        inc     esi
        cmp     al, ' '
        jbe     .done
        call    putc
        jmp     print_word
.done:
        ret

do_help:
        call    end_of_line
        mov     ebx, commands
        xor     eax, eax
.next:
        cmp     dword [ebx], 0
        je      .done
        cmp     eax, [ebx + COMMAND_HELP]
        je      .variant
        mov     eax, [ebx + COMMAND_HELP]
        push    eax
        call    print_text
        newline
.variant:
        add     ebx, COMMAND_BYTES
        jmp     .next
.done:
        ret

do_found:
        call    end_of_line
        mov     eax, cr0
        test    eax, eax
        js      .paging
        jmp     print_inventory
.paging:
        fail    "Switch paging off first: it hides most addresses."
