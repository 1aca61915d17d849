; What the monitor tells about the machine at start.

CMOS_STATUS_D   equ 0x0D                ; bit 7 battery good, bits 6 to 0 always 0 (MC146818 "Register D")
CMOS_EXT_LOW    equ 0x17                ; KiB above 1 MiB, as the setup program found it
CMOS_ABOVE_1M   equ 0x30                ; KiB above 1 MiB, at most 64 MiB
CMOS_ABOVE_16M  equ 0x34                ; 64 KiB units above 16 MiB

section .text
print_inventory:
        pushad
        say     CR, LF, "Backplane monitor, in 32-bit protected mode from ROM at "
        show32  ROM_BASE
        say     ". It keeps its data in RAM at "
        show32  MONITOR_RAM
        say     "-"
        show32  MONITOR_RAM_END - 1
        say     ".", CR, LF, CR, LF
        call    identify_processor
        say     "Processor        "
        call    print_processor
        call    print_ram
        call    print_a20
        call    print_uarts
        call    print_debug_console
        call    print_host_bridge
        call    print_cmos
        newline
        popad
        ret

print_ram:
        say     "RAM              "
        mov     ebx, BASE_STEP
        mov     ecx, BASE_STEP
        mov     edx, BASE_END
        call    find_ram_end
        mov     eax, ebx
        shr     eax, 10
        call    print_decimal
        say     " KiB from 0"
        mov     ebx, MIB
        mov     ecx, MIB
        mov     edx, RAM_END
        call    find_ram_end
        mov     eax, ebx
        sub     eax, MIB
        jz      .done
        shr     eax, 20
        say     ", "
        call    print_decimal
        say     " MiB from "
        show32  MIB
        say     " to "
        dec     ebx
        show32  ebx
.done:
        newline
        ret

print_a20:
        say     "A20 gate         "
        call    a20_closed
        je      .closed
        say     "open", CR, LF
        ret
.closed:
        say     "closed: address bit 20 is always 0", CR, LF
        ret

; The console and the other three places of serial ports, and the one in memory.
print_uarts:
        say     "UART at 3F8      "
        mov     eax, [console_kind]
        call    print_uart_kind
        cmp     byte [console], CONSOLE_UART
        jne     .others
        say     ", this console"
.others:
        newline
        mov     esi, .ports
.next:
        movzx   ebx, word [esi]
        add     esi, 2
        test    ebx, ebx
        jz      .memory
        say     "UART at "
        push    ebx
        push    dword 3
        call    print_hex
        say     "      "
        call    probe_uart
        newline
        jmp     .next
.memory:
        say     "UART at "
        show32  MEMORY_UART
        say     " "
        mov     ebx, MEMORY_UART
        call    probe_uart
        cmp     eax, UART_NONE
        je      .done
        say     ", registers 4 bytes apart in memory"
.done:
        newline
        ret

section .rodata
.ports: dw      0x2F8, 0x3E8, 0x2E8, 0

section .text

; Looks for the UART at EBX, which is not the console, and prints what it is. EAX = its kind.
probe_uart:
        call    uart_kind
        cmp     eax, UART_16450
        jb      print_uart_kind
        call    uart_fifo_off
print_uart_kind:
        push    dword [uart_names + eax * 4]
        call    print_text
        ret

section .rodata
uart_names:     dd .none, .ns8250, .ns16450, .ns16550, .ns16550a
.none:          db "nothing", 0
.ns8250:        db "8250, no scratch register", 0
.ns16450:       db "16450, no FIFO", 0
.ns16550:       db "16550, FIFO unusable", 0
.ns16550a:      db "16550A, with FIFO", 0

section .bss
        alignb  4
function_count: resd 1                  ; how many PCI functions were found

section .text
print_debug_console:
        say     "Debug console    "
        mov     dx, DEBUG_CONSOLE
        in      al, dx
        cmp     al, 0xE9
        je      .there
        say     "nothing at port 402", CR, LF
        ret
.there:
        say     "port 402 reads E9", CR, LF
        ret

print_host_bridge:
        say     "PCI host bridge  "
        call    host_bridge_present
        jne     .none
        mov     ebx, PCI_ENABLE
        mov     ecx, PCI_ID
        call    pci_get_long
        show16  eax
        say     ":"
        shr     eax, 16
        show16  eax
        say     ", "
        mov     dword [function_count], 0
        mov     edi, .count
        call    each_function
        mov     eax, [function_count]
        call    print_decimal
        say     " functions", CR, LF
        ret
.none:
        say     "none at port CF8", CR, LF
        ret
.count:
        inc     dword [function_count]
        ret

print_cmos:
        say     "CMOS memory size "
        mov     al, CMOS_STATUS_D
        call    read_cmos
        test    al, 0x7F
        jnz     .absent
        mov     al, CMOS_EXT_LOW
        call    read_cmos_word
        call    print_decimal
        say     " KiB above 1 MiB in 17-18, "
        mov     al, CMOS_ABOVE_1M
        call    read_cmos_word
        call    print_decimal
        say     " KiB in 30-31, "
        mov     al, CMOS_ABOVE_16M
        call    read_cmos_word
        call    print_decimal
        say     " x 64 KiB above 16 MiB in 34-35", CR, LF
        ret
.absent:
        say     "no CMOS at ports 70 and 71", CR, LF
        ret

; AL = CMOS register AL.
read_cmos:
        out     CMOS_INDEX, al
        in      al, CMOS_DATA
        ret

; EAX = CMOS registers AL (low byte) and AL + 1.
read_cmos_word:
        push    edx
        mov     dl, al
        call    read_cmos
        xchg    dl, al
        inc     al
        call    read_cmos
        mov     dh, al
        movzx   eax, dx
        pop     edx
        ret
