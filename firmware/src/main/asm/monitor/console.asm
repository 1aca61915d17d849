; Where the text goes and comes from: the UART at 3F8h, polled. Without one the text goes to the debug console at
; 402h, if that is there, and no commands can come in.

CONSOLE_NONE    equ 0
CONSOLE_UART    equ 1
CONSOLE_DEBUG   equ 2
NOTHING_EARLY   equ 0x100

section .bss
console:        resb 1                  ; one of the constants above
        alignb  4
console_kind:   resd 1                  ; what kind of UART the console is
column:         resd 1                  ; 0 at the beginning of a line
early:          resd 1                  ; a character that came before the FIFO was switched on, or NOTHING_EARLY

section .text

; Finds the console and sets it up: 115200 baud, 8 data bits, no parity, 1 stop bit.
open_console:
        mov     dword [early], NOTHING_EARLY
        mov     ebx, COM1
        mov     al, LCR_8N1
        mov     ecx, UART_LCR
        call    uart_put
        call    uart_present
        jnz     .no_uart
        call    set_line
        call    find_console_kind
        mov     al, MCR_DTR_RTS         ; not before now: who respects RTS loses nothing while the FIFO is cleared
        mov     ecx, UART_MCR
        call    uart_put
        mov     byte [console], CONSOLE_UART
        post    POST_CONSOLE
        ret
.no_uart:
        mov     dx, DEBUG_CONSOLE
        in      al, dx
        cmp     al, 0xE9
        jne     .nothing
        mov     byte [console], CONSOLE_DEBUG
.nothing:
        post    POST_NO_CONSOLE
        ret

; The UART at EBX: divisor 1, 8N1.
set_line:
        mov     al, LCR_8N1 | LCR_DLAB
        mov     ecx, UART_LCR
        call    uart_put
        mov     al, 1
        mov     ecx, UART_DLL
        call    uart_put
        xor     eax, eax
        mov     ecx, UART_DLM
        call    uart_put
        mov     al, LCR_8N1
        mov     ecx, UART_LCR
        jmp     uart_put

; Finds out the kind of the UART at EBX and leaves its FIFO on.
find_console_kind:
        mov     dword [console_kind], UART_8250
        call    uart_has_scratch
        jnz     .done
        call    switch_fifo_on
        call    uart_fifo_kind
        mov     [console_kind], eax
.done:
        ret

; Switching the FIFO on clears the receiver (PC16550D §8.4), so a character that is there already is taken out first.
; The two accesses stand close together, for the next character may be under way.
switch_fifo_on:
        mov     dx, COM1 + UART_LSR
        in      al, dx
        test    al, LSR_DR
        jz      .empty
        mov     dx, COM1 + UART_RBR
        in      al, dx
        mov     ah, al
        mov     al, FCR_ENABLE
        mov     dx, COM1 + UART_FCR
        out     dx, al
        mov     al, ah
        movzx   eax, al
        mov     [early], eax
        ret
.empty:
        mov     al, FCR_ENABLE
        mov     dx, COM1 + UART_FCR
        out     dx, al
        ret

; Looks for a character: AL has it if the zero flag is clear. A UART that was unplugged reads all ones, which no line
; status register does.
receive:
        push    edx
        mov     dx, COM1 + UART_LSR
        in      al, dx
        cmp     al, 0xFF
        je      .done
        test    al, LSR_DR
        jz      .done
        mov     dx, COM1 + UART_RBR
        in      al, dx
        or      edx, edx                ; clears the zero flag
.done:
        pop     edx
        ret

; AL = the next character from the console; waits for it.
getc:
        cmp     dword [early], NOTHING_EARLY
        jne     .early
.wait:
        call    receive
        jz      .wait
        ret
.early:
        mov     al, [early]
        mov     dword [early], NOTHING_EARLY
        ret

; Prints the character in AL.
putc:
        push    eax
        push    edx
        movzx   edx, al
        sub     edx, LF
        mov     [column], edx
        cmp     byte [console], CONSOLE_UART
        jb      .done
        ja      .debug
        mov     ah, al
        mov     dx, COM1 + UART_LSR
.full:
        in      al, dx
        test    al, LSR_THRE
        jz      .full
        mov     al, ah
        mov     dx, COM1 + UART_THR
        out     dx, al
.done:
        pop     edx
        pop     eax
        ret
.debug:
        mov     dx, DEBUG_CONSOLE
        out     dx, al
        jmp     .done
