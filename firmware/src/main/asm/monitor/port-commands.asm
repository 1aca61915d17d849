; in, out, a20, reset, halt, exit.

section .text

; in PORT
do_in:
        call    port_number
        mov     ebx, eax
        call    end_of_line
        xchg    ebx, edx                ; the port in EDX, the width in EBX
        call    read_port
        xchg    ebx, edx
        call    print_sized
        newline
        ret

; EAX = the EBX bytes at port DX, read in one access.
read_port:
        cmp     ebx, 2
        ja      .long
        je      .word
        in      al, dx
        ret
.word:
        in      ax, dx
        ret
.long:
        in      eax, dx
        ret

; out PORT VALUE
do_out:
        call    port_number
        mov     ebx, eax
        call    sized_number
        call    end_of_line
        xchg    ebx, edx

; The EBX bytes at port DX = EAX, written in one access.
write_port:
        cmp     ebx, 2
        ja      .long
        je      .word
        out     dx, al
        ret
.word:
        out     dx, ax
        ret
.long:
        out     dx, eax
        ret

section .rodata
word_on:        db "on", 0
word_off:       db "off", 0
word_show:      db "show", 0

section .text

; a20 [on|off]
do_a20:
        call    blanks
        jz      print_a20
        mov     al, A20_OPEN
        mov     edi, word_on
        call    match_word
        je      .switch
        mov     al, A20_CLOSED
        mov     edi, word_off
        call    match_word
        je      .switch
        fail    "On or off?"
.switch:
        call    end_of_line
        call    set_a20
        jmp     print_a20

; reset: the fast reset of port 92h; if that does nothing, an exception without an IDT shuts the processor down, which
; the board answers with a reset.
do_reset:
        call    end_of_line
        in      al, SYSTEM_CONTROL
        and     al, 0xFE
        out     SYSTEM_CONTROL, al
        or      al, 1
        out     SYSTEM_CONTROL, al
        say     "Port 92h did nothing; shutting down.", CR, LF
        lidt    [no_idt]
        int3

section .rodata
no_idt: dw      0
        dd      0

section .text

; halt
do_halt:
        call    end_of_line
        say     "Halted.", CR, LF
        cli
.halted:
        hlt
        jmp     .halted

; exit CODE: a byte
do_exit:
        mov     edx, 1
        call    sized_number
        call    end_of_line
        out     EXIT_PORT, al
        say     "Nothing at port F4 took the code.", CR, LF
        ret
