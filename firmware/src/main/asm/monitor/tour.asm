; The tour: a text with command lines in it, which are run as if they were typed. So nothing is told that does not
; happen on this machine.
;
; Each part of the text is zero-terminated. RUN starts a command line, in which the bytes from WORDS on stand for words that
; are found out when the tour starts; the IF_ bytes choose whether what follows, up to the next ALWAYS, is part of the tour.
; An empty part is the end.

RUN                     equ 1
IF_MEMORY_UART          equ 2
IF_NO_MEMORY_UART       equ 3
ALWAYS                  equ 4
IF_NO_BRIDGE            equ 5                   ; these three in the order of the values of tour_pci
IF_NO_BAR               equ 6
IF_BAR                  equ 7

WORDS                   equ 0x80                ; the words for the part about PCI: command lines hold
BDF                     equ WORDS               ; the function with a BAR that is free,
BAR                     equ WORDS + 1           ; which BAR,
SPACE                   equ WORDS + 2           ; the bit that switches it on,
READ                    equ WORDS + 3           ; the command that reads there,
HERE                    equ WORDS + 4           ; and two addresses
THERE                   equ WORDS + 5

%macro tell 1-*
%rep %0
        db      %1, CR, LF
%rotate 1
%endrep
        db      0
%endmacro
%macro run 1+
        db      RUN, %1, 0
%endmacro
%macro choose 1
        db      %1, 0
%endmacro

section .bss
tour_skips:     resb 1                  ; 1 while a part is not meant for this machine
tour_memory_uart: resb 1                ; 1 if there is a UART in memory
tour_pci:       resb 1                  ; 0 without host bridge, 1 without a BAR that is free, 2 with one
tour_bdf:       resb 8                  ; its function, as text
tour_bar:       resb 2                  ; its number, as text
tour_line:      resb 64                 ; a command line with the words put in
        alignb  4
tour_words:     resd 6                  ; where the words are

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
        call    find_free_bar
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
        sub     eax, IF_NO_BRIDGE
        cmp     eax, IF_BAR - IF_NO_BRIDGE
        jbe     .if_pci
        movzx   eax, byte [esi]
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
.if_pci:
        cmp     [tour_pci], al
        setne   [tour_skips]
        ret
.run:
        push    esi
        inc     esi
        call    put_words_in
        say     "> "
        push    dword tour_line
        call    print_text
        newline
        mov     esi, tour_line
        call    run_line
        pop     esi
        ret

; Copies the command line at ESI to tour_line and puts the words in.
put_words_in:
        mov     edi, tour_line
.next:
        lodsb
        test    al, al
        js      .word
        stosb
        jnz     .next
        ret
.word:
        push    esi
        movzx   eax, al
        mov     esi, [tour_words + (eax - WORDS) * 4]
.copy:
        lodsb
        stosb
        test    al, al
        jnz     .copy
        dec     edi
        pop     esi
        jmp     .next

section .rodata
        align   4
tour_io_words:     dd tour_bdf, tour_bar, word_io, .in, .here, .there
tour_memory_words: dd tour_bdf, tour_bar, word_mem, .peek, .in_memory, .higher
tour_io_words.in:       db "in", 0
tour_io_words.here:     db "c000", 0
tour_io_words.there:    db "d000", 0
tour_memory_words.peek: db "peekb", 0
tour_memory_words.in_memory: db "d0000000", 0
tour_memory_words.higher: db "e0000000", 0

section .text

; Looks for a BAR that nobody has placed yet, and makes it what the part about PCI is about.
find_free_bar:
        mov     byte [tour_pci], 0
        call    host_bridge_present
        jne     .done
        inc     byte [tour_pci]
        mov     edi, .function
        call    each_function
.done:
        ret
.function:
        push    edi
        mov     edi, .bar
        call    each_bar
        pop     edi
        ret
.bar:
        cmp     byte [tour_pci], 1
        jne     .done                   ; found one already
        cmp     ecx, PCI_ROM
        jae     .done
        push    eax
        call    get_command
        test    al, COMMAND_IO | COMMAND_MEMORY
        jnz     .taken
        mov     eax, [bar_address]
        or      eax, [bar_address + 4]
        jnz     .taken
        call    name_free_bar
        inc     byte [tour_pci]
.taken:
        pop     eax
        ret

; Writes down the words for the BAR at register ECX of the function at EBX.
name_free_bar:
        pushad
        lea     eax, [ecx - PCI_BAR0]
        shr     eax, 2
        add     al, '0'
        mov     [tour_bar], al
        mov     edi, tour_bdf
        mov     edx, ebx
        shl     edx, 8                  ; the bus in the top byte
        mov     ecx, 8
        call    .digits
        mov     al, ':'
        stosb
        shr     edx, 3                  ; the device in the top byte
        call    .digits
        mov     al, '.'
        stosb
        shr     edx, 1                  ; the function in the top digit
        mov     ecx, 4
        call    .digits
        mov     esi, tour_io_words
        test    byte [bar_read], BAR_IO
        jnz     .copy
        mov     esi, tour_memory_words
.copy:
        mov     edi, tour_words
        mov     ecx, 6
        rep movsd
        popad
        ret
.digits:                                ; writes the top ECX bits of EDX, 4 or 8, as hex digits and shifts them out
        push    ecx
        shr     ecx, 2
.digit:
        rol     edx, 4
        mov     eax, edx
        and     eax, 0xF
        mov     al, [hex_digits + eax]
        stosb
        and     edx, ~0xF
        loop    .digit
        pop     ecx
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
        tell    "", "5. A device that is told its addresses"
        choose  IF_NO_BRIDGE
        tell    "This machine has no PCI host bridge, so this part is left out."
        choose  ALWAYS
        choose  IF_NO_BAR
        tell    "This machine has no PCI function with a base address register that is free, so this part is left out."
        choose  ALWAYS
        choose  IF_BAR
        tell    "A PCI function does not choose its addresses. It has base address registers (BARs), and firmware or the", \
                "operating system puts addresses into them. How much a BAR decodes it tells when all ones are written to", \
                "it: the address bits that stay 0 are those it does not compare. These are the functions, and one of them", \
                "that nobody has set up:"
        run     "pci"
        run     "pci size ", BDF
        tell    "", "An address alone does nothing; the command register must let the function decode it:"
        run     "pci place ", BDF, " ", BAR, " ", HERE
        run     READ, " ", HERE
        run     "pci enable ", BDF, " ", SPACE
        run     READ, " ", HERE
        tell    "", "Another address, and nothing is left at the old one:"
        run     "pci place ", BDF, " ", BAR, " ", THERE
        run     READ, " ", HERE
        run     READ, " ", THERE
        tell    "", "And back to where we were:"
        run     "pci disable ", BDF, " ", SPACE
        run     "pci place ", BDF, " ", BAR, " 0"
        choose  ALWAYS
        db      0
