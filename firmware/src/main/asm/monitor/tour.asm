; The tour: a text with command lines in it, which are run as if they were typed. So nothing is told that does not
; happen on this machine.
;
; Each part of the text is zero-terminated. RUN starts a command line; IF_MEMORY_UART and IF_NO_MEMORY_UART choose
; whether what follows, up to the next ALWAYS, is part of the tour. An empty part is the end.

RUN                     equ 1
IF_MEMORY_UART          equ 2
IF_NO_MEMORY_UART       equ 3
ALWAYS                  equ 4

%macro tell 1-*
%rep %0
        db      %1, CR, LF
%rotate 1
%endrep
        db      0
%endmacro
%macro run 1
        db      RUN, %1, 0
%endmacro
%macro choose 1
        db      %1, 0
%endmacro

section .bss
tour_skips:     resb 1                  ; 1 while a part is not meant for this machine
tour_memory_uart: resb 1                ; 1 if there is a UART in memory

section .text

do_tour:
        call    end_of_line
        mov     eax, cr0
        test    eax, eax
        js      .paging
        mov     byte [tour_skips], 0
        mov     ebx, MEMORY_UART
        call    uart_present
        sete    [tour_memory_uart]
        mov     esi, tour_text
.next:
        cmp     byte [esi], 0
        je      .done
        call    tour_part
        call    after_text
        jmp     .next
.done:
        ret
.paging:
        fail    "Switch paging off first, the tour wants to do it."

; ESI = what follows the zero-terminated text at ESI.
after_text:
        inc     esi
        cmp     byte [esi - 1], 0
        jne     after_text
        ret

; Does the part at ESI.
tour_part:
        movzx   eax, byte [esi]
        cmp     eax, ALWAYS
        je      .always
        cmp     byte [tour_skips], 0
        jne     .done
        cmp     eax, IF_MEMORY_UART
        je      .if_uart
        cmp     eax, IF_NO_MEMORY_UART
        je      .if_no_uart
        cmp     eax, RUN
        je      .run
        push    esi
        call    print_text
        ret
.always:
        mov     byte [tour_skips], 0
        ret
.if_uart:
        cmp     byte [tour_memory_uart], 0
        sete    [tour_skips]
        ret
.if_no_uart:
        cmp     byte [tour_memory_uart], 0
        setne   [tour_skips]
.done:
        ret
.run:
        push    esi
        inc     esi
        say     "> "
        push    esi
        call    print_text
        newline
        call    run_line
        pop     esi
        ret

section .rodata
tour_text:
        tell    "", "1. A device behind ports", \
                "A UART has eight registers. This console's are ports 3F8 to 3FF; the last one is a scratch register", \
                "that keeps what is written to it. OUT and IN reach it:"
        run     "out 3ff 5a"
        run     "in 3ff"
        choose  IF_MEMORY_UART
        tell    "", "2. The same chip behind memory addresses", \
                "A second UART answers at FE000000, its registers 4 bytes apart: register 7 is at FE00001C. No IN and", \
                "OUT here, plain memory accesses do it. The chip cannot tell the difference:"
        run     "pokeb fe00001c a5"
        run     "peekb fe00001c"
        choose  ALWAYS
        choose  IF_NO_MEMORY_UART
        tell    "", "2. No device behind memory addresses", \
                "This machine has no UART at FE000000, so a page of RAM at 1000 stands in for it:"
        run     "pokeb 101c a5"
        run     "peekb 101c"
        choose  ALWAYS
        tell    "", "3. Nobody home", \
                "Nothing drives the bus where no device answers; a PC reads all ones then, and writes vanish:"
        run     "in 2a7"
        run     "outb 2a7 0"
        run     "peek f1000000"
        tell    "", "4. Another address for the same device", \
                "With paging on, programs use linear addresses, and the page tables say which physical page each one", \
                "means. The first 4 MiB stay where they are:"
        run     "paging on"
        tell    "", "Nothing says where linear 40000000 is, so the processor refuses the access:"
        run     "peekb 4000001c"
        choose  IF_MEMORY_UART
        tell    "", "Mapped to the UART's page, with PCD=1 and PWT=1. That is uncacheable: each access reaches the device,", \
                "in the order of the program. Registers want this:"
        run     "map 40000000 fe000000 uc"
        choose  ALWAYS
        choose  IF_NO_MEMORY_UART
        tell    "", "Mapped to the page at 1000, with PCD=1 and PWT=1. That is uncacheable: each access reaches the device,", \
                "in the order of the program. Registers would want this:"
        run     "map 40000000 1000 uc"
        choose  ALWAYS
        run     "peekb 4000001c"
        run     "walk 4000001c"
        tell    "", "P=1: there is a page. RW=1: it may be written. US=0: not in user mode. PCD, PWT: cache disable and", \
                "write-through. A=1: the processor has seen it used; D=1: written to. A write sets D:"
        run     "pokeb 4000001c 3c"
        run     "walk 4000001c"
        tell    "", "The same page write-back, PCD=0 and PWT=0. RAM wants this. A register behind it would be cached: on a", \
                "real processor reads come from the cache, writes reach the device late, joined, or never. Firmware", \
                "guards against that with MTRRs; drivers must not rely on it:"
        choose  IF_MEMORY_UART
        run     "map 40000000 fe000000 wb"
        choose  ALWAYS
        choose  IF_NO_MEMORY_UART
        run     "map 40000000 1000 wb"
        choose  ALWAYS
        run     "peekb 4000001c"
        tell    "", "And back to where we were:"
        run     "unmap 40000000"
        run     "paging off"
        db      0
