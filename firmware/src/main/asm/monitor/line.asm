; Reading a line with the little editing that a monitor needs.

BACKSPACE       equ 8
DELETE          equ 127
CTRL_U          equ 21
BELL            equ 7
LINE_LIMIT      equ 120                 ; characters in a line

section .bss
after_cr:       resb 1                  ; 1 if the last character was a carriage return

section .text

; Reads a line into the buffer at EDI and terminates it with a zero. CR, LF and CR LF end it; backspace and delete take
; back a character, Ctrl-U the line.
read_line:
        pushad
        mov     ebx, edi                ; the buffer's start
.next:
        call    getc
        xor     ah, ah
        xchg    ah, [after_cr]
        cmp     al, CR
        je      .carriage_return
        cmp     al, LF
        je      .line_feed
        cmp     al, BACKSPACE
        je      .backspace
        cmp     al, DELETE
        je      .backspace
        cmp     al, CTRL_U
        je      .clear
        cmp     al, ' '
        jb      .next
        cmp     al, '~'
        ja      .next
        lea     ecx, [ebx + LINE_LIMIT]
        cmp     edi, ecx
        je      .full
        stosb
        call    putc
        jmp     .next
.full:
        mov     al, BELL
        call    putc
        jmp     .next
.backspace:
        cmp     edi, ebx
        je      .next
        call    rub_out
        jmp     .next
.clear:
        cmp     edi, ebx
        je      .next
        call    rub_out
        jmp     .clear
.line_feed:
        test    ah, ah                  ; the second half of CR LF
        jnz     .next
        jmp     .done
.carriage_return:
        mov     byte [after_cr], 1
.done:
        mov     byte [edi], 0
        newline
        popad
        ret

; Takes the last character away, from the buffer and from the screen.
rub_out:
        dec     edi
        say     BACKSPACE, " ", BACKSPACE
        ret
